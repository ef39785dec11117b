using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Knowledge;

/// <summary>An article as it is read now.</summary>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Version">Number of the version.</param>
/// <param name="PublishedAt">Since when it says this.</param>
/// <param name="Text">What it says.</param>
/// <param name="Html">The body as a page.</param>
public sealed record Article(string Slug, int Version, DateTimeOffset PublishedAt, ArticleText Text, LocalizedText Html)
{
    /// <summary>Whether customers may read it.</summary>
    public bool IsPublic => Text.Audience == KnowledgeAudience.Customers;
}

/// <summary>Every published article, in memory: what stands beside a question costs no look at the database. What another server published is here a few seconds later.</summary>
public sealed class KnowledgeCatalog(IDbContextFactory<TongdianContext> contexts, TimeProvider time)
{
    private readonly LookAgain again = new(time);
    private volatile Known known = new(0, FrozenDictionary<string, Article>.Empty, FrozenDictionary<string, Article[]>.Empty);

    /// <summary>All of them, by name.</summary>
    public IEnumerable<Article> All => Current.Articles.Values.OrderBy(a => a.Slug, StringComparer.Ordinal);

    /// <summary>An article; null when there is none, or none for customers where only those count.</summary>
    public Article? Find(string slug, bool staff) => Current.Articles.GetValueOrDefault(slug) is { } article && (staff || article.IsPublic) ? article : null;

    /// <summary>What belongs to some places, those of the first place first.</summary>
    public IReadOnlyList<Article> At(IEnumerable<string> places, bool staff, int most)
    {
        var now = Current;
        return [.. places.SelectMany(p => now.Places.GetValueOrDefault(p, [])).Where(a => staff || a.IsPublic).Distinct().Take(most)];
    }

    private Known Current
    {
        get
        {
            if (again.IsDue())
                TakeOver();
            return known;
        }
    }

    /// <summary>Reads what was published or withdrawn and is not known here.</summary>
    public void TakeOver()
    {
        using var context = contexts.CreateDbContext();
        var rows = context.Set<ArticleRow>().AsNoTracking();
        lock (again)
        {
            // Stamps only grow, and articles are never removed.
            var stamp = rows.Sum(a => a.Stamp);
            if (stamp == known.Stamp)
                return;
            var published = context.Set<VersionRow>().AsNoTracking().Join(rows, v => new { v.Slug, Number = (int?)v.Number }, a => new { a.Slug, Number = a.Published }, (v, _) => v).ToList();
            var articles = published.Select(v => known.Articles.GetValueOrDefault(v.Slug) is { } same && same.Version == v.Number ? same : Read(v)).ToList();
            known = new Known(
                stamp, articles.ToFrozenDictionary(a => a.Slug, StringComparer.Ordinal),
                articles.OrderBy(a => a.Slug, StringComparer.Ordinal).SelectMany(a => a.Text.Places.Select(p => (Place: p, Article: a)))
                    .GroupBy(p => p.Place, StringComparer.Ordinal).ToFrozenDictionary(g => g.Key, g => g.Select(p => p.Article).ToArray(), StringComparer.Ordinal));
        }
    }

    private static Article Read(VersionRow version)
    {
        var text = version.Read();
        return new Article(version.Slug, version.Number, version.JudgedAt ?? version.ProposedAt, text, new LocalizedText(SafeMarkdown.Html(text.Body.Zh), SafeMarkdown.Html(text.Body.En)));
    }

    private sealed record Known(int Stamp, FrozenDictionary<string, Article> Articles, FrozenDictionary<string, Article[]> Places);
}
