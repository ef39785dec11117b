using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Insight;
using Tongdian.Domain.Opinions;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Opinions;

/// <summary>What customers talk about: how often, whether more or less than before, who sees to it, and what came of it.</summary>
public sealed class ShowTopics(IDbContextFactory<TongdianContext> contexts, CompanyDirectory directory, TimeProvider time)
{
    /// <summary>So many weeks are shown, the one under way included.</summary>
    public const int Weeks = 26;

    /// <summary>So many weeks are compared with as many before.</summary>
    public const int Period = 4;

    /// <summary>All topics, and the search that found them last.</summary>
    public sealed record Library(IReadOnlyList<Line> Topics, int Remarks, DateTimeOffset? SearchedAt);

    /// <summary>A topic.</summary>
    /// <param name="Id">Its identity; it stays the same from search to search.</param>
    /// <param name="Name">As colleagues call it, or as it was found.</param>
    /// <param name="Label">As it was found.</param>
    /// <param name="Owner">Who sees to it.</param>
    /// <param name="OwnerName">Their name.</param>
    /// <param name="Recent">Remarks of the last weeks (<see cref="Period"/>).</param>
    /// <param name="Count">Remarks of all weeks shown.</param>
    /// <param name="Negative">Of them, what is blame.</param>
    /// <param name="Trend">More or less than before.</param>
    /// <param name="Weekly">Remarks by week, the oldest first.</param>
    /// <param name="Open">Improvements that are not done.</param>
    /// <param name="Done">Improvements that are.</param>
    /// <param name="FirstFoundAt">When it was found first.</param>
    /// <param name="LastFoundAt">When it was found last.</param>
    public sealed record Line(
        Guid Id, string Name, string Label, string? Owner, string? OwnerName, int Recent, int Count, int Negative, TrendJudgement Trend, IReadOnlyList<WeekCount> Weekly, int Open, int Done,
        DateTimeOffset FirstFoundAt, DateTimeOffset LastFoundAt);

    /// <summary>Remarks of a topic in a week (<c>2026-W47</c>), and all remarks of that week.</summary>
    public sealed record WeekCount(string Week, int Count, int Of);

    /// <summary>One topic with what is done about it.</summary>
    public sealed record Whole(Line Topic, IReadOnlyList<Step> Improvements);

    /// <summary>What is done about a topic; before and after are compared once it is done.</summary>
    public sealed record Step(
        Guid Id, string What, string Owner, string OwnerName, DateOnly Until, DateTimeOffset? DoneAt, string? DoneBy, BeforeAfter? Figures);

    private sealed record Tally(Guid? Topic, string Week, int Count, int Negative);

    /// <summary>All topics with remarks in the colleague's regions, those that come up most lately first.</summary>
    public async Task<Library> Look(StaffMember me, CancellationToken cancel)
    {
        var company = await directory.Get(cancel);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var tallies = await Tallies(context, company.CoveredBy(me), Weeks, cancel);
        var topics = await context.Set<OpinionTopic>().AsNoTracking().ToListAsync(cancel);
        var steps = (await context.Set<Improvement>().AsNoTracking().Select(i => new { i.TopicId, Done = i.DoneAt != null }).ToListAsync(cancel)).ToLookup(i => i.TopicId, i => i.Done);
        var lines = topics.Select(t => Read(t, tallies, [.. steps[t.Id]], company)).Where(l => l.Count > 0 || l.Open + l.Done > 0 || l.Owner is not null);
        var last = await context.Set<TopicSearch>().AsNoTracking().OrderByDescending(s => s.At).Select(s => (DateTimeOffset?)s.At).FirstOrDefaultAsync(cancel);
        return new Library([.. lines.OrderByDescending(l => l.Recent).ThenByDescending(l => l.Count).ThenBy(l => l.Id)], tallies.Sum(t => t.Count), last);
    }

    /// <summary>One topic.</summary>
    public async Task<Result<Whole>> One(Guid id, StaffMember me, CancellationToken cancel)
    {
        var company = await directory.Get(cancel);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (await context.Set<OpinionTopic>().AsNoTracking().FirstOrDefaultAsync(t => t.Id == id, cancel) is not { } topic)
            return OpinionErrors.TopicUnknown;
        var steps = await context.Set<Improvement>().AsNoTracking().Where(i => i.TopicId == id).OrderBy(i => i.CreatedAt).ToListAsync(cancel);
        var oldest = steps.Select(s => s.DoneAt).OfType<DateTimeOffset>().DefaultIfEmpty(time.GetUtcNow()).Min();
        var back = Weeks + ((WeekOf(time.GetUtcNow()).Monday.DayNumber - WeekOf(oldest).Monday.DayNumber) / 7);
        var all = await Tallies(context, company.CoveredBy(me), back, cancel);
        var shown = all.Where(t => string.CompareOrdinal(t.Week, First(Weeks).ToString()) >= 0).ToList();
        var weeks = Weekly(id, all, back);
        return new Whole(
            Read(topic, shown, [.. steps.Select(s => s.DoneAt is not null)], company),
            [
                .. steps.Select(s => new Step(
                    s.Id, s.What, s.Owner, Name(company, s.Owner), s.Until, s.DoneAt, s.DoneBy is { } by ? Name(company, by) : null,
                    s.DoneAt is { } done ? BeforeAfter.Of(weeks, WeekOf(done), WeekOf(time.GetUtcNow())) : null)),
            ]);
    }

    private async Task<IReadOnlyList<Tally>> Tallies(TongdianContext context, IReadOnlyList<string> regions, int weeks, CancellationToken cancel)
    {
        // A day more than needed: weeks begin at midnight of the company's zone.
        var since = new DateTimeOffset(First(weeks).Monday.AddDays(-1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var from = First(weeks).ToString();
        return
        [
            .. (await context.Set<Opinion>().AsNoTracking().Where(o => o.At >= since && !o.Unread && regions.Contains(o.Region)).GroupBy(o => new { o.TopicId, o.Week })
                .Select(g => new { g.Key.TopicId, g.Key.Week, Count = g.Count(), Negative = g.Count(o => o.Mood == Mood.Negative) }).ToListAsync(cancel))
                .Where(g => string.CompareOrdinal(g.Week, from) >= 0).Select(g => new Tally(g.TopicId, g.Week, g.Count, g.Negative)),
        ];
    }

    private Line Read(OpinionTopic topic, IReadOnlyList<Tally> tallies, IReadOnlyList<bool> steps, Company company)
    {
        var weekly = Weekly(topic.Id, tallies, Weeks);
        return new Line(
            topic.Id, topic.Name ?? topic.Label, topic.Label, topic.Owner, topic.Owner is { } owner ? Name(company, owner) : null, weekly.TakeLast(Period).Sum(w => w.Count),
            weekly.Sum(w => w.Count), tallies.Where(t => t.Topic == topic.Id).Sum(t => t.Negative), TopicTrend.Of(weekly, Period).Judgement, [.. weekly.Select(w => new WeekCount(w.Week.ToString(), w.Count, w.Of))], steps.Count(done => !done), steps.Count(done => done),
            topic.FirstFoundAt, topic.LastFoundAt);
    }

    private IReadOnlyList<TopicWeek> Weekly(Guid topic, IReadOnlyList<Tally> tallies, int weeks)
    {
        var (mine, all) = (tallies.Where(t => t.Topic == topic).ToDictionary(t => t.Week, t => t.Count, StringComparer.Ordinal), tallies.ToLookup(t => t.Week, t => t.Count, StringComparer.Ordinal));
        return [.. Enumerable.Range(0, weeks).Select(n => IsoWeek.Of(First(weeks).Monday.AddDays(7 * n))).Select(w => new TopicWeek(w, mine.GetValueOrDefault(w.ToString()), all[w.ToString()].Sum()))];
    }

    private IsoWeek First(int weeks) => IsoWeek.Of(WeekOf(time.GetUtcNow()).Monday.AddDays(-7 * (weeks - 1)));

    private static IsoWeek WeekOf(DateTimeOffset at) => IsoWeek.Of(DateOnly.FromDateTime(Show.Local(at).DateTime));

    private static string Name(Company company, string staff) => company.Staff.GetValueOrDefault(staff)?.Name ?? staff;
}
