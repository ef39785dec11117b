using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Cases;

/// <summary>A missed limit that was no fault: who says so, and why. The breach itself stays.</summary>
/// <param name="Limit">Id of the stage or promise.</param>
/// <param name="Occurrence">The how-manieth time the stage was entered; 1 for promises.</param>
/// <param name="BreachedAt">The instant that is corrected.</param>
/// <param name="By">Staff user.</param>
/// <param name="Why">The reason.</param>
/// <param name="At">When it was said.</param>
public sealed record BreachCorrection(string Limit, int Occurrence, DateTimeOffset BreachedAt, string By, string Why, DateTimeOffset At);

/// <summary>Saying that a breach is wrong, and taking over years that were announced.</summary>
public static partial class CaseDecisions
{
    private static Error? Correct(Decision decision, CorrectBreach command)
    {
        var state = decision.Case;
        if (!decision.Actor.Steers)
            return CaseErrors.NotAllowed;
        if (string.IsNullOrWhiteSpace(decision.Context.Reason))
            return CaseErrors.ReasonMissing;
        var clocks = new CaseClocks(state, decision.Process, command.Calendar, decision.Context.Now);
        var stage = decision.Process.Stage(command.Limit);
        var reading = stage is not null ? clocks.Stage(stage) : clocks.Promises.FirstOrDefault(p => p.Definition.Id == command.Limit)?.Reading;
        if (reading is null)
            return CaseErrors.UnknownLimit(command.Limit);
        if (reading.BreachedAt is not { } breached)
            return CaseErrors.NotBreached(command.Limit);
        var last = stage is null ? 1 : state.Stage(stage.Id).Occurrence;
        var occurrence = command.Occurrence ?? last;
        if (occurrence < 1 || occurrence > last)
            return CaseErrors.NoSuchOccurrence(last);
        if (state.Corrections?.Any(c => c.Limit == command.Limit && c.Occurrence == occurrence) == true)
            return CaseErrors.CorrectedAlready(command.Limit);
        decision.Raise(new BreachCorrected(command.Limit, occurrence, breached, decision.Actor.Ref.Id, decision.Context.Reason));
        return null;
    }

    private static Error? TakeYears(Decision decision, TakeAnnouncedYears command)
    {
        var state = decision.Case;
        if (!decision.Actor.Is(Roles.Administrator))
            return CaseErrors.NotAllowed;
        if (!state.Status.IsRunning())
            return CaseErrors.NotInThisState(state.Status);
        if (command.Years.IsEmpty || command.Version <= (state.Calendar.Announced ?? state.Calendar.Version))
            return CaseErrors.NothingToChange;
        decision.Raise(new YearsAnnounced(command.Years, state.Calendar with { Announced = command.Version }));
        return null;
    }
}
