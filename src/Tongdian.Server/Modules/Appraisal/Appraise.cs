using Tongdian.Domain.Insight;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Modules.Insight;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;

namespace Tongdian.Server.Modules.Appraisal;

/// <summary>
/// Computes what teams are appraised by twice: from what is stored, and from records whose proofs hold; by the same functions. Nothing of it is kept: a figure that is
/// stored could be altered too.
/// </summary>
internal sealed class Appraise(ReadSources sources, ProveRecords prove, ProcessCatalog processes, CalendarCatalog calendars, CompanyDirectory directory, TimeProvider time) : IDisposable
{
    // It reads much: one at a time.
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>The appraisal of a week.</summary>
    /// <param name="Week">Which.</param>
    /// <param name="At">When it was computed.</param>
    /// <param name="Head">Under what records were proven.</param>
    /// <param name="Figures">The figures.</param>
    public sealed record Outcome(IsoWeek Week, DateTimeOffset At, ProveRecords.Head Head, AppraisalFigures Figures);

    /// <summary>The appraisals of some weeks; of one that is not over, as far as it has come.</summary>
    public async Task<IReadOnlyList<Outcome>> Of(IReadOnlyList<IsoWeek> weeks, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            var head = await prove.Now(cancel);
            // After the head: whatever is recorded from here on waits, and is missed nowhere.
            var now = time.GetUtcNow();
            var appraisals = weeks.Select(w => MakeReviews.Span(w) is var span && span.To > now ? span with { To = now > span.From ? now : span.From } : span).Select(w => new Domain.Insight.Appraisal(w)).ToList();
            var calendar = calendars.Newest(CalendarCatalog.Default) ?? throw new InvalidOperationException("There is no calendar");
            var reading = new Reading(processes, calendars, calendar, await directory.Get(cancel), await sources.Begin(cancel), now);
            var regions = new Dictionary<string, string>(StringComparer.Ordinal);
            await foreach (var one in sources.Since(appraisals.Min(a => a.Week.From), head, cancel))
            {
                if (one.Row is { } row && head.Gone.Contains(row.Number))
                    regions[row.Number] = row.Region;
                var accounts = new CaseAccounts(one, reading);
                foreach (var appraisal in appraisals)
                {
                    foreach (var account in accounts.In(appraisal.Week))
                        appraisal.Add(account);
                }
            }

            // Of what is gone nobody knows when it was.
            foreach (var number in head.Gone)
                appraisals[weeks.Index().MaxBy(w => w.Item.Monday).Index].AddGone(number, regions.GetValueOrDefault(number, ""));
            return [.. weeks.Zip(appraisals, (week, appraisal) => new Outcome(week, now, head, appraisal.Figures()))];
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();
}
