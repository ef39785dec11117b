using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Knowledge;

/// <summary>A colleague writes a new article or another version of one. It waits until somebody else has looked at it.</summary>
public sealed class ProposeVersion(IDbContextFactory<TongdianContext> contexts, ArticleRules rules, TimeProvider time)
{
    private const int MostOfOneName = 50;

    /// <summary>Where it went.</summary>
    public sealed record Proposed(string Slug, int Number);

    /// <summary>A new article; its name comes from the English title.</summary>
    public async Task<Result<Proposed>> Begin(ArticleText text, StaffMember me, CancellationToken cancel)
    {
        if (rules.Check(text) is { Count: > 0 } faults)
            return KnowledgeErrors.Invalid(faults);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var name = ArticleRules.SlugOf(text.Title.En);
        for (var i = 1; i <= MostOfOneName; i++)
        {
            var slug = i == 1 ? name : $"{name}-{i}";
            if (await context.Set<ArticleRow>().AnyAsync(a => a.Slug == slug, cancel))
                continue;
            context.Add(new ArticleRow { Slug = slug, Last = 1, Stamp = 1 });
            context.Add(VersionRow.Of(slug, 1, text, me.Id, time.GetUtcNow(), VersionState.Proposed));
            try
            {
                await context.SaveChangesAsync(cancel);
                return new Proposed(slug, 1);
            }
            catch (DbUpdateException)
            {
                // Somebody else took the name at the same moment: the next one is tried.
                context.ChangeTracker.Clear();
            }
        }

        return KnowledgeErrors.Invalid(new FieldError("titleEn", "knowledge.title-taken"));
    }

    /// <summary>Another version. Whoever saw an older one than the newest is told: nothing is written over unseen.</summary>
    /// <param name="slug">The article.</param>
    /// <param name="seen">Number of the newest version that the writer saw.</param>
    /// <param name="text">What it shall say.</param>
    /// <param name="me">Who writes.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Result<Proposed>> Change(string slug, int seen, ArticleText text, StaffMember me, CancellationToken cancel)
    {
        if (rules.Check(text) is { Count: > 0 } faults)
            return KnowledgeErrors.Invalid(faults);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (await context.Set<ArticleRow>().FirstOrDefaultAsync(a => a.Slug == slug, cancel) is not { } article)
            return KnowledgeErrors.Unknown;
        if (article.Last != seen)
            return KnowledgeErrors.Newer;
        var before = await context.Set<VersionRow>().AsNoTracking().FirstAsync(v => v.Slug == slug && v.Number == seen, cancel);
        var next = VersionRow.Of(slug, seen + 1, text, me.Id, time.GetUtcNow(), VersionState.Proposed);
        if (SaysTheSame(before, next) && before.State != VersionState.SentBack && (article.Published is not null || before.State == VersionState.Proposed))
            return KnowledgeErrors.NoChange;
        (article.Last, article.Stamp) = (next.Number, article.Stamp + 1);
        context.Add(next);
        try
        {
            await context.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            return KnowledgeErrors.Newer;
        }

        return new Proposed(slug, next.Number);
    }

    private static bool SaysTheSame(VersionRow one, VersionRow other) =>
        (one.Topic, one.Audience, one.Places, one.TitleZh, one.TitleEn, one.AnswerZh, one.AnswerEn) == (other.Topic, other.Audience, other.Places, other.TitleZh, other.TitleEn, other.AnswerZh, other.AnswerEn)
        && (one.BodyZh, one.BodyEn) == (other.BodyZh, other.BodyEn);
}
