using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Opinions;
using Tongdian.Server.Platform.Cluster;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Opinions;

/// <summary>Reads remarks that just came: what mood, which topic of those that are known, and by which words they are found.</summary>
internal sealed class SortOpinions(Database database, IDbContextFactory<TongdianContext> contexts, OpinionText texts, TimeProvider time, ILogger<SortOpinions> log)
    : DueWork(TimeSpan.FromSeconds(5), time, log)
{
    public override async Task<int> TakeDue(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var fresh = await context.Set<Opinion>().AsNoTracking().Where(o => o.Unread).Take(AtOnce).ToListAsync(cancel);
        if (fresh.Count == 0)
            return 0;
        var words = await texts.Read(context, [.. fresh.Select(o => o.Id)], cancel);
        var topics = new MatchTopics(await Known(context, cancel));
        var batch = new WriteBatch();
        foreach (var one in fresh)
        {
            if (words.TryGetValue(one.Id, out var text))
                Sort(batch, one, text, topics);
            else
                Forget(batch, one.Id);
        }

        await database.Commit(batch, cancel);
        return fresh.Count;
    }

    /// <summary>The topics that are known.</summary>
    public static async Task<IReadOnlyList<KnownTopic>> Known(TongdianContext context, CancellationToken cancel) =>
        [.. (await context.Set<OpinionTopic>().AsNoTracking().Select(t => new { t.Id, t.Profile }).ToListAsync(cancel))
            .Select(t => new KnownTopic(t.Id.ToString("N"), JsonSerializer.Deserialize<TopicProfile>(t.Profile)!))];

    /// <summary>Of who was erased nothing stays here either.</summary>
    public static void Forget(WriteBatch batch, Guid opinion)
    {
        batch.Add("DELETE FROM opinion_words WHERE opinion_id = $1", opinion);
        batch.Add("DELETE FROM opinions WHERE id = $1", opinion);
    }

    // Another server may be at it too: both write the same.
    private void Sort(WriteBatch batch, Opinion one, string text, MatchTopics topics)
    {
        foreach (var hash in texts.Hashes(text))
            batch.InsertOnce("opinion_words", 2, ("hash", hash), ("opinion_id", one.Id));
        var mood = Sentiment.Of(text, new[] { one.Attitude, one.Skill, one.Speed, one.Compliance }.OfType<int>());
        Guid? topic = topics.Of(text) is { } known ? Guid.ParseExact(known, "N") : null;
        batch.Add("UPDATE opinions SET unread = $1, mood = $2, topic_id = $3 WHERE id = $4", false, mood, topic, one.Id);
    }
}
