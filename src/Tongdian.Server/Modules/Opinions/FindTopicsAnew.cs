using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Opinions;
using Tongdian.Server.Platform.Cluster;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Opinions;

/// <summary>
/// Every night, or when a colleague wants it, topics are looked for among the remarks of the last weeks. A topic that was known stays the same one, with its
/// owner and its improvements. Several servers may be at it: the first commit of a day counts, what another found meanwhile is thrown away.
/// </summary>
public sealed class FindTopicsAnew(IDbContextFactory<TongdianContext> contexts, Database database, OpinionText texts, TimeProvider time)
{
    /// <summary>The remarks of so many days are looked at.</summary>
    public const int Days = 91;

    // The time it takes grows with the square of their number: some seconds.
    private const int MostRemarks = 4_000;
    private const int Hour = 2;

    /// <summary>A search that was made.</summary>
    /// <param name="At">When.</param>
    /// <param name="Remarks">How many remarks were looked at.</param>
    /// <param name="Topics">How many topics they have.</param>
    public sealed record Outcome(DateTimeOffset At, int Remarks, int Topics);

    /// <summary>What was found of a remark.</summary>
    private sealed record Placed(Guid Id, Guid? Topic, string? Text);

    /// <summary>The search of this night, if it was not made yet.</summary>
    /// <returns>Null when there is none to be made.</returns>
    public async Task<Outcome?> Nightly(CancellationToken cancel)
    {
        var local = Show.Local(time.GetUtcNow());
        var key = local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return local.Hour < Hour || await context.Set<TopicSearch>().AnyAsync(s => s.Key == key, cancel) ? null : await Search(context, key, null, cancel);
    }

    /// <summary>A search now.</summary>
    public async Task<Outcome> Now(KeyedRequest? once, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await Search(context, Guid.CreateVersion7(time.GetUtcNow()).ToString("N"), once, cancel);
    }

    private async Task<Outcome> Search(TongdianContext context, string key, KeyedRequest? once, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var since = now.AddDays(-Days);
        var there = await context.Set<Opinion>().AsNoTracking().Where(o => o.At >= since && !o.Unread).OrderByDescending(o => o.At).ThenBy(o => o.Id).Take(MostRemarks)
            .Select(o => new { o.Id, o.TopicId }).ToListAsync(cancel);
        var words = await texts.Read(context, [.. there.Select(o => o.Id)], cancel);
        var placed = there.Select(o => new Placed(o.Id, o.TopicId, words.GetValueOrDefault(o.Id))).ToList();
        var known = await SortOpinions.Known(context, cancel);
        var (topics, again) = await Task.Run(
            () =>
            {
                var found = FindTopics.In([.. placed.Where(p => p.Text is not null).Select(p => new Remark(p.Id.ToString("N"), p.Text!))]);
                return (found, new MatchTopics(known).Again(found).ToDictionary(m => m.Found, m => m.Known, StringComparer.Ordinal));
            },
            cancel);
        var batch = new WriteBatch();
        batch.Insert("topic_searches", ("key", key), ("at", now), ("remarks", placed.Count), ("topics", topics.Length));
        Keep(batch, placed, topics, again, now);
        Idempotency.Done(batch, once, now);
        try
        {
            await database.Commit(batch, cancel);
        }
        catch (DuplicateKeyException) when (once is null)
        {
            // Another server was first.
        }

        return new Outcome(now, placed.Count, topics.Length);
    }

    private static void Keep(WriteBatch batch, List<Placed> placed, IReadOnlyList<Topic> topics, Dictionary<string, string?> again, DateTimeOffset now)
    {
        var (belongs, found) = (new Dictionary<string, Guid>(StringComparer.Ordinal), new HashSet<Guid>());
        foreach (var topic in topics)
        {
            var id = again[topic.Id] is { } known ? Guid.ParseExact(known, "N") : Guid.CreateVersion7(now);
            found.Add(id);
            Write(batch, id, topic, isNew: again[topic.Id] is null, now);
            foreach (var remark in topic.Remarks)
                belongs[remark] = id;
        }

        foreach (var one in placed)
        {
            // A topic that was not found this time keeps what it has: so few may be left that they are no topic by themselves.
            var topic = belongs.TryGetValue(one.Id.ToString("N"), out var here) ? here : one.Topic is { } was && !found.Contains(was) ? was : (Guid?)null;
            if (one.Text is null)
                SortOpinions.Forget(batch, one.Id);
            else if (topic != one.Topic)
                batch.Add("UPDATE opinions SET topic_id = $1 WHERE id = $2", topic, one.Id);
        }
    }

    private static void Write(WriteBatch batch, Guid id, Topic topic, bool isNew, DateTimeOffset now)
    {
        var (label, profile) = (string.Join(" · ", topic.Label), JsonSerializer.Serialize(topic.Profile));
        if (isNew)
            batch.Insert("opinion_topics", ("id", id), ("label", label), ("profile", profile), ("first_found_at", now), ("last_found_at", now));
        else
            batch.Add("UPDATE opinion_topics SET label = $1, profile = $2, last_found_at = $3 WHERE id = $4", label, profile, now, id);
    }
}

/// <summary>Looks whether tonight's search is due.</summary>
internal sealed class SearchEveryNight(FindTopicsAnew search, TimeProvider time, ILogger<SearchEveryNight> log) : Heartbeat(TimeSpan.FromMinutes(10), time, log)
{
    public override Task Beat(CancellationToken cancel) => search.Nightly(cancel);
}
