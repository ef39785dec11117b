using System.Text.Json;

namespace Tongdian.Server.Modules.Field;

/// <summary>Something that somebody did on site, perhaps hours ago and without network.</summary>
/// <param name="Id">Made on the device: the same operation again has no second effect.</param>
/// <param name="Number">Number of the case.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Kind"><c>set-out</c>, <c>check-in</c>, <c>start</c>, <c>draft</c>, <c>complete</c>, <c>offer</c>, <c>sign-notice</c>, <c>pause</c>, <c>resume</c>.</param>
/// <param name="SaidAt">When it was done, by the device's clock.</param>
/// <param name="Base">Of a draft, an offer or a completion: the tag of the entry that it was made from.</param>
/// <param name="Place">Where the device says that it was.</param>
/// <param name="Body">What its kind needs.</param>
public sealed record Operation(
    Guid Id, string Number, string Stage, string Kind, DateTimeOffset SaidAt, string? Base = null, Operation.Where? Place = null, JsonElement? Body = null)
{
    /// <summary>A place as a device knows it.</summary>
    public sealed record Where(double Lat, double Lon, double AccuracyM, DateTimeOffset At, bool Mock = false);
}

/// <summary>What became of an operation.</summary>
public enum OperationOutcome
{
    /// <summary>It took effect, now or when it came before.</summary>
    Done,

    /// <summary>Somebody else changed what it was made from: a person has to choose.</summary>
    Conflict,

    /// <summary>It cannot take effect as it is; the problem says what to do.</summary>
    Refused,

    /// <summary>Not now: something that it needs is still to come. It is to be sent again.</summary>
    Wait,
}

/// <summary>The answer to an operation.</summary>
/// <param name="Id">Which.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Entry">Done, and in conflict: the tag of what is entered now.</param>
/// <param name="Problem">Otherwise: why.</param>
/// <param name="Theirs">In conflict: what is entered now.</param>
public sealed record OperationResult(
    Guid Id, OperationOutcome Outcome, string? Entry = null, OperationResult.Trouble? Problem = null, OperationResult.Other? Theirs = null)
{
    /// <summary>Why not, in the asker's language.</summary>
    public sealed record Trouble(string Code, string Title, string Detail, IReadOnlyDictionary<string, string[]>? Errors);

    /// <summary>What somebody else entered, who does the stage now, and when something was last done for it.</summary>
    public sealed record Other(IReadOnlyDictionary<string, JsonElement> Fields, IReadOnlyList<HandedFile> Files, string By, DateTimeOffset At);

    /// <summary>A file that the stage has; of a signature the kind is who signed.</summary>
    public sealed record HandedFile(string Kind, Guid File, string MediaType);
}
