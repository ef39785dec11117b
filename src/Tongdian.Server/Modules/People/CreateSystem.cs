using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Tongdian.Domain;

namespace Tongdian.Server.Modules.People;

/// <summary>Another system of the company gets a name and a secret, roles, regions and scopes.</summary>
public sealed class CreateSystem(CreateColleague create, ColleagueDesk desk, IServiceScopeFactory scopes, CompanyDirectory directory, EndpointDataSource endpoints)
{
    private const int MostScopes = 50;

    /// <summary>Its name as a client, what is known of it as a colleague, and what it may call.</summary>
    public sealed record Request(string Login, ColleagueForm Colleague, IReadOnlyList<string> Scopes);

    /// <summary>Name and secret for its settings; the secret is shown this once.</summary>
    public sealed record Response(Guid Id, string ClientId, string ClientSecret, IReadOnlyList<string> Scopes);

    public async Task<Result<Response>> Do(Request request, StaffMember by, CancellationToken cancel)
    {
        var known = Areas().SelectMany(a => new[] { $"{a}:read", $"{a}:write" }).ToHashSet(StringComparer.Ordinal);
        var faults = request.Scopes.Select((s, i) => known.Contains(s ?? "") ? null : new FieldError($"scopes[{i}]", "field.option")).OfType<FieldError>().ToList();
        if (request.Scopes.Count is 0 or > MostScopes)
            faults.Add(new FieldError("scopes", "field.required"));
        if (request.Colleague.Roles.Contains(Domain.Processes.Roles.Administrator))
            faults.Add(new FieldError("roles", "field.option"));
        if (faults.Count > 0)
            return AdministrationErrors.Invalid(faults);
        if ((await create.Do(new CreateColleague.Request(request.Login, request.Colleague), by, cancel)).Failed(out var refused, out var made))
            return refused;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<StaffUser>>();
            await users.AddClaimsAsync((await users.FindByIdAsync(made.Id.ToString()))!, request.Scopes.Distinct(StringComparer.Ordinal).Select(s => new Claim(CompanySystems.ScopeClaim, s)));
        }

        // Only now is it a system: before, its secret was a password that had to be changed, and opened nothing.
        var changed = await desk.Change(
            made.Id, null, by, Acts.SystemMade,
            user =>
            {
                user.MustChangePassword = false;
                return [Change.OfList("scopes", [], request.Scopes)];
            },
            cancel);
        directory.Changed();
        return changed.Failed(out var stopped, out _) ? stopped : new Response(made.Id, request.Login, made.Password, request.Scopes);
    }

    private IEnumerable<string> Areas() => endpoints.Endpoints.OfType<RouteEndpoint>().Select(e => e.RoutePattern.RawText?.Trim('/').Split('/'))
        .Select(p => p is ["api", _, var area, ..] && area != "administration" ? area : null).OfType<string>().Distinct(StringComparer.Ordinal);
}
