using System.Collections.Immutable;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Cases;

/// <summary>How a case begins, changes at the customer's wish, and ends early.</summary>
public static partial class CaseDecisions
{
    /// <summary>The pause that ends by itself when the customer sends a document.</summary>
    public const string MissingDocument = "missing-document";

    /// <summary>The first decision of a case's life: submission, the online check, and acceptance at once where the process says so.</summary>
    public static Result<CaseChange> Submit(ProcessDefinition process, SubmitCase command, OperationContext context)
    {
        var decision = new Decision(null, process, context);
        if (UnwantedDocument(process, [], command.Documents, f => FactOf(command.Facts, f)) is { } unwanted)
            return unwanted;
        decision.Raise(new CaseSubmitted(
            command.Id, command.Number, command.Facts, process.Key, process.ChoiceReason, command.VoltageReason, command.Calendar,
            command.Customer, command.Language, command.Channel, command.Owner, command.Documents) { IdentitySeenBy = command.IdentitySeenBy });
        EnterReady(decision);
        if (!process.AcceptedByOnlineCheck)
            return decision.Granted();
        var findings = OnlineCheck.Findings(process, decision.Case, command.Check);
        decision.Raise(new OnlineCheckDone(findings), Actor.System);
        var acceptance = process.Stages.Single(s => s.Effect == StageEffect.Accepts);
        if (findings.Length == 0 && decision.Case.Stage(acceptance.Id).Status == StageStatus.Open)
        {
            decision.Raise(new StageStarted(acceptance.Id), Actor.System);
            Finish(decision, acceptance, StageEntry.Empty, Actor.System);
        }

        return decision.Granted();
    }

    private static Error? Amend(Decision decision, AmendCase command)
    {
        var state = decision.Case;
        if (!decision.Actor.SpeaksForCustomer)
            return CaseErrors.NotAllowed;
        if (!state.Status.IsRunning())
            return CaseErrors.NotInThisState(state.Status);
        if (command.Changed.Length == 0 || (command.Customer is null && command.Facts is null))
            return CaseErrors.NothingToChange;
        if (command.Facts is { } facts && facts != state.Facts)
        {
            if (state.Stage("survey").Status.IsPassed() || state.Status == CaseStatus.Energised)
                return CaseErrors.TooLateToAmend;
            if (command.Chosen.Id != state.Process.Id && command.Chosen.Id != command.ChosenBefore.Id)
                return CaseErrors.AmendmentChangesProcess;
        }

        decision.Raise(new CaseAmended(command.Changed, command.Customer, command.Facts));
        return null;
    }

    private static Error? Add(Decision decision, AddDocument command)
    {
        var state = decision.Case;
        if (!decision.Actor.SpeaksForCustomer)
            return CaseErrors.NotAllowed;
        if (!state.Status.IsRunning())
            return CaseErrors.NotInThisState(state.Status);
        if (UnwantedDocument(decision.Process, state.Documents, [command.Document], state.Fact) is { } unwanted)
            return unwanted;
        decision.Raise(new DocumentAdded(command.Document));
        // The customer has done their part: the time is the company's again.
        foreach (var (stage, at) in state.Stages)
        {
            if (at.Pauses.Any(p => p.Reason == MissingDocument))
                decision.Raise(new StageResumed(stage, MissingDocument), Actor.System);
        }

        return null;
    }

    private static Error? Withdraw(Decision decision)
    {
        if (!decision.Actor.SpeaksForCustomer)
            return CaseErrors.NotAllowed;
        return End(decision, new CaseWithdrawn());
    }

    private static Error? Reject(Decision decision)
    {
        var accepting = decision.Case.Status == CaseStatus.Submitted && decision.Actor.Is(Roles.CounterClerk);
        if (!accepting && !decision.Actor.Steers)
            return CaseErrors.NotAllowed;
        if (string.IsNullOrWhiteSpace(decision.Context.Reason))
            return CaseErrors.ReasonMissing;
        return End(decision, new CaseRejected());
    }

    private static Error? Merge(Decision decision, MergeInto command)
    {
        if (!decision.Actor.Is(Roles.CounterClerk, Roles.CustomerServiceAgent) && !decision.Actor.Steers)
            return CaseErrors.NotAllowed;
        if (command.Target == decision.Case.Id)
            return CaseErrors.MergeIntoSelf;
        return End(decision, new CaseMerged(command.Target, command.TargetNumber));
    }

    private static Error? Take(Decision decision, TakeDuplicate command)
    {
        if (!decision.Actor.Is(Roles.CounterClerk, Roles.CustomerServiceAgent) && !decision.Actor.Steers)
            return CaseErrors.NotAllowed;
        if (command.Duplicate == decision.Case.Id)
            return CaseErrors.MergeIntoSelf;
        if (!decision.Case.Status.IsRunning())
            return CaseErrors.NotInThisState(decision.Case.Status);
        decision.Raise(new DuplicateTaken(command.Duplicate, command.DuplicateNumber));
        return null;
    }

    /// <summary>A case can be ended early until the power is on.</summary>
    private static Error? End(Decision decision, CaseEvent fact)
    {
        if (decision.Case.Status is not (CaseStatus.Submitted or CaseStatus.Accepted))
            return CaseErrors.NotInThisState(decision.Case.Status);
        decision.Raise(fact);
        return null;
    }

    private static Error? UnwantedDocument(
        ProcessDefinition process, ImmutableArray<FileLink> have, ImmutableArray<FileLink> added, Func<string, System.Text.Json.JsonElement?> facts)
    {
        foreach (var group in added.GroupBy(d => d.Kind, StringComparer.Ordinal))
        {
            var wanted = process.Documents.FirstOrDefault(d => d.Kind == group.Key && Condition.AllHold(d.When, facts));
            if (wanted is null || have.Count(d => d.Kind == group.Key) + group.Count() > wanted.Max)
                return CaseErrors.DocumentNotWanted(group.Key);
        }

        return null;
    }

    private static System.Text.Json.JsonElement? FactOf(CaseFacts facts, string path) =>
        path.StartsWith("case.", StringComparison.Ordinal) ? facts.Get(path[5..]) : null;
}
