using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Knowledge;

/// <summary>Articles as colleagues tend them: also what waits, what was sent back, what is out of use.</summary>
public sealed class ReadVersions(IDbContextFactory<TongdianContext> contexts)
{
    /// <summary>An article with all its versions, the newest first.</summary>
    public sealed record Whole(ArticleRow Article, IReadOnlyList<VersionRow> Versions)
    {
        /// <summary>The version that is read; null when none is.</summary>
        public VersionRow? Published => Versions.FirstOrDefault(v => v.Number == Article.Published);

        /// <summary>The newest version that waits.</summary>
        public VersionRow? Waiting => Versions.FirstOrDefault(v => v.State == VersionState.Proposed);
    }

    /// <summary>One line of the list.</summary>
    /// <param name="Article">The article.</param>
    /// <param name="Shown">The version that is read, or else the newest.</param>
    /// <param name="Waiting">The newest version that waits.</param>
    public sealed record Line(ArticleRow Article, VersionRow Shown, VersionRow? Waiting);

    /// <summary>One article.</summary>
    public async Task<Result<Whole>> Look(string slug, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (await context.Set<ArticleRow>().AsNoTracking().FirstOrDefaultAsync(a => a.Slug == slug, cancel) is not { } article)
            return KnowledgeErrors.Unknown;
        return new Whole(article, await context.Set<VersionRow>().AsNoTracking().Where(v => v.Slug == slug).OrderByDescending(v => v.Number).ToListAsync(cancel));
    }

    /// <summary>All articles: those that wait first, then by topic.</summary>
    public async Task<IReadOnlyList<Line>> List(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var rows = await context.Set<ArticleRow>().AsNoTracking().ToListAsync(cancel);
        var versions = await context.Set<VersionRow>().AsNoTracking()
            .Join(context.Set<ArticleRow>(), v => v.Slug, a => a.Slug, (v, a) => new { Version = v, Article = a })
            .Where(x => x.Version.Number == x.Article.Published || x.Version.Number == x.Article.Last || x.Version.State == VersionState.Proposed)
            .Select(x => x.Version).ToListAsync(cancel);
        var of = versions.ToLookup(v => v.Slug, StringComparer.Ordinal);
        return [.. rows.Select(a => new Line(
                a, of[a.Slug].First(v => v.Number == (a.Published ?? a.Last)), of[a.Slug].Where(v => v.State == VersionState.Proposed).MaxBy(v => v.Number)))
            .OrderBy(l => l.Waiting is null).ThenBy(l => l.Waiting?.ProposedAt).ThenBy(l => l.Shown.Topic).ThenBy(l => l.Article.Slug, StringComparer.Ordinal)];
    }
}
