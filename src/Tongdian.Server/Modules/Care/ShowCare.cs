using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Care;
using Tongdian.Domain.Clocks;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Care;

/// <summary>What came of it: who was asked, what they answered, who was greeted, and what goes out next.</summary>
public sealed class ShowCare(IDbContextFactory<TongdianContext> contexts, CompanyDirectory directory, CalendarCatalog calendars, NoticeTemplates templates, NoticeSettings settings, TimeProvider time)
{
    private const int MostDays = 366;

    /// <summary>The answers, counted.</summary>
    public sealed record Counted(int Asked, int Answered, int SupplyNormal, int ChargesAsTold, int UnsafeOrUnclear, int Recommend, int Recoveries);

    /// <summary>An occasion: how many had the greeting, how many want none.</summary>
    public sealed record Line(string Occasion, Occasion Kind, int Year, int Sent, int Declined);

    /// <summary>What goes out next, as it will be written.</summary>
    public sealed record Coming(Occasion Occasion, DateTimeOffset From, bool Provisional, string Text);

    /// <summary>The page.</summary>
    public sealed record Page(Counted FollowUp, int Tips, IReadOnlyList<Line> Greetings, Coming? Next);

    /// <summary>What happened in so many days, in the colleague's regions.</summary>
    public async Task<Page> Look(StaffMember me, int days, CancellationToken cancel)
    {
        var (now, regions) = (time.GetUtcNow(), (await directory.Get(cancel)).CoveredBy(me));
        var since = now - TimeSpan.FromDays(Math.Clamp(days, 1, MostDays));
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var sent = (await context.Set<CareTask>().Where(t => t.SentAt != null && t.SentAt >= since && regions.Contains(t.Region)).GroupBy(t => t.Kind)
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel)).ToDictionary(g => g.Key, g => g.Count);
        // Answers to what was asked in these days: of more than were asked nobody can answer.
        var given = await context.Set<CareTask>().Where(t => t.Kind == CareKind.FollowUp && t.SentAt != null && t.SentAt >= since && regions.Contains(t.Region))
            .Join(context.Set<FollowUpAnswer>(), t => t.CaseId, a => a.CaseId, (_, a) => a).ToListAsync(cancel);
        var greetings = await context.Set<Greeting>().Where(g => g.At >= since && regions.Contains(g.Region)).GroupBy(g => new { g.Occasion, g.Outcome })
            .Select(g => new { g.Key.Occasion, g.Key.Outcome, Count = g.Count() }).ToListAsync(cancel);
        var calendar = calendars.Newest(CalendarCatalog.Default);
        var planned = calendar is null ? [] : GreetingPlan.All(calendar).ToDictionary(g => g.Key, g => g.From, StringComparer.Ordinal);
        return new Page(
            new Counted(
                sent.GetValueOrDefault(CareKind.FollowUp), given.Count, given.Count(a => a.SupplyNormal), given.Count(a => a.ChargesAsTold), given.Count(a => a.UnsafeOrUnclear),
                given.Count(a => a.Recommends == Recommendation.Yes), given.Count(a => a.Recovery != null)),
            sent.GetValueOrDefault(CareKind.Tips),
            [.. greetings.GroupBy(g => g.Occasion).OrderByDescending(g => planned.GetValueOrDefault(g.Key)).Select(g => Of(
                g.Key, g.Where(x => x.Outcome == GreetingOutcome.Sent).Sum(x => x.Count), g.Where(x => x.Outcome == GreetingOutcome.Declined).Sum(x => x.Count)))],
            calendar is null ? null : Next(calendar, now));
    }

    private static Line Of(string key, int sent, int declined) =>
        key.Split('-') is [var year, var name] ? new Line(key, Enum.Parse<Occasion>(name), int.Parse(year, System.Globalization.CultureInfo.InvariantCulture), sent, declined)
            : throw new InvalidOperationException($"{key} is no occasion");

    private Coming? Next(WorkCalendar calendar, DateTimeOffset now)
    {
        if (GreetingPlan.Next(calendar, now) is not { } next)
            return null;
        var notice = GreetCustomers.Notice(next, Language.Current);
        var values = new Dictionary<string, string>(notice.Values, StringComparer.Ordinal) { ["stop"] = $"{settings.Site}/stop/…" };
        return new Coming(next.Occasion, next.From, calendar.IsProvisional(next.First.Year) && !next.IsSeason, templates.Of(notice.Kind).Text.In(Language.Current).Write(values));
    }
}
