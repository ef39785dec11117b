using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Appointments;

/// <summary>
/// A customer picks a time, or moves the visit to another. The fact and the time of the crew are one commit, and the key of the time lets one of two
/// have it: whoever came second looks again, and takes another crew that is free then, or is told that the time is gone.
/// </summary>
public sealed class BookSlot(CaseDoor door, FindSlots find)
{
    // Every time somebody loses, somebody else has won: there are never more rounds than crews that are free at once.
    private const int MostTries = 50;

    /// <summary>The beginning of the time that is picked.</summary>
    public sealed record Request(DateTimeOffset From);

    /// <summary>Picks it, whatever version the case has: what the customer wants fits every one.</summary>
    public async Task<Result<CaseAnswer>> Do(string number, Caller caller, string stage, DateTimeOffset from, OnceKey? once, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            if ((await door.Open(number, caller, cancel)).Failed(out var closed, out var now))
                return closed;
            var free = false;
            var outcome = await door.Change(
                number, caller, new CaseEdit(now.State.Version, once),
                async access =>
                {
                    var picked = await Pick(access, stage, from, attempt, cancel);
                    free = picked.Error is null;
                    return picked;
                },
                cancel);
            var lost = outcome.Error?.Code is { } code && (code == AccessErrors.Stale.Code || (code == CaseErrors.SlotTaken.Code && free));
            if (!lost || attempt == MostTries)
                return outcome;
        }
    }

    private async Task<Result<CaseWork>> Pick(CaseAccess access, string id, DateTimeOffset from, int attempt, CancellationToken cancel)
    {
        if (FindSlots.Visit(access, id).Failed(out var none, out var stage))
            return none;
        if (await find.Of(access, stage, cancel) is not { } plan)
            return AppointmentsErrors.NoCapacity;
        var calendar = plan.Question.Calendar;
        var last = FindSlots.LastDay(plan.Question);
        var day = from < calendar.StartOf(last.AddDays(1)) ? calendar.DateOf(from) : last;
        var free = await find.Free(access, plan, day, cancel);
        if (free.FirstOrDefault(s => s.From == from) is not { } slot)
            return CaseErrors.SlotTaken;
        var state = access.State;
        var crew = plan.Company.Staff[slot.Choose((uint)(state.Id.Value.GetHashCode() + attempt))];
        // Whoever has the stage keeps it, also when their deputy comes.
        var doer = FindSlots.Doer(plan.Company, state.Stage(id)) is null ? new Colleague(crew.Id, crew.Roles, crew.Departments) : null;
        var booking = new VisitBooking
        {
            CaseId = state.Id.Value, Stage = id, Number = state.Number.Value, Crew = crew.Id, Region = state.Facts.Region, Role = stage.Role, Rank = plan.Question.Rank,
            Begins = slot.From, Ends = slot.Until, Busy = slot.Busy, Version = state.Version + 1,
        };
        return new CaseWork(new BookVisit(id, VisitTime.Exact(slot.From, slot.Until, calendar), doer, free[0].From, plan.Question.Pattern.Notice))
        {
            With = [booking.Take],
        };
    }
}
