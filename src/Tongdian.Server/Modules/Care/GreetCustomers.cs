using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Care;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Platform.Cluster;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Care;

/// <summary>
/// Greets customers for holidays, with a tip that keeps them safe, and gives the tip of a season. Some hundreds at a time: each person has a row for each occasion, written
/// with the message, so that whoever goes on after a stop finds who is still to be greeted, and nobody is greeted twice. Who applied several times is greeted once.
/// </summary>
internal sealed class GreetCustomers(
    Database database, IDbContextFactory<TongdianContext> contexts, CaseStore store, CalendarCatalog calendars, WriteNotice notices, NoticeChoices choices, CareSettings settings,
    TimeProvider time, ILogger<GreetCustomers> log)
    : DueWork(TimeSpan.FromMinutes(1), time, log)
{
    public override async Task<int> TakeDue(CancellationToken cancel)
    {
        var now = Time.GetUtcNow();
        if (calendars.Newest(CalendarCatalog.Default) is not { } calendar)
            return 0;
        var taken = 0;
        foreach (var greeting in GreetingPlan.Due(calendar, now))
            taken += await Greet(greeting, now, cancel);
        return taken;
    }

    /// <summary>What a greeting says.</summary>
    internal static Notice Notice(PlannedGreeting greeting, string language) => new(
        greeting.IsSeason ? NoticeKinds.SeasonTip : NoticeKinds.HolidayGreeting,
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["holiday"] = CareTexts.In(language, $"wish.{greeting.Occasion}"), ["tip"] = CareTexts.In(language, $"occasion-tip.{greeting.Occasion}"),
        },
        greeting.Until);

    private async Task<int> Greet(PlannedGreeting greeting, DateTimeOffset now, CancellationToken cancel)
    {
        var since = now - settings.GreetFor;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var greetings = context.Set<Greeting>();
        var open = await context.Set<CareTask>().AsNoTracking()
            .Where(t => t.Kind == CareKind.FollowUp && t.EnergisedAt > since && !greetings.Any(g => g.PersonId == t.PersonId && g.Occasion == greeting.Key))
            .OrderBy(t => t.EnergisedAt).ThenBy(t => t.CaseId).Take(AtOnce).ToListAsync(cancel);
        if (open.Count == 0)
            return 0;
        var people = open.Select(t => t.PersonId).ToArray();
        var sharing = await choices.Sharing(people, cancel);
        var all = sharing.SelectMany(s => s).Distinct().ToArray();
        var declining = await choices.Declining(all, cancel);
        var greeted = (await greetings.Where(g => g.Occasion == greeting.Key && all.Contains(g.PersonId)).Select(g => g.PersonId).ToListAsync(cancel)).ToHashSet();
        var (states, batch) = (await store.FindMany([.. open.Select(t => t.CaseId)], cancel), new WriteBatch());
        foreach (var one in open)
        {
            var outcome = sharing[one.PersonId].Any(declining.Contains) ? GreetingOutcome.Declined
                : sharing[one.PersonId].Any(greeted.Contains) ? GreetingOutcome.Double
                : await Write(batch, states[one.CaseId], greeting, now, cancel);
            greeted.Add(one.PersonId);
            batch.InsertOnce("greetings", 2, ("person_id", one.PersonId), ("occasion", greeting.Key), ("region", one.Region), ("outcome", outcome), ("at", now));
        }

        await database.Commit(batch, cancel);
        return open.Count;
    }

    private async Task<GreetingOutcome> Write(WriteBatch batch, Case state, PlannedGreeting greeting, DateTimeOffset now, CancellationToken cancel)
    {
        if ((await notices.ToCustomer(state, Notice(greeting, state.Language), now, cancel, greeting.Key)).Failed(out _, out var rows))
            return GreetingOutcome.Erased;
        rows(batch);
        return GreetingOutcome.Sent;
    }
}
