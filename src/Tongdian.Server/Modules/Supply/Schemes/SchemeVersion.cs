using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;

namespace Tongdian.Server.Modules.Supply.Schemes;

/// <summary>A scheme as it was handed in once.</summary>
/// <param name="Number">Which version, from 1 on.</param>
/// <param name="At">When it was handed in.</param>
/// <param name="Stage">The stage as the process had it then.</param>
/// <param name="Entry">What was handed in.</param>
/// <param name="Changes">What is not as in the version before; of the first nothing.</param>
/// <param name="AnswerBy">Until when the customer was to answer; null when nobody is asked.</param>
internal sealed record SchemeVersion(
    int Number, DateTimeOffset At, StageDefinition Stage, StageEntry Entry, IReadOnlyList<PartChange> Changes, DateTimeOffset? AnswerBy)
{
    /// <summary>What the customer answered.</summary>
    public SchemeAnswer? Answer { get; init; }
}

/// <summary>What became of a version.</summary>
/// <param name="Agreed">The customer agreed; otherwise asked for a change.</param>
/// <param name="At">When.</param>
/// <param name="Late">After the time for it was over: it counts all the same.</param>
/// <param name="Words">What was said of it as a whole.</param>
/// <param name="Remarks">What was said of parts of it.</param>
internal sealed record SchemeAnswer(bool Agreed, DateTimeOffset At, bool Late, string? Words, PartRemarks? Remarks);
