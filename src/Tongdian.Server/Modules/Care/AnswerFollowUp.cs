using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Care;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Enquiries;
using Tongdian.Server.Modules.Opinions;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Care;

/// <summary>
/// A customer answers the questions of a week after power-on, once. A bad answer begins a service recovery in the same commit: there is none without somebody who owes
/// something for it.
/// </summary>
public sealed class AnswerFollowUp(Database database, IDbContextFactory<TongdianContext> contexts, CaseParties parties, BeginRecovery recoveries, TimeProvider time)
{
    /// <summary>The stage of the process in which customers are asked.</summary>
    public const string Stage = "follow-up";

    /// <summary>The longest remark, in characters.</summary>
    public const int MostWords = 2000;

    private const string SealedFor = "follow-up";
    private const string Table = "follow_up_answers";

    /// <summary>The answers, and what is said with them.</summary>
    public sealed record Request(bool? SupplyNormal, bool? ChargesAsTold, bool? UnsafeOrUnclear, Recommendation? Recommends, string? Words);

    /// <summary>Whether a customer was asked, and what they answered.</summary>
    public sealed record Item(
        DateTimeOffset? AskedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? AnsweredAt, bool? SupplyNormal, bool? ChargesAsTold, bool? UnsafeOrUnclear, Recommendation? Recommends, string? Recovery,
        bool HasWords)
    {
        /// <summary>It can be answered.</summary>
        public bool CanBeAnswered(DateTimeOffset now) => AskedAt is not null && AnsweredAt is null && now <= ExpiresAt;
    }

    /// <summary>The questions of a case as they stand.</summary>
    public async Task<Item> Of(Case state, CancellationToken cancel)
    {
        var id = state.Id.Value;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var asked = await context.Set<CareTask>().AsNoTracking().FirstOrDefaultAsync(t => t.CaseId == id && t.Kind == CareKind.FollowUp && t.SentAt != null, cancel);
        var given = await context.Set<FollowUpAnswer>().AsNoTracking().FirstOrDefaultAsync(a => a.CaseId == id, cancel);
        return new Item(
            asked?.SentAt, asked?.ExpiresAt, given?.At, given?.SupplyNormal, given?.ChargesAsTold, given?.UnsafeOrUnclear, given?.Recommends, given?.Recovery, given?.Words is not null);
    }

    /// <summary>What the customer said with the answers; null when nothing, or when they were erased.</summary>
    public async Task<string?> Said(Case state, CancellationToken cancel)
    {
        var id = state.Id.Value;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var words = await context.Set<FollowUpAnswer>().Where(a => a.CaseId == id).Select(a => a.Words).FirstOrDefaultAsync(cancel);
        return words is { } sealedId && await parties.Unseal(state, sealedId, cancel) is { } bytes ? System.Text.Encoding.UTF8.GetString(bytes) : null;
    }

    /// <summary>Keeps the answers. Errors: those of <see cref="FollowUpAnswers.Parse"/>, and those of <see cref="CareErrors"/>.</summary>
    public async Task<Result<Item>> Do(Case state, Request request, CancellationToken cancel)
    {
        var words = (request.Words ?? "").ReplaceLineEndings("\n").Trim();
        var parsed = FollowUpAnswers.Parse(request.SupplyNormal, request.ChargesAsTold, request.UnsafeOrUnclear, request.Recommends);
        if (FreeText.Fault("words", words, MostWords) is { } unfit)
            return new Error(ErrorKind.Invalid, "request.invalid").For([.. parsed.Error?.Fields ?? [], unfit]);
        if (parsed.Failed(out var wrong, out var answers))
            return wrong;
        var (now, asked) = (time.GetUtcNow(), await Of(state, cancel));
        if (asked.AskedAt is null)
            return CareErrors.NotAsked;
        if (asked.AnsweredAt is not null)
            return CareErrors.Given;
        if (now > asked.ExpiresAt)
            return CareErrors.Over;
        try
        {
            if (await Keep(state, answers, words, now, cancel) is { } refused)
                return refused;
        }
        catch (DuplicateKeyException e) when (e.Table == Table)
        {
            return CareErrors.Given;
        }

        return await Of(state, cancel);
    }

    private async Task<Error?> Keep(Case state, FollowUpAnswers answers, string words, DateTimeOffset now, CancellationToken cancel)
    {
        var spoken = await parties.SealWords(state, SealedFor, words, now, cancel);

        Action<WriteBatch> Rows(string? recovery) => batch =>
        {
            if (spoken is var (id, sealing))
            {
                sealing(batch);
                KeepOpinion.Write(batch, id, new KeepOpinion.About(OpinionSource.Care, state.Facts.Region, state.Number.Value) { Stage = Stage }, now);
            }

            // Given once: whoever comes second collides here.
            batch.Insert(
                Table, ("case_id", state.Id.Value), ("region", state.Facts.Region), ("at", now), ("supply_normal", answers.SupplyNormal), ("charges_as_told", answers.ChargesAsTold),
                ("unsafe_or_unclear", answers.UnsafeOrUnclear), ("recommends", answers.Recommends), ("words", spoken?.Id), ("recovery", recovery));
        };

        if (answers.Concerns.IsEmpty)
        {
            var batch = new WriteBatch();
            Rows(null)(batch);
            await database.Commit(batch, cancel);
            return null;
        }

        // Whoever mends it reads first what is wrong, then the customer's own words.
        var said = string.Join('\n', answers.Concerns.Select(c => CareTexts.In(state.Language, $"concern.{c}")).Append(words).Where(w => w.Length > 0));
        return (await recoveries.Do(state, (Stage, CareTexts.In(state.Language, "recovery.about")), said, number => Rows(number.Value), now, cancel)).Error;
    }
}
