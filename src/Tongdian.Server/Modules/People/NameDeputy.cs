using System.Globalization;
using Tongdian.Domain;

namespace Tongdian.Server.Modules.People;

/// <summary>Somebody is away for a while, and somebody else acts for them.</summary>
public sealed class NameDeputy(ColleagueDesk desk, CompanyDirectory directory, TimeProvider time)
{
    /// <summary>Who acts, from when to when.</summary>
    public sealed record Request(Guid Deputy, DateTimeOffset From, DateTimeOffset Until);

    public async Task<Result<ListColleagues.Item>> Do(Guid id, Request request, StaffMember by, CancellationToken cancel)
    {
        var faults = new List<FieldError>();
        if (request.Deputy == id)
            faults.Add(new FieldError("deputy", "staff.deputy-self"));
        else if ((await directory.Get(cancel)).Person(request.Deputy.ToString()) is null)
            faults.Add(new FieldError("deputy", "field.option"));
        if (request.Until <= request.From)
            faults.Add(new FieldError("until", "period.ends-before-it-begins"));
        else if (request.Until <= time.GetUtcNow())
            faults.Add(new FieldError("until", "period.over"));
        return faults.Count > 0
            ? AdministrationErrors.Invalid(faults)
            : await Set(id, request.Deputy, request.From, request.Until, Acts.DeputySet, by, cancel);
    }

    /// <summary>The absence is over, or does not come about.</summary>
    public Task<Result<ListColleagues.Item>> End(Guid id, StaffMember by, CancellationToken cancel) => Set(id, null, null, null, Acts.DeputyEnded, by, cancel);

    private async Task<Result<ListColleagues.Item>> Set(
        Guid id, Guid? deputy, DateTimeOffset? from, DateTimeOffset? until, string act, StaffMember by, CancellationToken cancel)
    {
        var staff = (await directory.Get(cancel)).Staff;
        var changed = await desk.Change(
            id, null, by, act,
            user =>
            {
                var changes = new Change[]
                {
                    new("deputy", Login(user.DeputyId), Login(deputy)), new("from", Text(user.DeputyFrom), Text(from)), new("until", Text(user.DeputyUntil), Text(until)),
                };
                (user.DeputyId, user.DeputyFrom, user.DeputyUntil) = (deputy, from, until);
                return changes;
            },
            cancel);
        return changed.Failed(out var refused, out var user) ? refused : ListColleagues.Item.Of(user, await directory.Get(cancel));

        string? Login(Guid? who) => who is { } known ? staff.GetValueOrDefault(known.ToString())?.Login : null;
    }

    private static string? Text(DateTimeOffset? instant) => instant?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
}
