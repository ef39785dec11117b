using Tongdian.Domain;

namespace Tongdian.Server.Modules.People;

/// <summary>Somebody leaves the company, or comes back; what they did stays. Who left cannot sign in, and open sessions end.</summary>
public sealed class LeaveAndReturn(ColleagueDesk desk, CompanyDirectory directory)
{
    public Task<Result<ListColleagues.Item>> Deactivate(Guid id, StaffMember by, CancellationToken cancel) => Set(id, false, Acts.StaffDeactivated, by, cancel);

    public Task<Result<ListColleagues.Item>> Reactivate(Guid id, StaffMember by, CancellationToken cancel) => Set(id, true, Acts.StaffReactivated, by, cancel);

    private async Task<Result<ListColleagues.Item>> Set(Guid id, bool active, string act, StaffMember by, CancellationToken cancel)
    {
        var changed = await desk.Change(
            id, null, by, act,
            user =>
            {
                var changes = new Change[] { new("active", user.Active ? "true" : "false", active ? "true" : "false") };
                (user.Active, user.SecurityStamp) = (active, ColleagueDesk.NewStamp());
                return changes;
            },
            cancel);
        return changed.Failed(out var refused, out var user) ? refused : ListColleagues.Item.Of(user, await directory.Get(cancel));
    }
}
