using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Outbox;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Appointments;

/// <summary>
/// A case moved on: a visit that is not to be any more gives its time back, and one that somebody else makes takes theirs. It looks at the case as it
/// stands, and touches nothing that was picked meanwhile.
/// </summary>
internal sealed class OnCaseMoved(CaseStore store, CompanyDirectory directory, IDbContextFactory<TongdianContext> contexts)
{
    /// <summary>What the outbox calls this.</summary>
    public const string Consumer = "appointments";

    /// <summary>The facts after which a visit may not be to come, or be somebody else's.</summary>
    public static readonly string[] Kinds =
    [
        "time-asked", "time-proposed", "time-agreed", "stage-assigned", "stage-completed", "stage-skipped", "stage-entered", "defects-found", "stage-sent-back", "case-withdrawn",
        "case-rejected", "case-merged", "case-archived", "process-reassigned", "version-moved",
    ];

    public async Task<Action<WriteBatch>> React(OutboxWork work, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var bookings = await context.Set<VisitBooking>().AsNoTracking().Where(b => b.CaseId == work.CaseId).ToListAsync(cancel);
        if (bookings.Count == 0)
            return _ => { };
        var state = await store.Find(new CaseId(work.CaseId), cancel) ?? throw new InvalidOperationException($"There is no case {work.CaseId}");
        var company = await directory.Get(cancel);
        return batch =>
        {
            foreach (var booking in bookings)
                Follow(batch, booking, state, company, work.Now);
        };
    }

    private static void Follow(WriteBatch batch, VisitBooking booking, Case state, Company company, DateTimeOffset now)
    {
        var at = state.Stage(booking.Stage);
        if (!at.Status.IsOpen() || at.Appointment is not { Status: AppointmentStatus.Agreed } visit || visit.Time.From != booking.Begins)
            booking.Free(batch, now);
        else if (FindSlots.ComesFor(company, at, booking.Begins) is { } crew && crew != booking.Crew)
            booking.Hand(batch, crew);
    }
}
