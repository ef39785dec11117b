using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Knowledge;

/// <summary>Somebody else than the author publishes a version, sends it back with words, or takes an article out of use.</summary>
public sealed class JudgeVersion(IDbContextFactory<TongdianContext> contexts, KnowledgeCatalog catalog, TimeProvider time)
{
    private const int LongestWords = 1_000;

    /// <summary>Whether a colleague may judge what others wrote.</summary>
    public static bool MayJudge(StaffMember me) => me.Roles.Contains(Roles.Manager) || me.Roles.Contains(Roles.Coordinator) || me.Roles.Contains(Roles.Administrator);

    /// <summary>It is what everybody reads from now on. Older proposals are overtaken.</summary>
    public Task<Result<ArticleRow>> Publish(string slug, int number, StaffMember me, CancellationToken cancel) => Judge(slug, number, me, async (context, article, version) =>
    {
        foreach (var older in await context.Set<VersionRow>().Where(v => v.Slug == slug && v.Number < number && v.State == VersionState.Proposed).ToListAsync(cancel))
            older.State = VersionState.Overtaken;
        version.State = VersionState.Published;
        (article.Published, article.WithdrawnAt, article.WithdrawnBy, article.WithdrawnWhy) = (number, null, null, null);
        await ArticleSearch.Write(context, slug, version.Read(), cancel);
    }, cancel);

    /// <summary>It goes back to its author with words.</summary>
    public async Task<Result<ArticleRow>> SendBack(string slug, int number, string? words, StaffMember me, CancellationToken cancel) =>
        Wrong(words) is { } wrong ? wrong : await Judge(slug, number, me, (_, _, version) =>
        {
            (version.State, version.Words) = (VersionState.SentBack, words!.Trim());
            return Task.CompletedTask;
        }, cancel);

    /// <summary>Nobody reads the article any more; its versions stay. A new version brings it back.</summary>
    public async Task<Result<ArticleRow>> Withdraw(string slug, string? words, StaffMember me, CancellationToken cancel)
    {
        if (!MayJudge(me))
            return KnowledgeErrors.NotReviewer;
        if (Wrong(words) is { } wrong)
            return wrong;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (await context.Set<ArticleRow>().FirstOrDefaultAsync(a => a.Slug == slug, cancel) is not { } article)
            return KnowledgeErrors.Unknown;
        if (article.Published is null)
            return KnowledgeErrors.NotPublished;
        (article.Published, article.WithdrawnAt, article.WithdrawnBy, article.WithdrawnWhy) = (null, time.GetUtcNow(), me.Id, words!.Trim());
        await ArticleSearch.Write(context, slug, null, cancel);
        return await Save(context, article, cancel);
    }

    private async Task<Result<ArticleRow>> Judge(
        string slug, int number, StaffMember me, Func<TongdianContext, ArticleRow, VersionRow, Task> judgement, CancellationToken cancel)
    {
        if (!MayJudge(me))
            return KnowledgeErrors.NotReviewer;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var article = await context.Set<ArticleRow>().FirstOrDefaultAsync(a => a.Slug == slug, cancel);
        var version = await context.Set<VersionRow>().FirstOrDefaultAsync(v => v.Slug == slug && v.Number == number, cancel);
        if (article is null || version is null)
            return KnowledgeErrors.Unknown;
        if (version.State != VersionState.Proposed)
            return KnowledgeErrors.NothingWaits;
        if (version.ProposedBy == me.Id)
            return KnowledgeErrors.OwnVersion;
        (version.JudgedBy, version.JudgedAt) = (me.Id, time.GetUtcNow());
        await judgement(context, article, version);
        return await Save(context, article, cancel);
    }

    private async Task<Result<ArticleRow>> Save(TongdianContext context, ArticleRow article, CancellationToken cancel)
    {
        article.Stamp++;
        try
        {
            await context.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            // Somebody else judged it, or wrote a version, at the same moment: whoever comes second looks again.
            return KnowledgeErrors.Newer;
        }

        catalog.TakeOver();
        return article;
    }

    private static Error? Wrong(string? words) => string.IsNullOrWhiteSpace(words) ? KnowledgeErrors.Invalid(new FieldError("words", "field.required"))
        : FreeText.Fault("words", words, LongestWords) is { } unfit ? KnowledgeErrors.Invalid(unfit) : null;
}
