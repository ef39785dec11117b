using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Insight;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Cluster;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Storage;
using Database = Tongdian.Server.Platform.Storage.Database;

namespace Tongdian.Server.Modules.Insight;

/// <summary>
/// Makes the review of every week that is over, shortly after Monday has begun in the company's zone. Several servers may be at it: the first row of a week
/// stays, and what another computed meanwhile is thrown away. After a stop all weeks since the last review are made, the oldest first.
/// </summary>
internal sealed class MakeReviews(
    IDbContextFactory<TongdianContext> contexts, Database database, ReadHistories histories, TimeProvider time, ILogger<MakeReviews> log)
    : Heartbeat(TimeSpan.FromMinutes(1), time, log)
{
    // What was decided before midnight may take a moment to be written, and clocks of machines differ.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    private IsoWeek? made;

    /// <summary>Makes the reviews that are due.</summary>
    /// <returns>How many were made here.</returns>
    public async Task<int> MakeDue(CancellationToken cancel)
    {
        var last = IsoWeek.Of(DateOnly.FromDateTime(Show.Local(Time.GetUtcNow() - Grace).DateTime)).Previous;
        if (made == last)
            return 0;
        if (await First(last, cancel) is not { } first)
            return 0;
        var count = 0;
        for (var week = first; week.Monday <= last.Monday; week = week.Next)
            count += await Make(week, cancel) ? 1 : 0;
        made = last;
        return count;
    }

    /// <summary>From when to when a week is.</summary>
    public static TimeWindow Span(IsoWeek week) => new(
        Show.FromLocal(week.Monday.ToDateTime(TimeOnly.MinValue)).ToUniversalTime(), Show.FromLocal(week.Next.Monday.ToDateTime(TimeOnly.MinValue)).ToUniversalTime());

    public override Task Beat(CancellationToken cancel) => MakeDue(cancel);

    /// <summary>The first week that has no review; for a company without any, the week before the last one, so that there is something to compare with.</summary>
    private async Task<IsoWeek?> First(IsoWeek last, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var newest = await context.Set<WeeklyReview>().OrderByDescending(r => r.Week).Select(r => r.Week).FirstOrDefaultAsync(cancel);
        if (IsoWeek.TryParse(newest, out var known))
            return known.Next;
        var end = Span(last).To;
        return await context.Set<CaseEventRow>().AnyAsync(e => e.At < end, cancel) ? last.Previous : null;
    }

    private async Task<bool> Make(IsoWeek week, CancellationToken cancel)
    {
        var span = Span(week);
        var tally = new WeekTally(span);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var stalls = await StallSource.Read(context, span, cancel);
        await foreach (var history in histories.OpenIn(span, cancel))
            tally.Add(history, stalls.Of(history.Id));
        var batch = new WriteBatch();
        batch.Insert("weekly_reviews", ("week", week.ToString()), ("made_at", Time.GetUtcNow()), ("figures", WeeklyReview.Text(tally.Figures())));
        try
        {
            await database.Commit(batch, cancel);
            return true;
        }
        catch (DuplicateKeyException)
        {
            // Another server was first.
            return false;
        }
    }
}
