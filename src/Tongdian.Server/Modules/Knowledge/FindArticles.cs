using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Search;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Knowledge;

/// <summary>Looks for articles: by words, by topic, by where they belong. What was looked for is counted.</summary>
public sealed class FindArticles(IDbContextFactory<TongdianContext> contexts, KnowledgeCatalog catalog, ArticleRules rules, CountSearch counting)
{
    private const int MostHits = 500;
    private const int MostNear = 5;

    /// <summary>What is looked for; nothing at all is every article.</summary>
    /// <param name="Words">Words of the question.</param>
    /// <param name="Topic">Code of a topic.</param>
    /// <param name="Place">Where the question comes up.</param>
    public sealed record Question(string? Words, string? Topic, string? Place);

    /// <summary>What was found.</summary>
    /// <param name="Articles">The best first.</param>
    /// <param name="Near">None has all the words; these come nearest.</param>
    public sealed record Found(IReadOnlyList<Article> Articles, bool Near);

    /// <summary>Looks. Customers are shown what is for customers.</summary>
    public async Task<Result<Found>> Look(Question asked, bool staff, CancellationToken cancel)
    {
        var faults = new List<FieldError>();
        if (asked.Words?.Trim().Length > CountSearch.LongestQuery)
            faults.Add(new FieldError("q", "field.too-long").With("max", CountSearch.LongestQuery.ToString(CultureInfo.InvariantCulture)));
        KnowledgeTopic? topic = Codes.IsCode(asked.Topic) && Enum.TryParse<KnowledgeTopic>(asked.Topic, ignoreCase: true, out var read) && Enum.IsDefined(read) && !char.IsDigit(asked.Topic![0]) ? read : null;
        if (!string.IsNullOrEmpty(asked.Topic) && topic is null)
            faults.Add(KnowledgeErrors.TopicUnknown);
        if (!string.IsNullOrEmpty(asked.Place) && !rules.IsPlace(asked.Place))
            faults.Add(new FieldError("place", "knowledge.place-unknown").With("place", asked.Place.Length > 60 ? asked.Place[..60] : asked.Place));
        if (faults.Count > 0)
            return KnowledgeErrors.Invalid(faults);

        var there = string.IsNullOrEmpty(asked.Place) ? catalog.All.Where(a => staff || a.IsPublic) : catalog.At([asked.Place], staff, MostHits);
        there = there.Where(a => topic is null || a.Text.Topic == topic);
        if (string.IsNullOrWhiteSpace(asked.Words))
            return new Found([.. there.OrderBy(a => a.Text.Topic)], Near: false);

        await using var context = await contexts.CreateDbContextAsync(cancel);
        var hits = Among(await SearchIndex.Find(context, ArticleSearch.Kind, asked.Words, MostHits, cancel));
        await counting.Do(asked.Words, hits.Count, cancel);
        return hits.Count > 0 ? new Found(hits, Near: false)
            : new Found([.. Among(await SearchIndex.FindNearest(context, ArticleSearch.Kind, asked.Words, MostHits, cancel)).Take(MostNear)], Near: true);

        List<Article> Among(List<Hit> hits) => [.. hits.Join(there, h => h.Subject, a => a.Slug, (_, a) => a, StringComparer.Ordinal)];
    }

    /// <summary>What customers read most.</summary>
    public async Task<IReadOnlyList<Article>> MostRead(int most, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var read = await context.Set<ArticleRow>().Where(a => a.Published != null && a.Reads > 0).OrderByDescending(a => a.Reads).ThenBy(a => a.Slug).Select(a => a.Slug).Take(MostHits).ToListAsync(cancel);
        return [.. read.Select(s => catalog.Find(s, staff: false)).OfType<Article>().Take(most)];
    }
}
