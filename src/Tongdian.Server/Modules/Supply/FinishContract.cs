using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Paper;
using static Tongdian.Server.Modules.Supply.SupplyTexts;

namespace Tongdian.Server.Modules.Supply;

/// <summary>The clerk signs for the supplier what the customer has signed, and the stage is done: the contract is kept with both signatures.</summary>
public sealed class FinishContract(
    ComposeContract compose, SignOffer signing, ContractFiles kept, StageFiles files, CalendarCatalog calendars, Printer printer)
{
    /// <summary>How the clerk signs.</summary>
    /// <param name="File">A picture of the signature, uploaded before; without one the name of who is signed in stands for it.</param>
    public sealed record Request(Guid? File);

    /// <summary>Finishes the stage.</summary>
    public CaseUse Finish(Request request) => async access =>
    {
        var none = CancellationToken.None;
        if (ContractStage.Of(access).Failed(out var unknown, out var stage))
            return unknown;
        if (!access.Actor.MayDo(stage) || access.Staff is not { } clerk)
            return CaseErrors.NotAllowed;
        var at = access.State.Stage(stage.Id);
        if (at is not { Offer: { } offer, Entry: { } entry })
            return CaseErrors.NotOffered(stage.Id);
        if (offer.Signatures is not [var customer, ..])
            return CaseErrors.FormInvalid(stage.Id, [new FieldError($"signatures.{Roles.Customer}", "signature.missing")]);
        if ((await signing.Printed(access, customer.File, offer.SignedAt ?? access.Now, Language.Chinese, none)).Failed(out var gone, out var theirs))
            return gone;

        var lines = Lines(access, clerk.WorkNumber, typed: request.File is null);
        var own = request.File;
        byte[]? drawn = null;
        if (own is null)
        {
            if ((await kept.Keep(printer.Stamp(clerk.Name, lines), clerk.Id, none)).Failed(out var notStamped, out var stamp))
                return notStamped;
            own = stamp.Id;
        }
        else if ((await kept.Read(access.State.Id.Value, own.Value, none)).Failed(out var unread, out drawn))
        {
            return unread;
        }

        if ((await compose.Of(access, entry.Fields, offer.Since, whole: true, none)).Failed(out var notWritten, out var view))
            return notWritten;
        var ours = new ContractSignature(stage.Role, drawn, drawn is null ? clerk.Name : null, lines);
        var pdf = printer.Print(ContractPaper.Of(view, stage, [theirs, ours], compose.Supplier(view.Texts[0].Language), access.Now));
        if ((await kept.Keep(pdf, clerk.Id, none)).Failed(out var notKept, out var file))
            return notKept;
        if ((await files.Take(access, [new HandIn.FileRef(ContractStage.File, file.Id)], [new HandIn.SignatureRef(stage.Role, own.Value)], none)).Failed(out var refused, out var taken))
            return refused;
        return new CaseWork(new CompleteStage(stage.Id, new Submission(entry.Fields, taken.Files, taken.Signatures), entry.Sealed)) { With = taken.Rows };
    };

    private string[] Lines(CaseAccess access, string workNumber, bool typed)
    {
        var at = On(Language.Chinese, "paper.signed-at", ContractPaper.Instant(calendars.Get(access.State.Calendar).Local(access.Now)));
        return typed ? [On(Language.Chinese, "paper.by-account", workNumber), at] : [On(Language.Chinese, "paper.work-number", workNumber), at];
    }
}
