using System.Collections.Immutable;

namespace Tongdian.Domain.Processes;

/// <summary>What a customer is told about a visit before it: the service notice.</summary>
/// <param name="Content">What is done.</param>
/// <param name="Duration">How long it takes as a rule, by the clock; null when nobody can say.</param>
/// <param name="Prepare">What the customer prepares.</param>
/// <param name="Standard">By what the customer sees that it was done well.</param>
public sealed record VisitGuide(LocalizedText Content, TimeSpan? Duration, ImmutableArray<LocalizedText> Prepare, ImmutableArray<LocalizedText> Standard)
{
    /// <summary>What whoever does it makes sure of before anything else; said to the crew, not to the customer.</summary>
    public ImmutableArray<LocalizedText> Safety { get; init; } = [];

    /// <summary>The steps of the work in order; said to the crew, not to the customer.</summary>
    public ImmutableArray<LocalizedText> Steps { get; init; } = [];
}

/// <summary>What customers are told about visits, by stage; a process can say it otherwise.</summary>
/// <param name="Stages">For every process.</param>
/// <param name="Processes">Instead, for one process.</param>
public sealed record VisitGuides(
    ImmutableSortedDictionary<string, VisitGuide> Stages, ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, VisitGuide>> Processes)
{
    /// <summary>What is told about the visit of a stage; of one that nobody wrote about only its name.</summary>
    public VisitGuide Of(ProcessKey process, StageDefinition stage) =>
        (Processes.TryGetValue(process.Id, out var own) ? own.GetValueOrDefault(stage.Id) : null) ?? Stages.GetValueOrDefault(stage.Id)
        ?? new VisitGuide(stage.Name, null, [], []);
}
