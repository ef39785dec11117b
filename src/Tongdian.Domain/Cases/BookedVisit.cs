using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Cases;

/// <summary>The customer picks a time that is free: it is agreed at once.</summary>
public static partial class CaseDecisions
{
    /// <summary>Whether a customer can no longer move the visit by themselves, and calls instead.</summary>
    /// <param name="at">The stage.</param>
    /// <param name="now">The instant of the question.</param>
    /// <param name="notice">How long before it that ends.</param>
    /// <returns>True when what was agreed on is too near, or going on.</returns>
    public static bool TooLateToMove(StageState at, DateTimeOffset now, TimeSpan notice) =>
        at.Appointment is { Status: AppointmentStatus.Agreed, Time: { From: { } from, Until: { } until } }
        && now > from - notice && now < (at.ArrivedAt is null ? from + VisitTimes.Patience : until);

    private static Error? Book(Decision decision, StageDefinition stage, StageState at, BookVisit command)
    {
        if (!decision.Actor.SpeaksForCustomer)
            return CaseErrors.NotAllowed;
        if (!stage.IsVisit)
            return CaseErrors.NoVisit(stage.Id);
        var now = decision.Context.Now;
        if (command.Time.From is not { } from || command.Time.Until is null || from <= now)
            return CaseErrors.SlotTaken;
        if (at.Appointment is { Status: AppointmentStatus.Agreed } has && has.Time == command.Time)
            return CaseErrors.SameTime;
        if (decision.Actor.Ref.Kind == ActorKind.Customer && TooLateToMove(at, now, command.Notice))
            return CaseErrors.TooLateToMove;
        if (command.Crew is { } crew ? !Actor.Staff(crew.Id, crew.Roles, crew.Departments).MayDo(stage) : at.Assignee is null)
            return CaseErrors.AssigneeDoesNotFit(stage.Id);
        if (command.Crew is { Id: var comes } && comes != at.Assignee)
            decision.Raise(new StageAssigned(stage.Id, comes));
        decision.Raise(new TimeAgreed(stage.Id, command.Time, null) { Begins = from, Offered = FirstOffered(at, command.Earliest, now) });
        return null;
    }

    /// <summary>
    /// What was offered first. A visit that nobody came to was no offer: then it is what is free now. What was agreed on in another way counts as
    /// offered.
    /// </summary>
    private static DateTimeOffset FirstOffered(StageState at, DateTimeOffset earliest, DateTimeOffset now) => at.Appointment switch
    {
        { Status: AppointmentStatus.Agreed, Begins: { } begins } => begins > now ? at.Offered ?? begins : earliest,
        _ => at.Offered > now ? at.Offered.Value : earliest,
    };
}
