using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Cases;

/// <summary>
/// The one door to a change of a case: a command is granted (facts and the case after them) or refused (an <see cref="Error"/> of
/// <see cref="CaseErrors"/>). Pure: the same case, command and context always give the same answer.
/// </summary>
public static partial class CaseDecisions
{
    /// <summary>Decides about a command on an existing case.</summary>
    /// <param name="state">The case as it stands.</param>
    /// <param name="process">The process version the case follows.</param>
    /// <param name="command">What is wanted.</param>
    /// <param name="context">Who, why, when.</param>
    /// <exception cref="ArgumentException"><paramref name="process"/> is not the case's.</exception>
    public static Result<CaseChange> Decide(this Case state, ProcessDefinition process, CaseCommand command, OperationContext context)
    {
        if (process.Key != state.Process)
            throw new ArgumentException($"The case follows {state.Process}, not {process.Key}", nameof(process));
        var decision = new Decision(state, process, context);
        var refused = command switch
        {
            StageCommand c => OnStage(decision, c),
            AmendCase c => Amend(decision, c),
            AddDocument c => Add(decision, c),
            WithdrawCase => Withdraw(decision),
            RejectCase => Reject(decision),
            MergeInto c => Merge(decision, c),
            TakeDuplicate c => Take(decision, c),
            ReassignProcess c => Reassign(decision, c),
            MoveToVersion c => Move(decision, c),
            NameTeam c => Name(decision, c),
            NameOwner c => Hand(decision, c),
            TellLateness c => Tell(decision, c),
            CorrectBreach c => Correct(decision, c),
            TakeAnnouncedYears c => TakeYears(decision, c),
            _ => throw new ArgumentException($"Not a command on an existing case: {command.GetType().Name}", nameof(command)),
        };
        return refused is { } error ? error : decision.Granted();
    }

    private static Error? OnStage(Decision decision, StageCommand command)
    {
        var state = decision.Case;
        if (decision.Process.Stage(command.Stage) is not { } stage)
            return CaseErrors.UnknownStage(command.Stage);
        if (!state.Status.IsRunning() && !(state.Status == CaseStatus.Archived && (stage.AfterArchive || command is SignServiceNotice)))
            return CaseErrors.NotInThisState(state.Status);
        var at = state.Stage(stage.Id);
        if (command is DecidePause decided)
            return DecidePause(decision, stage, at, decided);
        if (command is RecordPause recorded)
            return RecordPause(decision, stage, at, recorded);
        if (command is SignServiceNotice notice)
            return SignNotice(decision, stage, at, notice);
        if (!at.Status.IsOpen())
            return CaseErrors.StageNotOpen(stage.Id, at.Status);
        if (command is RequestStage request)
            return Request(decision, stage, at, request);
        if (at.Status == StageStatus.AwaitingRequest && command is not (AssignStage or ClaimStage or ReleaseStage))
            return CaseErrors.StageAwaitsRequest(stage.Id);
        return command switch
        {
            AssignStage c => Assign(decision, stage, c),
            ClaimStage => Claim(decision, stage, at),
            ReleaseStage => Release(decision, stage, at),
            StartStage => Start(decision, stage, at),
            SaveDraft c => Draft(decision, stage, at, c),
            OfferForSignature c => Offer(decision, stage, at, c),
            SignStage c => Sign(decision, stage, at, c),
            CompleteStage c => Complete(decision, stage, at, c),
            SendBack c => SendBack(decision, stage, at, c),
            PauseStage c => Pause(decision, stage, at, c),
            ResumeStage c => Resume(decision, stage, at, c),
            AskForTime c => Ask(decision, stage, at, c),
            AgreeTime c => Answer(decision, stage, at, c),
            BookVisit c => Book(decision, stage, at, c),
            SetOut => Leave(decision, stage, at),
            CheckIn c => Arrive(decision, stage, at, c),
            _ => throw new ArgumentException($"Unknown stage command {command.GetType().Name}", nameof(command)),
        };
    }
}
