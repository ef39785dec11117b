using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Knowledge;

/// <summary>Counts how often an article is read, and whether it was the answer. Nobody's name is kept.</summary>
public sealed class CountReading(IDbContextFactory<TongdianContext> contexts)
{
    /// <summary>Somebody reads it.</summary>
    public async Task Read(string slug, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await context.Set<ArticleRow>().Where(a => a.Slug == slug).ExecuteUpdateAsync(a => a.SetProperty(x => x.Reads, x => x.Reads + 1), cancel);
    }

    /// <summary>Somebody says whether it was the answer.</summary>
    public async Task Judge(string slug, bool helped, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var article = context.Set<ArticleRow>().Where(a => a.Slug == slug);
        await (helped
            ? article.ExecuteUpdateAsync(a => a.SetProperty(x => x.Helped, x => x.Helped + 1), cancel)
            : article.ExecuteUpdateAsync(a => a.SetProperty(x => x.DidNotHelp, x => x.DidNotHelp + 1), cancel));
    }
}
