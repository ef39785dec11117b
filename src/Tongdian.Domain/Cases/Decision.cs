using System.Collections.Immutable;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Cases;

/// <summary>A command that was granted: the facts it made, and the case after them.</summary>
public sealed record CaseChange(Case? Before, Case After, ImmutableArray<RecordedEvent> Events);

/// <summary>A decision in the making: facts raised so far and the case they lead to.</summary>
internal sealed class Decision
{
    private readonly ImmutableArray<RecordedEvent>.Builder events = ImmutableArray.CreateBuilder<RecordedEvent>();
    private readonly Case? before;
    private Case? state;
    private string? actsFor;

    public Decision(Case? before, ProcessDefinition process, OperationContext context)
    {
        (this.before, state) = (before, before);
        (Process, Context) = (process, context);
    }

    public Case Case => state ?? throw new InvalidOperationException("The case has not begun");

    public ProcessDefinition Process { get; private set; }

    public OperationContext Context { get; }

    public Actor Actor => Context.Actor;

    public void Raise(CaseEvent fact, Actor? by = null)
    {
        var recorded = new RecordedEvent(Context.Now, (by ?? Actor).Ref, by is null ? Context.Reason : null, fact) { For = by is null ? actsFor : null };
        state = state is null ? Case.Begin([recorded]) : state.Apply(recorded);
        events.Add(recorded);
    }

    /// <summary>From here on the actor does the work of somebody, which is kept when that is an absent colleague.</summary>
    public void ActFor(string assignee) => actsFor = assignee == Actor.Ref.Id ? null : assignee;

    /// <summary>From here on the case follows another process.</summary>
    public void Follow(ProcessDefinition other) => Process = other;

    public CaseChange Granted() =>
        new(before, Case with { Version = (before?.Version ?? 0) + 1 }, events.ToImmutable());
}
