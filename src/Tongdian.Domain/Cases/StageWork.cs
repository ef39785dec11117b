using System.Collections.Immutable;
using System.Text.Json;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Cases;

/// <summary>Who does a stage, and doing it.</summary>
public static partial class CaseDecisions
{
    private static readonly FileLink NotMadeYet = new("", Guid.Empty, "", "");

    private static Error? Assign(Decision decision, StageDefinition stage, AssignStage command)
    {
        if (!decision.Actor.Steers)
            return CaseErrors.NotAllowed;
        var colleague = Actor.Staff(command.Assignee.Id, command.Assignee.Roles, command.Assignee.Departments);
        if (!colleague.MayDo(stage))
            return CaseErrors.AssigneeDoesNotFit(stage.Id);
        decision.Raise(new StageAssigned(stage.Id, command.Assignee.Id));
        return null;
    }

    private static Error? Claim(Decision decision, StageDefinition stage, StageState at)
    {
        if (decision.Actor.Ref.Kind != ActorKind.Staff || !decision.Actor.MayDo(stage))
            return CaseErrors.NotAllowed;
        if (at.Assignee is not null)
            return CaseErrors.AssignedToOther(stage.Id);
        decision.Raise(new StageAssigned(stage.Id, decision.Actor.Ref.Id));
        return null;
    }

    private static Error? Release(Decision decision, StageDefinition stage, StageState at)
    {
        if (at.Assignee is null)
            return CaseErrors.NotAssigned(stage.Id);
        if (decision.Actor.StandsFor(at.Assignee))
            decision.ActFor(at.Assignee);
        else if (!decision.Actor.Steers)
            return CaseErrors.NotAllowed;
        decision.Raise(new StageReleased(stage.Id));
        return null;
    }

    private static Error? Start(Decision decision, StageDefinition stage, StageState at)
    {
        if (MayWork(decision, stage, at) is { } refused)
            return refused;
        if (at.Status == StageStatus.Started)
            return CaseErrors.AlreadyStarted(stage.Id);
        TakeUp(decision, stage, at);
        return null;
    }

    private static Error? Draft(Decision decision, StageDefinition stage, StageState at, SaveDraft command)
    {
        if (MayWork(decision, stage, at) is { } refused)
            return refused;
        var faults = FormRules.CheckDraft(stage, command.Submission);
        if (faults.Length > 0)
            return CaseErrors.FormInvalid(stage.Id, faults);
        decision.Raise(new StageDrafted(stage.Id, Kept(stage, command.Submission, command.Sealed)));
        return null;
    }

    private static Error? Complete(Decision decision, StageDefinition stage, StageState at, CompleteStage command)
    {
        if (MayWork(decision, stage, at) is { } refused)
            return refused;
        if (at.NotBefore is { } notBefore && decision.Context.Now < notBefore)
            return CaseErrors.TooEarly(stage.Id, notBefore);
        var inner = decision.Process.Stages.FirstOrDefault(s => s.Inside == stage.Id && !decision.Case.Stage(s.Id).Status.IsPassed());
        if (inner is not null)
            return CaseErrors.InnerStageOpen(stage.Id, inner.Id);
        if (Signed(stage, at, command).Failed(out var notSigned, out var submission))
            return notSigned;
        var faults = FormRules.Check(stage, submission, decision.Case.Fact);
        if (faults.Length > 0)
            return CaseErrors.FormInvalid(stage.Id, faults);
        if (stage.Effect == StageEffect.Accepts && OnlineCheck.MissingDocuments(decision.Process, decision.Case) is { Length: > 0 } missing)
            return CaseErrors.DocumentsMissing(missing);

        TakeUp(decision, stage, at);
        var entry = Kept(stage, submission, command.Sealed);
        if (stage.OnDefects is { } to && FormRules.HasDefects(stage, command.Submission))
        {
            decision.Raise(new DefectsFound(stage.Id, entry, to));
            if (to != stage.Id)
                GoBack(decision, stage.Id, to);
            return null;
        }

        Finish(decision, stage, entry);
        return null;
    }

    private static Error? Offer(Decision decision, StageDefinition stage, StageState at, OfferForSignature command)
    {
        if (MayWork(decision, stage, at) is { } refused)
            return refused;
        if (stage.Role == Roles.Customer || stage.Signatures.All(s => s.Role != Roles.Customer))
            return CaseErrors.NothingToSign(stage.Id);
        var faults = FormRules.CheckFields(stage, command.Submission, decision.Case.Fact);
        if (faults.Length > 0)
            return CaseErrors.FormInvalid(stage.Id, faults);
        TakeUp(decision, stage, at);
        decision.Raise(new StageOffered(stage.Id, Kept(stage, command.Submission, command.Sealed), command.Document));
        return null;
    }

    /// <summary>Why what was entered at a stage cannot be laid before the customer to be signed; null when it can. To be asked before its document is made.</summary>
    /// <param name="state">The case as it stands.</param>
    /// <param name="process">The process version the case follows.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="submission">What was entered.</param>
    /// <param name="context">Who, why, when.</param>
    public static Error? OfferFault(this Case state, ProcessDefinition process, string stage, Submission submission, OperationContext context) =>
        state.Decide(process, new OfferForSignature(stage, submission, null, NotMadeYet), context).Error;

    private static Error? Sign(Decision decision, StageDefinition stage, StageState at, SignStage command)
    {
        if (!decision.Actor.SpeaksForCustomer)
            return CaseErrors.NotAllowed;
        if (at.Offer is not { } offer)
            return CaseErrors.NotOffered(stage.Id);
        if (offer.Document.File != command.Document)
            return CaseErrors.OfferChanged(stage.Id);
        if (command.Signature.Role != Roles.Customer)
            return CaseErrors.FormInvalid(stage.Id, [FormErrors.SignatureUnknown($"signatures.{command.Signature.Role}")]);
        if (offer.Signatures.Length > 0)
            return CaseErrors.AlreadySigned(stage.Id);
        decision.Raise(new StageSigned(stage.Id, command.Signature, offer.Document.Sha256));
        return null;
    }

    /// <summary>
    /// What is handed in, with the signatures that were given when it was offered. It must then say what was signed; of sealed values, which nobody
    /// can compare here, the clerk vouches for that. Who brings another signature of the customer has had it signed on paper.
    /// </summary>
    private static Result<Submission> Signed(StageDefinition stage, StageState at, CompleteStage command)
    {
        var given = at.Offer?.Signatures.Where(s => command.Submission.Signatures.All(own => own.Role != s.Role)).ToImmutableArray() ?? [];
        if (given.IsEmpty)
            return command.Submission;
        return SameFields(at.Entry!.Fields, Kept(stage, command.Submission, null).Fields)
            ? command.Submission with { Signatures = command.Submission.Signatures.AddRange(given) }
            : CaseErrors.NotWhatWasSigned(stage.Id);
    }

    private static bool SameFields(ImmutableSortedDictionary<string, JsonElement> signed, ImmutableSortedDictionary<string, JsonElement> handedIn) =>
        signed.Count == handedIn.Count && signed.All(f => handedIn.TryGetValue(f.Key, out var value) && JsonElement.DeepEquals(f.Value, value));

    private static Error? Request(Decision decision, StageDefinition stage, StageState at, RequestStage command)
    {
        if (!decision.Actor.SpeaksForCustomer)
            return CaseErrors.NotAllowed;
        if (at.Status != StageStatus.AwaitingRequest)
            return CaseErrors.StageNotAwaitingRequest(stage.Id);
        decision.Raise(new StageRequested(stage.Id, command.Note, command.Files));
        return null;
    }

    /// <summary>The stage is done by somebody of its role, by its assignee (or the deputy) when it has one, and not while it is paused.</summary>
    private static Error? MayWork(Decision decision, StageDefinition stage, StageState at)
    {
        if (!decision.Actor.MayDo(stage))
            return CaseErrors.NotAllowed;
        if (at.Assignee is { } assignee && decision.Actor.Ref.Kind == ActorKind.Staff)
        {
            if (!decision.Actor.StandsFor(assignee))
                return CaseErrors.AssignedToOther(stage.Id);
            decision.ActFor(assignee);
        }

        return at.Pauses.Length > 0 ? CaseErrors.Paused(stage.Id) : null;
    }

    /// <summary>Who works on a stage has it, and has begun.</summary>
    private static void TakeUp(Decision decision, StageDefinition stage, StageState at)
    {
        if (at.Assignee is null && decision.Actor.Ref.Kind == ActorKind.Staff)
            decision.Raise(new StageAssigned(stage.Id, decision.Actor.Ref.Id));
        if (at.Status != StageStatus.Started)
            decision.Raise(new StageStarted(stage.Id));
    }

    /// <summary>What is kept in the clear, in the one spelling that facts are stored in: everything but the personal fields, which are sealed.</summary>
    private static StageEntry Kept(StageDefinition stage, Submission submission, Guid? sealedValues) => new(
        submission.Fields.RemoveRange(PersonalFields.Of(stage)).ToImmutableSortedDictionary(f => f.Key, f => CanonicalJson.Of(f.Value)),
        sealedValues, submission.Files, submission.Signatures);
}

/// <summary>Which fields of a stage say something about a person.</summary>
public static class PersonalFields
{
    /// <summary>Ids of the personal fields; rows with a personal column are personal as a whole.</summary>
    public static ImmutableArray<string> Of(StageDefinition stage) =>
        [.. stage.Fields.Where(f => f.Personal || f.Columns.Any(c => c.Personal)).Select(f => f.Id)];
}
