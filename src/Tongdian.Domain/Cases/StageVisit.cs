using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Cases;

/// <summary>Agreeing on when somebody comes.</summary>
public static partial class CaseDecisions
{
    private static Error? Ask(Decision decision, StageDefinition stage, StageState at, AskForTime command)
    {
        if (!decision.Actor.SpeaksForCustomer)
            return CaseErrors.NotAllowed;
        if (Unfit(decision, stage, at, command.Time, command.Calendar, AppointmentStatus.Asked) is { } unfit)
            return unfit;
        // Asking for what was offered is saying yes to it.
        var begins = VisitTimes.Begins(command.Time, command.Calendar);
        decision.Raise(at.Appointment is { Status: AppointmentStatus.Proposed } offer && offer.Time == command.Time
            ? new TimeAgreed(stage.Id, command.Time, command.Note) { Begins = begins }
            : new TimeAsked(stage.Id, command.Time, command.Note) { Begins = begins });
        return null;
    }

    private static Error? Answer(Decision decision, StageDefinition stage, StageState at, AgreeTime command)
    {
        if (!decision.Actor.Steers && !decision.Actor.MayDo(stage))
            return CaseErrors.NotAllowed;
        if (!decision.Actor.Steers && at.Assignee is { } assignee && !decision.Actor.StandsFor(assignee))
            return CaseErrors.AssignedToOther(stage.Id);
        if (Unfit(decision, stage, at, command.Time, command.Calendar, AppointmentStatus.Proposed) is { } unfit)
            return unfit;
        var begins = VisitTimes.Begins(command.Time, command.Calendar);
        decision.Raise(at.Appointment is { Status: AppointmentStatus.Asked } wish && wish.Time == command.Time
            ? new TimeAgreed(stage.Id, command.Time, command.Note) { Begins = begins }
            : new TimeProposed(stage.Id, command.Time, command.Note) { Begins = begins });
        return null;
    }

    /// <summary>Why the time cannot be; what the same side said before, or both agreed on, is nothing new.</summary>
    private static Error? Unfit(
        Decision decision, StageDefinition stage, StageState at, VisitTime time, Clocks.WorkCalendar calendar, AppointmentStatus saying)
    {
        if (!stage.IsVisit)
            return CaseErrors.NoVisit(stage.Id);
        if (VisitTimes.Fault(time, calendar, decision.Context.Now) is { } fault)
            return CaseErrors.TimeDoesNotFit(fault);
        return at.Appointment is { } has && has.Time == time && (has.Status == AppointmentStatus.Agreed || has.Status == saying)
            ? CaseErrors.SameTime
            : null;
    }
}
