using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Notices;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Calls;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Cases.Photos;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Outbox;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Notices;

/// <summary>
/// A case changed: its customer is told what that means for them, by one message for each commit, and the reminders that are to come are planned anew. The
/// key of a message is the version that it tells of, so that it is there once however often this is done.
/// </summary>
internal sealed class OnCaseChanged(
    CaseStore store, CaseProjection projection, CompanyDirectory directory, WriteNotice write, NoticeSettings settings, AccessCode codes, PhotoSettings photos, IDbContextFactory<TongdianContext> contexts)
{
    /// <summary>The facts that can mean something to a customer.</summary>
    public static readonly string[] Kinds =
    [
        "case-submitted", "stage-completed", "stage-requested", "stage-drafted", "stage-offered", "defects-found", "stage-sent-back", "stage-paused", "stage-resumed",
        "pause-refused", "pause-recorded", "time-asked", "time-proposed", "time-agreed", "set-out", "checked-in", "case-energised", "case-withdrawn", "case-rejected", "case-merged",
        "process-reassigned", "version-moved", "years-announced", "lateness-told",
    ];

    /// <summary>What the outbox calls this.</summary>
    public const string Consumer = "notices";

    public async Task<Action<WriteBatch>> React(OutboxWork work, CancellationToken cancel)
    {
        var state = await store.Find(new CaseId(work.CaseId), cancel) ?? throw new InvalidOperationException($"There is no case {work.CaseId}");
        var company = await directory.Get(cancel);
        var (process, clocks, _) = projection.Read(state, company, work.Now);
        var words = new CaseNotices(state, process, clocks, company, work.Now);
        var rows = new List<Action<WriteBatch>>();
        var told = await Told(work.CaseId, cancel);
        var first = told is null;
        foreach (var version in work.Versions)
        {
            var facts = (await store.Events(state.Id, version - 1, 1, cancel)).Select(e => CaseStore.Fact(e.Payload)).ToList();
            foreach (var notice in words.Of(facts, () => codes.For(work.CaseId)).Concat(Photos(facts, words, state, process)))
            {
                if (notice.Values.TryGetValue("expected", out var says) && says.Length > 0)
                    told = clocks.ExpectedAt;
                await Add(rows, state, notice, Cause(version, notice, facts), work.Now, cancel);
            }

            if (facts.Select(f => f.Event).OfType<LatenessTold>().LastOrDefault() is { } late)
                told = late.Expected;
        }

        if (Expects(state, process, clocks) is { } expected && (told is null || ExpectedTime.Differs(told.Value, expected, Show.Local(expected).Offset)))
        {
            if (!first && told is { } before)
                await Add(rows, state, words.ExpectedChanged(before, expected), $"{work.Versions[^1]}", work.Now, cancel);
            told = expected;
        }

        await Plan(rows, state, ReminderPlan.Of(state, process, clocks, projection.Calendar(state)), work.Now, cancel);
        return batch =>
        {
            foreach (var row in rows)
                row(batch);
            batch.Upsert("told_customers", 1, ("case_id", work.CaseId), ("expected_at", told));
            if (!state.Stage(SchemeStages.Confirmation).Status.IsOpen())
                Call.Drop(batch, work.CaseId, CallKind.SchemeUnanswered, work.Now);
        };
    }

    private static DateTimeOffset? Expects(Case state, ProcessDefinition process, CaseClocks clocks) =>
        state.Status.IsRunning() && process.Stages.FirstOrDefault(s => s.Effect == StageEffect.Energises) is { } power && !state.Stage(power.Id).Status.IsPassed()
            ? clocks.ExpectedAt : null;

    // The first photograph of a stage is told of, the others are there when the customer looks. What nobody has released yet is not told of.
    private IEnumerable<Notice> Photos(IReadOnlyList<RecordedEvent> facts, CaseNotices words, Case state, ProcessDefinition process) =>
        photos.ByHand ? [] : facts.Select(f => f.Event).OfType<StageDrafted>()
            .Where(e => state.Stage(e.Stage).Status.IsOpen() && e.Entry.Files.Any(f => f.MediaType.StartsWith("image/", StringComparison.Ordinal)))
            .Select(e => process.Stage(e.Stage)).OfType<StageDefinition>().Where(s => s.ShowsPhotos).Select(words.PhotosAdded);

    private static string Cause(int version, Notice notice, IReadOnlyList<RecordedEvent> facts) =>
        notice.Kind == NoticeKinds.PhotosAdded && facts.Select(f => f.Event).OfType<StageDrafted>().FirstOrDefault() is { } drafted ? drafted.Stage : $"{version}";

    private async Task Add(List<Action<WriteBatch>> rows, Case state, Notice notice, string cause, DateTimeOffset now, CancellationToken cancel)
    {
        // Who was erased is told nothing.
        if (!(await write.ToCustomer(state, notice with { Nth = rows.Count }, now, cancel, cause)).Failed(out _, out var message))
            rows.Add(message);
    }

    private async Task<DateTimeOffset?> Told(Guid id, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Set<ToldCustomer>().Where(t => t.CaseId == id).Select(t => t.ExpectedAt).FirstOrDefaultAsync(cancel);
    }

    private async Task Plan(List<Action<WriteBatch>> rows, Case state, IReadOnlyCollection<PlannedReminder> plan, DateTimeOffset now, CancellationToken cancel)
    {
        var id = state.Id.Value;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var there = await context.Set<Reminder>().AsNoTracking().Where(r => r.CaseId == id).ToListAsync(cancel);
        foreach (var over in there.Where(r => r.NextAt is not null && !plan.Any(p => (p.Kind, p.Key) == (r.Kind, r.Key))))
            rows.Add(batch => batch.Add("DELETE FROM reminders WHERE case_id = $1 AND kind = $2 AND key = $3", id, over.Kind, over.Key));
        foreach (var planned in plan)
        {
            var known = there.FirstOrDefault(r => (r.Kind, r.Key) == (planned.Kind, planned.Key));
            // What was sent is sent; what begins too late for a reminder is not reminded of.
            if (known is { NextAt: null })
                continue;
            DateTimeOffset? next = known is null && planned.At <= now && planned.Kind != ReminderKind.ConfirmationCall ? null : SendAt(planned, settings.Quiet);
            if (known is null || known.NextAt != next)
                rows.Add(batch => batch.Upsert("reminders", 3, ("case_id", id), ("kind", planned.Kind), ("key", planned.Key), ("next_at", next)));
        }
    }

    /// <summary>When a reminder goes out.</summary>
    internal static DateTimeOffset SendAt(PlannedReminder planned, QuietHours quiet) =>
        planned.Kind == ReminderKind.ConfirmationCall ? planned.At : quiet.Fit(Show.Local(planned.At), planned.Limit);
}
