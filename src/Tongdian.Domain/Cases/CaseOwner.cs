using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Cases;

/// <summary>First-asked responsibility: who owns the case to the end, and owes the customer a word before it is late.</summary>
public static partial class CaseDecisions
{
    private static Error? Hand(Decision decision, NameOwner command)
    {
        var state = decision.Case;
        if (!decision.Actor.Steers && !decision.Actor.StandsFor(state.Owner))
            return CaseErrors.NotAllowed;
        if (!state.Status.IsRunning())
            return CaseErrors.NotInThisState(state.Status);
        if (string.IsNullOrWhiteSpace(decision.Context.Reason))
            return CaseErrors.ReasonMissing;
        // Whoever owns a case speaks with the customer.
        if (!Actor.Staff(command.Owner.Id, command.Owner.Roles, command.Owner.Departments).Is(Roles.CounterClerk, Roles.CustomerServiceAgent, Roles.Coordinator, Roles.Manager))
            return CaseErrors.OwnerDoesNotFit;
        if (command.Owner.Id == state.Owner)
            return CaseErrors.NothingToChange;
        decision.Raise(new OwnerChanged(command.Owner.Id));
        return null;
    }

    private static Error? Tell(Decision decision, TellLateness command)
    {
        var state = decision.Case;
        if (!decision.Actor.Steers && !decision.Actor.StandsFor(state.Owner))
            return CaseErrors.NotAllowed;
        if (!state.Status.IsRunning())
            return CaseErrors.NotInThisState(state.Status);
        if (decision.Process.Promises.All(p => p.Id != command.Promise || p.Kind != PromiseKind.Promise))
            return CaseErrors.PromiseUnknown(command.Promise);
        if (string.IsNullOrWhiteSpace(decision.Context.Reason))
            return CaseErrors.ReasonMissing;
        if (command.Expected <= decision.Context.Now)
            return CaseErrors.ExpectedInThePast;
        decision.Raise(new LatenessTold(command.Promise, command.Expected));
        return null;
    }

    private static Error? Leave(Decision decision, StageDefinition stage, StageState at)
    {
        if (!stage.IsVisit)
            return CaseErrors.NoVisit(stage.Id);
        if (MayWork(decision, stage, at) is { } refused)
            return refused;
        if (at.ArrivedAt is not null)
            return CaseErrors.AlreadyThere(stage.Id);
        if (at.SetOutAt is not null)
            return CaseErrors.AlreadyOnTheWay(stage.Id);
        decision.Raise(new SetOutForVisit(stage.Id));
        return null;
    }

    private static Error? Arrive(Decision decision, StageDefinition stage, StageState at, CheckIn command)
    {
        if (!stage.IsVisit)
            return CaseErrors.NoVisit(stage.Id);
        if (MayWork(decision, stage, at) is { } refused)
            return refused;
        if (at.ArrivedAt is not null)
            return CaseErrors.AlreadyThere(stage.Id);
        decision.Raise(new CheckedIn(stage.Id) { Place = command.Place });
        return null;
    }
}
