using System.Collections.Immutable;
using System.Globalization;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Cases;

/// <summary>Waiting for somebody else: begun, ended, approved, refused, recorded afterwards.</summary>
public static partial class CaseDecisions
{
    private static Error? Pause(Decision decision, StageDefinition stage, StageState at, PauseStage command)
    {
        if (!decision.Actor.Steers && !decision.Actor.MayDo(stage))
            return CaseErrors.NotAllowed;
        if (decision.Process.PauseReasons.FirstOrDefault(r => r.Id == command.PauseReason) is not { } reason)
            return CaseErrors.UnknownPauseReason;
        if (at.Pauses.Any(p => p.Reason == reason.Id))
            return CaseErrors.AlreadyPaused(stage.Id);
        decision.Raise(new StagePaused(stage.Id, reason.Id, reason.Owner, command.Note)
        {
            Number = NextPause(at), Approved = decision.Actor.Steers, By = decision.Actor.Ref.Id, Files = Given(command.Files),
        });
        return null;
    }

    private static Error? Resume(Decision decision, StageDefinition stage, StageState at, ResumeStage command)
    {
        if (!decision.Actor.Steers && !decision.Actor.MayDo(stage))
            return CaseErrors.NotAllowed;
        var ending = at.Pauses.Where(p => command.PauseReason is null || p.Reason == command.PauseReason).ToImmutableArray();
        if (ending.Length == 0)
            return CaseErrors.NotPaused(stage.Id);
        foreach (var pause in ending)
            decision.Raise(new StageResumed(stage.Id, pause.Reason));
        return null;
    }

    /// <summary>Also when the pause, or the stage, is over by now.</summary>
    private static Error? DecidePause(Decision decision, StageDefinition stage, StageState at, DecidePause command)
    {
        if (!decision.Actor.Steers)
            return CaseErrors.NotAllowed;
        if (at.Kept?.FirstOrDefault(p => p.Number == command.Number) is not { } pause)
            return CaseErrors.UnknownPause(stage.Id, command.Number);
        if (pause.Standing is not PauseStanding.Awaiting)
            return CaseErrors.PauseDecided(stage.Id, command.Number);
        if (command.Approved)
        {
            decision.Raise(new PauseApproved(stage.Id, pause.Number, decision.Actor.Ref.Id));
            return null;
        }

        if (string.IsNullOrWhiteSpace(decision.Context.Reason))
            return CaseErrors.ReasonMissing;
        decision.Raise(new PauseRefused(stage.Id, pause.Number, decision.Actor.Ref.Id, decision.Context.Reason));
        return null;
    }

    private static Error? RecordPause(Decision decision, StageDefinition stage, StageState at, RecordPause command)
    {
        if (!decision.Actor.Steers)
            return CaseErrors.NotAllowed;
        if (decision.Process.PauseReasons.FirstOrDefault(r => r.Id == command.PauseReason) is not { } reason)
            return CaseErrors.UnknownPauseReason;
        if (at.EnteredAt is not { } entered)
            return CaseErrors.StageNotOpen(stage.Id, at.Status);
        var now = decision.Case.NotBeforeLast(decision.Context.Now);
        var faults = ImmutableArray.CreateBuilder<FieldError>();
        if (command.From < entered)
            faults.Add(new FieldError("from", "pause.before-the-stage").With("entered", entered.ToString("O", CultureInfo.InvariantCulture)));
        else if (command.From > now)
            faults.Add(new FieldError("from", "pause.in-the-future"));
        if (command.Until <= command.From)
            faults.Add(new FieldError("until", "pause.ends-before-it-begins"));
        else if (command.Until > now)
            faults.Add(new FieldError("until", "pause.in-the-future"));
        if (faults.Count > 0)
            return CaseErrors.PauseDoesNotFit(faults);
        decision.Raise(new PauseRecorded(stage.Id, NextPause(at), reason.Id, reason.Owner, command.Note, command.From, command.Until, Given(command.Files), decision.Actor.Ref.Id));
        return null;
    }

    private static int NextPause(StageState at) => (at.Kept?.Length ?? 0) + 1;

    private static ImmutableArray<Forms.FileLink>? Given(ImmutableArray<Forms.FileLink> files) => files.IsEmpty ? null : files;
}
