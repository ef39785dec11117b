using Tongdian.Domain;

namespace Tongdian.Server.Modules.People;

/// <summary>What is known of a colleague changes, and with it what they may do: at once.</summary>
public sealed class ChangeColleague(ColleagueDesk desk, CompanyDirectory directory)
{
    /// <summary>What is to be known; <paramref name="Version"/> as it was when the form was opened.</summary>
    public sealed record Request(ColleagueForm Colleague, string? Version);

    public async Task<Result<ListColleagues.Item>> Do(Guid id, Request request, StaffMember by, CancellationToken cancel)
    {
        var company = await directory.Get(cancel);
        var faults = request.Colleague.Faults(company, system: company.Staff.GetValueOrDefault(id.ToString()) is { Scopes: not null }).ToList();
        if (faults.Count > 0)
            return AdministrationErrors.Invalid(faults);
        var changed = await desk.Change(id, request.Version, by, Acts.StaffChanged, user => request.Colleague.WriteTo(user), cancel);
        return changed.Failed(out var refused, out var user) ? refused : ListColleagues.Item.Of(user, await directory.Get(cancel));
    }
}
