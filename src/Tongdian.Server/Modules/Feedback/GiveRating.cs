using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Feedback;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Enquiries;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Feedback;

/// <summary>
/// A customer rates a stage, once. What is so-so or worse begins a service recovery in the same commit: there is no bad word without somebody who owes
/// an answer to it.
/// </summary>
public sealed class GiveRating(
    Database database, IDbContextFactory<TongdianContext> contexts, CaseStore store, CaseParties parties, ProcessCatalog processes, BeginRecovery recoveries, TimeProvider time)
{
    /// <summary>The longest remark, in characters.</summary>
    public const int MostWords = 2000;

    private const string SealedFor = "evaluation";

    /// <summary>Levels from 1 to 5, and what is said with them.</summary>
    public sealed record Request(int? Attitude, int? Skill, int? Speed, int? Compliance, string? Words);

    /// <summary>A stage with what was thought of it.</summary>
    public sealed record Item(
        string Stage, string Name, DateTimeOffset FinishedAt, DateTimeOffset ExpiresAt, DateTimeOffset? RatedAt, int? Attitude, int? Skill, int? Speed, int? Compliance, string? Recovery)
    {
        /// <summary>It can be rated.</summary>
        public bool CanBeRated(DateTimeOffset now) => RatedAt is null && now <= ExpiresAt;
    }

    /// <summary>The stages of a case that are to be rated, or were.</summary>
    public async Task<Item[]> Of(Case state, CancellationToken cancel)
    {
        var (id, process) = (state.Id.Value, processes.Get(state.Process));
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var found = await context.Set<Evaluation>().AsNoTracking().Where(e => e.CaseId == id).OrderBy(e => e.FinishedAt).ToListAsync(cancel);
        return [.. found.Select(e => new Item(
            e.Stage, process.Stage(e.Stage)?.Name.In(Language.Current) ?? e.Stage, e.FinishedAt, e.ExpiresAt, e.RatedAt, e.Attitude, e.Skill, e.Speed, e.Compliance, e.Recovery))];
    }

    /// <summary>Keeps a rating. Errors: those of <see cref="Rating.Parse"/>, <c>evaluation.not-asked</c>, <c>evaluation.given</c>, <c>evaluation.over</c>.</summary>
    public async Task<Result<Item>> Do(Guid caseId, string stage, Request request, CancellationToken cancel)
    {
        if (await store.Find(new CaseId(caseId), cancel) is not { } state || processes.Get(state.Process).Stage(stage) is not { } definition)
            return FeedbackErrors.NotAsked;
        if (Rating.Parse(request.Attitude, request.Skill, request.Speed, request.Compliance).Failed(out var wrong, out var rating))
            return wrong;
        if (request.Words is { } said && FreeText.Fault("words", said.ReplaceLineEndings("\n"), MostWords) is { } unfit)
            return new Error(ErrorKind.Invalid, "request.invalid").For([unfit]);
        var now = time.GetUtcNow();
        if ((await Of(state, cancel)).FirstOrDefault(e => e.Stage == stage) is not { } asked)
            return FeedbackErrors.NotAsked;
        if (asked.RatedAt is not null)
            return FeedbackErrors.Given;
        if (now > asked.ExpiresAt)
            return FeedbackErrors.Over;
        if (await Keep(state, definition, rating, request.Words?.ReplaceLineEndings("\n").Trim(), now, cancel) is { } refused)
            return refused;
        return (await Of(state, cancel)).First(e => e.Stage == stage);
    }

    /// <summary>Adds words to a rating that had none. It may be said after the one tap.</summary>
    public async Task<Error?> Say(Guid caseId, string stage, string words, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(words) || FreeText.Fault("words", words.ReplaceLineEndings("\n"), MostWords) is not null)
            return new Error(ErrorKind.Invalid, "request.invalid").For([string.IsNullOrWhiteSpace(words) ? new FieldError("words", "field.required") : FreeText.Fault("words", words.ReplaceLineEndings("\n"), MostWords)!]);
        if (await store.Find(new CaseId(caseId), cancel) is not { } state || await parties.Key(state, cancel) is not { } key)
            return FeedbackErrors.NotAsked;
        var (now, id, batch) = (time.GetUtcNow(), Guid.CreateVersion7(), new WriteBatch());
        CaseParties.Seal(key, id, SealedFor, System.Text.Encoding.UTF8.GetBytes(words.ReplaceLineEndings("\n").Trim()), now)(batch);
        batch.Add("UPDATE evaluations SET words = $1 WHERE case_id = $2 AND stage = $3 AND rated_at IS NOT NULL AND words IS NULL AND expires_at >= $4", id, caseId, stage, now);
        await database.Commit(batch, cancel);
        return null;
    }

    // The condition of the update lets the first of two presses count; a recovery has the stage's row as its guard.
    private async Task<Error?> Keep(Case state, StageDefinition stage, Rating rating, string? words, DateTimeOffset now, CancellationToken cancel)
    {
        Guid? sealedWords = null;
        Action<WriteBatch>? sealing = null;
        if (!string.IsNullOrEmpty(words) && await parties.Key(state, cancel) is { } key)
        {
            sealedWords = Guid.CreateVersion7(now);
            sealing = CaseParties.Seal(key, sealedWords.Value, SealedFor, System.Text.Encoding.UTF8.GetBytes(words), now);
        }

        Action<WriteBatch> Rows(string? recovery) => batch =>
        {
            sealing?.Invoke(batch);
            // Given once: whoever comes second collides here.
            batch.Insert("given_ratings", ("case_id", state.Id.Value), ("stage", stage.Id), ("at", now));
            batch.Add(
                "UPDATE evaluations SET rated_at = $1, attitude = $2, skill = $3, speed = $4, compliance = $5, words = $6, recovery = $7 WHERE case_id = $8 AND stage = $9",
                now, rating.Attitude, rating.Skill, rating.Speed, rating.Compliance, sealedWords, recovery, state.Id.Value, stage.Id);
        };

        try
        {
            if (!rating.NeedsRecovery)
            {
                var batch = new WriteBatch();
                Rows(null)(batch);
                await database.Commit(batch, cancel);
                return null;
            }

            var said = words is { Length: > 0 } ? words : Language.In(state.Language, () => FeedbackTexts.Text("said.nothing", string.Join(FeedbackTexts.Text("and"), rating.Wanting.Select(d => FeedbackTexts.Text($"dimension.{d}")))));
            return (await recoveries.Do(state, (stage.Id, stage.Name.In(state.Language)), said, number => Rows(number.Value), now, cancel)).Failed(out var erased, out _) ? erased : null;
        }
        catch (DuplicateKeyException e) when (e.Table == "given_ratings")
        {
            return FeedbackErrors.Given;
        }
    }
}
