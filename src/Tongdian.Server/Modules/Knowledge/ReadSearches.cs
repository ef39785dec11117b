using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Platform.Search;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Knowledge;

/// <summary>What is looked for most, and what is looked for in vain.</summary>
public sealed class ReadSearches(IDbContextFactory<TongdianContext> contexts, KnowledgeCatalog catalog)
{
    private const int Most = 50;
    private const int MostHits = 500;

    /// <summary>Both lists, the most frequent first.</summary>
    public sealed record Report(IReadOnlyList<SearchCount> Used, IReadOnlyList<SearchCount> NotFound);

    /// <summary>The report as things stand: what an article for customers answers by now is not missing any more.</summary>
    public async Task<Report> Look(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var counts = context.Set<SearchCount>().AsNoTracking().OrderByDescending(s => s.Times).ThenBy(s => s.Query);
        var used = await counts.Take(Most).ToListAsync(cancel);
        var missing = new List<SearchCount>();
        foreach (var count in await counts.Where(s => s.Results == 0).Take(Most).ToListAsync(cancel))
        {
            if (!(await SearchIndex.Find(context, ArticleSearch.Kind, count.Query, MostHits, cancel)).Exists(h => catalog.Find(h.Subject, staff: false) is not null))
                missing.Add(count);
        }

        return new Report(used, missing);
    }
}
