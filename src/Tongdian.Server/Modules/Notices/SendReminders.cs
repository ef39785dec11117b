using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Notices;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Calls;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Cluster;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Notices;

/// <summary>
/// Sends the reminders that are due. Whether one still makes sense is asked of the case as it stands now; its message and its end are one commit.
/// </summary>
internal sealed class SendReminders(
    Database database, IDbContextFactory<TongdianContext> contexts, CaseStore store, CaseProjection projection, CompanyDirectory directory, WriteNotice write, NoticeSettings settings,
    TimeProvider time, ILogger<SendReminders> log)
    : DueWork(TimeSpan.FromSeconds(5), time, log)
{
    public override async Task<int> TakeDue(CancellationToken cancel)
    {
        var now = Time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var due = await context.Set<Reminder>().AsNoTracking().Where(r => r.NextAt != null && r.NextAt <= now).OrderBy(r => r.NextAt).Take(AtOnce).ToListAsync(cancel);
        if (due.Count == 0)
            return 0;
        var (company, states) = (await directory.Get(cancel), await store.FindMany([.. due.Select(d => d.CaseId).Distinct()], cancel));
        var batch = new WriteBatch();
        foreach (var one in due)
            await Send(batch, one, states[one.CaseId], company, now, cancel);
        await database.Commit(batch, cancel);
        return due.Count;
    }

    private async Task Send(WriteBatch batch, Reminder one, Case state, Company company, DateTimeOffset now, CancellationToken cancel)
    {
        var (process, clocks, _) = projection.Read(state, company, now);
        var planned = ReminderPlan.Of(state, process, clocks, projection.Calendar(state)).FirstOrDefault(p => (p.Kind, p.Key) == (one.Kind, one.Key));
        if (planned is not null && OnCaseChanged.SendAt(planned, settings.Quiet) is var at && at > now)
        {
            Move(batch, one, at);
            return;
        }

        Move(batch, one, null);
        if (planned is null || planned.Limit < now)
            return;
        if (planned.Kind == ReminderKind.ConfirmationCall)
            Call.Owe(batch, one.CaseId, CallKind.SchemeUnanswered, one.Key, state.Number.Value, state.Facts.Region, state.Owner, NoticeKinds.SchemeReminder.Id, now);
        else if (Notice(planned, new CaseNotices(state, process, clocks, company, now), state, process) is { } notice
            && !(await write.ToCustomer(state, notice, now, cancel, $"{one.Kind} {one.Key}")).Failed(out _, out var rows))
            rows(batch);
    }

    private static Notice? Notice(PlannedReminder planned, CaseNotices words, Case state, ProcessDefinition process) => planned.Kind switch
    {
        ReminderKind.Visit when process.Stage(planned.Stage) is { } stage && state.Stage(planned.Stage).Appointment is { } visit => words.VisitTomorrow(stage, visit, planned.Limit!.Value),
        ReminderKind.PowerOn => words.PowerTomorrow(planned.Limit!.Value),
        ReminderKind.Confirmation => words.SchemeStillWaits(planned.Limit!.Value),
        _ => null,
    };

    private static void Move(WriteBatch batch, Reminder one, DateTimeOffset? to) => batch.Add(
        "UPDATE reminders SET next_at = $1 WHERE case_id = $2 AND kind = $3 AND key = $4 AND next_at = $5", to, one.CaseId, one.Kind, one.Key, one.NextAt);
}
