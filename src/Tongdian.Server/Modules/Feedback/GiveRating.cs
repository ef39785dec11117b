using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Feedback;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Enquiries;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Modules.Opinions;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;
using Tongdian.Server.Resources;

namespace Tongdian.Server.Modules.Feedback;

/// <summary>
/// A customer rates a stage, once. What is so-so or worse begins a service recovery in the same commit: there is no bad word without somebody who owes
/// an answer to it.
/// </summary>
public sealed class GiveRating(
    Database database, IDbContextFactory<TongdianContext> contexts, CaseParties parties, ProcessCatalog processes, BeginRecovery recoveries, TimeProvider time)
{
    /// <summary>The longest remark, in characters.</summary>
    public const int MostWords = 2000;

    private const string SealedFor = "evaluation";

    /// <summary>Levels from 1 to 5, and what is said with them.</summary>
    public sealed record Request(int? Attitude, int? Skill, int? Speed, int? Compliance, string? Words);

    /// <summary>A stage with what was thought of it.</summary>
    public sealed record Item(
        string Stage, string Name, DateTimeOffset FinishedAt, DateTimeOffset ExpiresAt, DateTimeOffset? RatedAt, int? Attitude, int? Skill, int? Speed, int? Compliance, string? Recovery, bool HasWords)
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
            e.Stage, process.Stage(e.Stage)?.Name.In(Language.Current) ?? e.Stage, e.FinishedAt, e.ExpiresAt, e.RatedAt, e.Attitude, e.Skill, e.Speed, e.Compliance, e.Recovery, e.Words != null))];
    }

    /// <summary>Keeps a rating. Errors: those of <see cref="Rating.Parse"/>, and those of <see cref="FeedbackErrors"/>.</summary>
    public async Task<Result<Item>> Do(Case state, string stage, Request request, CancellationToken cancel)
    {
        if (Rating.Parse(request.Attitude, request.Skill, request.Speed, request.Compliance).Failed(out var wrong, out var rating))
            return wrong;
        if (Words(request.Words).Failed(out var unfit, out var words))
            return unfit;
        var now = time.GetUtcNow();
        if (processes.Get(state.Process).Stage(stage) is not { } definition || (await Of(state, cancel)).FirstOrDefault(e => e.Stage == stage) is not { } asked)
            return FeedbackErrors.NotAsked;
        if (asked.RatedAt is not null)
            return FeedbackErrors.Given;
        if (now > asked.ExpiresAt)
            return FeedbackErrors.Over;
        if (await Keep(state, definition, rating, words, now, cancel) is { } refused)
            return refused;
        return (await Of(state, cancel)).First(e => e.Stage == stage);
    }

    /// <summary>Adds words to a rating that had none: after the one tap there may be more to say. They are given once too.</summary>
    public async Task<Error?> Say(Case state, string stage, string? said, CancellationToken cancel)
    {
        if (Words(said).Failed(out var unfit, out var words))
            return unfit;
        if (words.Length == 0)
            return new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("words", "field.required")]);
        var now = time.GetUtcNow();
        if ((await Of(state, cancel)).FirstOrDefault(e => e.Stage == stage) is not { RatedAt: not null } rated || await parties.SealWords(state, SealedFor, words, now, cancel) is not { } spoken)
            return FeedbackErrors.NotAsked;
        if (rated.HasWords)
            return FeedbackErrors.Given;
        if (now > rated.ExpiresAt)
            return FeedbackErrors.Over;
        var levels = Rating.Parse(rated.Attitude, rated.Skill, rated.Speed, rated.Compliance).Failed(out _, out var given) ? null : given;
        void Rows(WriteBatch batch)
        {
            Remember(batch, state, stage, spoken, levels, now);
            // Whoever says something at the same moment collides here: no word is lost unseen.
            batch.Insert("given_ratings", ("case_id", state.Id.Value), ("stage", $"{stage}:words"), ("at", now));
            batch.Add("UPDATE evaluations SET words = $1 WHERE case_id = $2 AND stage = $3", spoken.Id, state.Id.Value, stage);
            EvidenceSource.Owe(batch, RecordRatings.Said, state.Id.Value, stage, now);
        }

        return await Commit(async () =>
        {
            // Whoever mends it reads it where they read everything.
            if (rated.Recovery is { } recovery && await recoveries.Say(recovery, words, Rows, now, cancel) is not null)
                return;
            var batch = new WriteBatch();
            Rows(batch);
            await database.Commit(batch, cancel);
        });
    }

    private static Result<string> Words(string? said)
    {
        var words = (said ?? "").ReplaceLineEndings("\n").Trim();
        return FreeText.Fault("words", words, MostWords) is { } unfit ? new Error(ErrorKind.Invalid, "request.invalid").For([unfit]) : words;
    }

    private static async Task<Error?> Commit(Func<Task> commit)
    {
        try
        {
            await commit();
            return null;
        }
        catch (DuplicateKeyException e) when (e.Table == "given_ratings")
        {
            return FeedbackErrors.Given;
        }
    }

    private void Remember(WriteBatch batch, Case state, string stage, (Guid Id, Action<WriteBatch> Rows) spoken, Rating? rating, DateTimeOffset now)
    {
        spoken.Rows(batch);
        if (processes.Get(state.Process).Stage(stage) is { } definition)
            KeepOpinion.Write(batch, spoken.Id, KeepOpinion.About.OfStage(OpinionSource.Rating, state, definition) with { Rating = rating }, now);
    }

    private async Task<Error?> Keep(Case state, StageDefinition stage, Rating rating, string words, DateTimeOffset now, CancellationToken cancel)
    {
        var spoken = await parties.SealWords(state, SealedFor, words, now, cancel);

        Action<WriteBatch> Rows(string? recovery) => batch =>
        {
            if (spoken is { } said)
                Remember(batch, state, stage.Id, said, rating, now);
            // Given once: whoever comes second collides here.
            batch.Insert("given_ratings", ("case_id", state.Id.Value), ("stage", stage.Id), ("at", now));
            batch.Add(
                "UPDATE evaluations SET rated_at = $1, attitude = $2, skill = $3, speed = $4, compliance = $5, words = $6, recovery = $7 WHERE case_id = $8 AND stage = $9",
                now, rating.Attitude, rating.Skill, rating.Speed, rating.Compliance, spoken?.Id, recovery, state.Id.Value, stage.Id);
            EvidenceSource.Owe(batch, RecordRatings.Rated, state.Id.Value, stage.Id, now);
        };

        if (!rating.NeedsRecovery)
        {
            var batch = new WriteBatch();
            Rows(null)(batch);
            return await Commit(() => database.Commit(batch, cancel));
        }

        var told = words.Length > 0 ? words : Language.In(state.Language, () => FeedbackTexts.Text("said.nothing", string.Join(FeedbackTexts.Text("and"), rating.Wanting.Select(d => PageTexts.Text($"dimension.{d}")))));
        Error? erased = null;
        return await Commit(async () => erased = (await recoveries.Do(state, (stage.Id, stage.Name.In(state.Language)), told, number => Rows(number.Value), now, cancel)).Error) ?? erased;
    }
}
