using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;

namespace Tongdian.Server.Modules.People;

/// <summary>A system of the company may call something else from now on. Its open tokens end, so that what is taken away is gone at once.</summary>
public sealed class ChangeScopes(ColleagueDesk desk, SystemScopes scopes, CompanyDirectory directory)
{
    /// <summary>All that it may call.</summary>
    public sealed record Request(IReadOnlyList<string> Scopes);

    public async Task<Result<ListColleagues.Item>> Do(Guid id, Request request, StaffMember by, CancellationToken cancel)
    {
        if (scopes.Faults(request.Scopes).ToList() is { Count: > 0 } faults)
            return AdministrationErrors.Invalid(faults);
        // Nobody becomes a system, or a person, by it.
        if ((await directory.Get(cancel)).Staff.GetValueOrDefault(id.ToString()) is not { Scopes: not null })
            return AdministrationErrors.StaffUnknown;
        var changed = await desk.Change(
            id, null, by, Acts.ScopesChanged,
            async (context, user) =>
            {
                var before = await context.UserClaims.Where(c => c.UserId == id && c.ClaimType == CompanySystems.ScopeClaim).ToListAsync(cancel);
                var after = CompanySystems.Claims(id, request.Scopes).ToList();
                context.RemoveRange(before);
                context.AddRange(after);
                user.SecurityStamp = ColleagueDesk.NewStamp();
                return [Change.OfList("scopes", before.Select(c => c.ClaimValue!), after.Select(c => c.ClaimValue!))];
            },
            cancel);
        return changed.Failed(out var refused, out var system) ? refused : ListColleagues.Item.Of(system, await directory.Get(cancel));
    }
}
