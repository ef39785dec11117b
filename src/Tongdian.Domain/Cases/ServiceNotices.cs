using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Cases;

/// <summary>A service notice that the customer signed at the end of a visit.</summary>
/// <param name="Occurrence">The how-manieth time the stage was entered.</param>
/// <param name="At">When it was signed.</param>
/// <param name="Signature">The signature.</param>
/// <param name="Document">The notice that was read, without a signature; its hash says what was signed.</param>
/// <param name="Copy">The same with the signature below, for the customer.</param>
public sealed record SignedNotice(int Occurrence, DateTimeOffset At, SignatureLink Signature, FileLink Document, FileLink Copy);

/// <summary>Signing the service notice of a visit.</summary>
public static partial class CaseDecisions
{
    /// <summary>For so long after a visit its notice can be signed.</summary>
    public static readonly TimeSpan NoticeSignedWithin = TimeSpan.FromDays(1);

    /// <summary>Why the notice of a stage cannot be signed; null when it can.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="at">Where it is.</param>
    /// <param name="now">When somebody wants to sign.</param>
    public static Error? NoticeFault(StageDefinition stage, StageState at, DateTimeOffset now)
    {
        if (!stage.IsVisit)
            return CaseErrors.NoVisit(stage.Id);
        if (at.SignedNotice is not null)
            return CaseErrors.AlreadySigned(stage.Id);
        return at.Status is StageStatus.Open or StageStatus.Started || (at.Status == StageStatus.Completed && now - at.FinishedAt <= NoticeSignedWithin)
            ? null
            : CaseErrors.NoticeNotOpen(stage.Id);
    }

    private static Error? SignNotice(Decision decision, StageDefinition stage, StageState at, SignServiceNotice command)
    {
        // The crew hands over its device; whoever signs is the customer.
        if (!decision.Actor.SpeaksForCustomer && !decision.Actor.MayDo(stage))
            return CaseErrors.NotAllowed;
        if (NoticeFault(stage, at, decision.Context.Now) is { } fault)
            return fault;
        if (command.Signature.Role != Roles.Customer)
            return CaseErrors.FormInvalid(stage.Id, [FormErrors.SignatureUnknown($"signatures.{command.Signature.Role}")]);
        decision.Raise(new ServiceNoticeSigned(stage.Id, at.Occurrence, command.Signature, command.Document, command.Copy));
        return null;
    }
}
