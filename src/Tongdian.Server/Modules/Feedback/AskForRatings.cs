using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Cluster;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Feedback;

/// <summary>Asks customers what they think: one message for all stages of a case that were done meanwhile, each to be rated.</summary>
internal sealed class AskForRatings(
    Database database, IDbContextFactory<TongdianContext> contexts, CaseStore store, ProcessCatalog processes, WriteNotice notices, FeedbackSettings settings, TimeProvider time,
    ILogger<AskForRatings> log)
    : DueWork(TimeSpan.FromSeconds(5), time, log)
{
    public override async Task<int> TakeDue(CancellationToken cancel)
    {
        var now = Time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var due = await context.Set<Evaluation>().AsNoTracking().Where(e => e.AskAt != null && e.AskAt <= now).OrderBy(e => e.AskAt).Take(AtOnce).Select(e => e.CaseId).ToListAsync(cancel);
        if (due.Count == 0)
            return 0;
        // What else of these cases is done is asked for in the same message, also when it would be due a little later.
        var cases = due.Distinct().ToArray();
        var open = (await context.Set<Evaluation>().AsNoTracking().Where(e => cases.Contains(e.CaseId) && e.AskAt != null).ToListAsync(cancel)).ToLookup(e => e.CaseId);
        var (states, batch) = (await store.FindMany(cases, cancel), new WriteBatch());
        foreach (var one in cases)
            await Ask(batch, states[one], [.. open[one].OrderBy(e => e.FinishedAt)], now, cancel);
        await database.Commit(batch, cancel);
        return due.Count;
    }

    private async Task Ask(WriteBatch batch, Case state, IReadOnlyList<Evaluation> stages, DateTimeOffset now, CancellationToken cancel)
    {
        var process = processes.Get(state.Process);
        var names = Language.In(state.Language, () => string.Join(FeedbackTexts.Text("and"), stages.Select(s => process.Stage(s.Stage)?.Name.In(state.Language) ?? s.Stage)));
        var notice = new Notice(NoticeKinds.Evaluate, new Dictionary<string, string>(StringComparer.Ordinal) { ["stages"] = names }, now + settings.Lasts, LinkTarget.Evaluation)
        {
            LinkLasts = settings.Lasts,
        };
        if (!(await notices.ToCustomer(state, notice, now, cancel, string.Join(' ', stages.Select(s => s.Stage)))).Failed(out _, out var rows))
            rows(batch);
        foreach (var stage in stages)
        {
            batch.Add(
                "UPDATE evaluations SET ask_at = NULL, asked_at = $1, expires_at = $2 WHERE case_id = $3 AND stage = $4 AND ask_at IS NOT NULL", now, now + settings.Lasts, stage.CaseId, stage.Stage);
        }
    }
}
