using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Insight;
using Tongdian.Server.Modules.Coordination.Rounds;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Insight;

/// <summary>The reviews. Their figures are the whole company's and the same for everybody; cases are named to who covers their region.</summary>
public sealed class ShowReview(IDbContextFactory<TongdianContext> contexts, CompanyDirectory directory, ProcessCatalog processes, Causes causes)
{
    private const int MostRows = 100;

    /// <summary>A review in the list.</summary>
    public sealed record Item(string Week, DateTimeOffset MadeAt);

    /// <summary>One page; <paramref name="Next"/> is the cursor of the following one.</summary>
    public sealed record Page(IReadOnlyList<Item> Items, string? Next);

    private sealed record Cursor(string Week);

    /// <summary>The reviews, the newest first.</summary>
    public async Task<Result<Page>> List(string? after, int? limit, CancellationToken cancel)
    {
        if (limit is < 1 or > MostRows)
            return Pages.BadLimit(MostRows);
        Cursor? from = null;
        if (after is not null && (!Pages.TryRead(after, out from) || !IsoWeek.TryParse(from.Week, out _)))
            return Pages.BadCursor;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var reviews = context.Set<WeeklyReview>().AsNoTracking();
#pragma warning disable CA1309 // The databases compare; only this form is translated.
        if (from is { Week: var last })
            reviews = reviews.Where(r => string.Compare(r.Week, last) < 0);
#pragma warning restore CA1309
        var size = limit ?? 20;
        var rows = await reviews.OrderByDescending(r => r.Week).Take(size + 1).Select(r => new Item(r.Week, r.MadeAt)).ToListAsync(cancel);
        return new Page([.. rows.Take(size)], rows.Count > size ? Pages.Write(new Cursor(rows[size - 1].Week)) : null);
    }

    /// <summary>The review of a week; of the newest when none is named.</summary>
    public async Task<Result<ReviewView>> Look(string? week, StaffMember me, CancellationToken cancel)
    {
        if (week is not null && !IsoWeek.TryParse(week, out _))
            return InsightErrors.ReviewUnknown;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var reviews = context.Set<WeeklyReview>().AsNoTracking();
        var review = await (week is null ? reviews.OrderByDescending(r => r.Week) : reviews.Where(r => r.Week == week).OrderBy(r => r.Week)).FirstOrDefaultAsync(cancel);
        if (review is null || !IsoWeek.TryParse(review.Week, out var at))
            return InsightErrors.ReviewUnknown;
        var (before, after) = (at.Previous.ToString(), at.Next.ToString());
        var previous = await reviews.FirstOrDefaultAsync(r => r.Week == before, cancel);
        var hasNext = await reviews.AnyAsync(r => r.Week == after, cancel);
        var company = await directory.Get(cancel);
        var (names, figures, figuresBefore) = (new ReviewNames(processes, company, await causes.List(cancel)), review.Read(), previous?.Read());
        var (actions, earlier) = await Actions(context, review.Week, before, figures, names, cancel);
        var covered = company.CoveredBy(me).ToHashSet(StringComparer.Ordinal);
        return new ReviewView(
            review.Week, figures.From, figures.To, review.MadeAt, figures.Cases, previous is null ? null : before, hasNext ? after : null,
            [.. figures.Rates.Select(r => new RateView(r.Figure, r.By, r.Code, names.Of(r.By, r.Code), Share(r.Own, r.OwnCases), Share(r.Elapsed, r.ElapsedCases)))],
            [.. figures.Time.Select(t => new TimeView(t.Stage, names.Stage(t.Stage), t.Owner, t.Phase, t.Hours, Cases(t.Cases)))],
            [.. figures.Bottlenecks.Take(WeekFigures.Worst).Select(View)],
            actions,
            earlier,
            figures.Words is { } w ? new WordsView(w.Before, w.After, w.Never, Cases(w.NotBefore)) : null,
            figures.Schemes is { } s
                ? new SchemesView([.. s.Times.Select(t => new TimesView(t.Times, t.Cases))], [.. s.Parts.Select(p => new PartView(p.Part, names.Part(p.Part), p.Changed, p.Commented))], Cases(s.Cases))
                : null);

        BottleneckView View(Bottleneck b)
        {
            var was = figuresBefore?.Bottlenecks.FirstOrDefault(x => x.Key == b.Key);
            return new BottleneckView(
                b.Figure, b.Key.Kind, names.Of(b.Key), b.Lost.Hours, b.Hit, b.Lost.Cases, figuresBefore is null ? null : was?.Lost.Hours ?? 0, figuresBefore is null ? null : was?.Hit ?? 0,
                [.. b.Regions.Select(r => new HoursView(r.Code, names.Region(r.Code), r.Hours))], [.. b.Processes.Select(p => new HoursView(p.Code, names.Process(p.Code), p.Hours))], Cases(b.Cases));
        }

        ShareView Share(Proportion share, CaseList cases) =>
            share.Wilson() is var (low, high) ? new ShareView(share.Count, share.Of, share.Rate, low, high, Cases(cases)) : throw new InvalidOperationException("A share has an interval");

        CasesView Cases(CaseList cases)
        {
            var shown = cases.Items.Where(c => covered.Contains(c.Region)).Select(c => new CaseView(c.Number, c.Hours)).ToList();
            return new CasesView(shown, cases.More, cases.Items.Length - shown.Count);
        }
    }

    /// <summary>What was decided in this review, and in earlier ones: of the week before all, of others what is not done yet.</summary>
    private static async Task<(List<ActionView> Actions, List<MovedView> Earlier)> Actions(
        TongdianContext context, string week, string before, WeekFigures figures, ReviewNames names, CancellationToken cancel)
    {
        var all = context.Set<ReviewAction>().AsNoTracking();
        var own = await all.Where(a => a.Week == week).OrderBy(a => a.CreatedAt).ThenBy(a => a.Id).ToListAsync(cancel);
#pragma warning disable CA1309 // The databases compare; only this form is translated.
        var old = await all.Where(a => a.Week == before || (a.DoneAt == null && string.Compare(a.Week, before) < 0))
            .OrderBy(a => a.Week).ThenBy(a => a.CreatedAt).ThenBy(a => a.Id).Take(MostRows).ToListAsync(cancel);
#pragma warning restore CA1309
        var weeks = old.Select(a => a.Week).Distinct(StringComparer.Ordinal).ToList();
        var then = (await context.Set<WeeklyReview>().AsNoTracking().Where(r => weeks.Contains(r.Week)).ToListAsync(cancel)).ToDictionary(r => r.Week, r => r.Read(), StringComparer.Ordinal);
        return (
            [.. own.Select(a => View(a, figures, names))],
            [.. old.Select(a => Moved(View(a, then[a.Week], names), then[a.Week], figures))]);
    }

    internal static ActionView View(ReviewAction a, WeekFigures figures, ReviewNames names) => new(
        a.Id, a.Week, a.What, a.Owner, names.Colleague(a.Owner), a.Until, a.Figure, names.Of(figures, a.Figure), a.DoneAt, a.DoneBy is { } by ? names.Colleague(by) : null);

    private static MovedView Moved(ActionView action, WeekFigures before, WeekFigures after)
    {
        if (before.Rate(action.Figure) is { } rate)
        {
            var now = after.Rate(action.Figure)?.Own;
            var difference = Proportion.Difference(rate.Own, now ?? new Proportion(0, 0));
            return new MovedView(action, Value(rate.Own), now is null ? null : Value(now), Movements.MoreIsBetter(difference), difference?.Low, difference?.High);
        }

        // What an action names is in the figures of its week.
        var key = before.Bottlenecks.First(b => b.Figure == action.Figure).Key;
        var (was, lost) = (before.Lost(key), after.Lost(key));
        var less = HoursPerCase.Difference(was, lost);
        return new MovedView(action, Value(was), Value(lost), Movements.LessIsBetter(less), less?.Low, less?.High);
    }

    private static ValueView Value(Proportion share) =>
        share.Wilson() is var (low, high) ? new ValueView(share.Count, share.Of, share.Rate, low, high, null) : throw new InvalidOperationException("A share has an interval");

    private static ValueView Value(HoursPerCase lost) => new(null, lost.Cases, null, null, null, lost.Hours);
}
