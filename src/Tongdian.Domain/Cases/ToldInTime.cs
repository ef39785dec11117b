using System.Collections.Immutable;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Cases;

/// <summary>A limit of the company, and what became of it.</summary>
/// <param name="Id">The stage or promise.</param>
/// <param name="Stage">The stage; null for the promise.</param>
/// <param name="Limit">How much, of what, whose time.</param>
/// <param name="Since">When it began: a word from before that was about something else.</param>
/// <param name="PassedAt">When it was passed; null while it is not, or when it was kept.</param>
/// <param name="Until">Before this instant the customer was to be told: when it was passed, or will be. Null when nobody has to be told of anything.</param>
public sealed record LimitAtStake(string Id, string? Stage, Limit Limit, DateTimeOffset Since, DateTimeOffset? PassedAt, DateTimeOffset? Until);

/// <summary>A word to the customer that the company will be late.</summary>
/// <param name="Id">By what name it is kept.</param>
/// <param name="SentAt">When it was handed over: the provider took it, or it stands on the customer's page. Null: it was not.</param>
/// <param name="ArrivedAt">From when on it is known to have arrived; null while nobody says so.</param>
/// <param name="Lost">It was given up, or is said not to have arrived: it counts for nothing.</param>
public sealed record LateWord(Guid Id, DateTimeOffset? SentAt, DateTimeOffset? ArrivedAt, bool Lost);

/// <summary>Whether the customer was told before the limit.</summary>
public enum ToldAnswer
{
    /// <summary>The limit was kept, or is expected to be.</summary>
    NotNeeded = 1,

    /// <summary>Yes: a word was there before the limit.</summary>
    Yes = 2,

    /// <summary>A word was handed over before the limit; that it arrived before it nobody says.</summary>
    Sent = 3,

    /// <summary>Told, but not before the limit.</summary>
    Late = 4,

    /// <summary>The limit was passed, and nobody told the customer.</summary>
    No = 5,

    /// <summary>The limit is expected to be passed, and nobody has told the customer yet.</summary>
    Open = 6,
}

/// <summary>The answer to "was the customer told before the limit?" for one limit.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Answer">The answer.</param>
/// <param name="Word">The word that decides it; null when there is none.</param>
public sealed record ToldInTime(LimitAtStake Limit, ToldAnswer Answer, LateWord? Word)
{
    /// <summary>
    /// The promise for the whole case, and every stage of which the company has passed the limit, in the order of the process. What the customer or somebody
    /// else was late with is no promise of the company.
    /// </summary>
    public static IEnumerable<LimitAtStake> Limits(Case state, ProcessDefinition process, CaseClocks clocks)
    {
        var promise = clocks.Promise;
        yield return new LimitAtStake(
            promise.Definition.Id, null, promise.Definition.Limit, clocks.PromiseTimeline(promise.Definition).Spans[0].From, promise.Reading.BreachedAt, clocks.Lateness?.Until);
        foreach (var stage in process.Stages)
        {
            if (stage.Limit is { Reading: LimitReading.Utility or LimitReading.Elapsed } limit && stage.Role != Roles.Customer && clocks.Stage(stage)?.BreachedAt is { } passed)
                yield return new LimitAtStake(stage.Id, stage.Id, limit, state.Stage(stage.Id).EnteredAt ?? state.SubmittedAt, passed, passed);
        }
    }

    /// <summary>
    /// Answers. At the very instant of the limit is not before it. The word that arrived first decides, then the one that was handed over first; what was lost
    /// or said before the limit began does not count.
    /// </summary>
    public static ToldInTime Of(LimitAtStake limit, IEnumerable<LateWord> words)
    {
        if (limit.Until is not { } until)
            return new ToldInTime(limit, ToldAnswer.NotNeeded, null);
        var counted = words.Where(w => !w.Lost && w.SentAt >= limit.Since).OrderBy(w => w.SentAt).ThenBy(w => w.Id).ToImmutableArray();
        if (counted.Where(w => w.SentAt < until && w.ArrivedAt < until).MinBy(w => w.ArrivedAt) is { } there)
            return new ToldInTime(limit, ToldAnswer.Yes, there);
        return counted switch
        {
            [{ SentAt: { } sent } first, ..] when sent < until => new ToldInTime(limit, ToldAnswer.Sent, first),
            [var first, ..] => new ToldInTime(limit, limit.PassedAt is null ? ToldAnswer.Open : ToldAnswer.Late, first),
            [] => new ToldInTime(limit, limit.PassedAt is null ? ToldAnswer.Open : ToldAnswer.No, null),
        };
    }
}
