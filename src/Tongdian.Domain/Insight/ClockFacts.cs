using Tongdian.Domain.Cases;

namespace Tongdian.Domain.Insight;

/// <summary>The facts on which limits rest: from them alone, in their order, <see cref="CaseHistory"/> knows what was on time and who was told.</summary>
public static class ClockFacts
{
    /// <summary>Whether a fact is one. The others say who has a stage, what was drafted, who was on the way.</summary>
    public static bool Has(CaseEvent fact) => fact is CaseSubmitted or CaseAmended or CaseAccepted or CaseEnergised or CaseArchived or CaseWithdrawn or CaseRejected or CaseMerged
        or StageEntered or StageSkipped or StageRequested or StageStarted or StageOffered or StageSigned or StageCompleted or DefectsFound or StageSentBack
        or StagePaused or StageResumed or PauseApproved or PauseRefused or PauseRecorded or BreachCorrected or YearsAnnounced
        or TimeAsked or TimeProposed or TimeAgreed or ProcessReassigned or VersionMoved or OwnerChanged or LatenessTold;
}
