using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Cases.PlainForms;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Modules.Supply;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Paper;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Visits;

/// <summary>
/// The customer signs the service notice at the end of a visit. The paper that was read is kept as it was, its hash stands in the fact with the
/// signature; a copy with the signature on it is for the customer.
/// </summary>
public sealed class SignNotice(
    ComposeNotice compose, CustomerSignature signature, ContractFiles kept, StageFiles files, NoticeSettings settings, Printer printer)
{
    /// <summary>Kinds of the files that a case keeps.</summary>
    internal const string Read = "service-notice", Copy = "service-notice-signed";

    /// <summary>How it is signed.</summary>
    /// <param name="File">A picture of the signature, uploaded before.</param>
    /// <param name="TypedName">Or the name.</param>
    /// <param name="Code">With the name: the code.</param>
    public sealed record Request(Guid? File, string? TypedName = null, string? Code = null);

    private sealed record Given(Guid File, NoticeSignature Printed, IReadOnlyList<Action<WriteBatch>> Rows);

    /// <summary>Whether a name can be typed.</summary>
    public bool CanType => signature.CanType;

    /// <summary>Sends a code to the telephone on file.</summary>
    /// <returns>The telephone, masked.</returns>
    public async Task<Result<string>> SendCode(CaseAccess access, string stage, CancellationToken cancel) =>
        !access.Actor.SpeaksForCustomer ? CaseErrors.NotAllowed
        : Fault(access, stage) is { } fault ? fault
        : await signature.SendCode(access, Purpose(stage), cancel);

    /// <summary>Signs it.</summary>
    public CaseUse Sign(string stage, Request request) => async access =>
    {
        if (Fault(access, stage) is { } fault)
            return fault;
        if ((await Take(access, stage, request)).Failed(out var refused, out var given))
            return refused;
        var by = access.Staff?.Id ?? StoredFile.Anonymous;
        if ((await Paper(access, stage, null)).Failed(out var unwritten, out var read) || (await Paper(access, stage, given.Printed)).Failed(out unwritten, out var copy))
            return unwritten!;
        if ((await kept.Keep(read, by, CancellationToken.None)).Failed(out var notKept, out var readFile) || (await kept.Keep(copy, by, CancellationToken.None)).Failed(out notKept, out var copyFile))
            return notKept!;
        if ((await files.Take(
                access, [new HandIn.FileRef(Read, readFile.Id), new HandIn.FileRef(Copy, copyFile.Id)], [new HandIn.SignatureRef(Roles.Customer, given.File)],
                CancellationToken.None)).Failed(out var notTaken, out var taken))
            return notTaken;
        return new CaseWork(new SignServiceNotice(stage, taken.Signatures[0], taken.Files[0], taken.Files[1])) { With = [.. taken.Rows, .. given.Rows] };
    };

    /// <summary>Signs it as a page says: without anything drawn the typed name counts.</summary>
    internal CaseUse Sign(string stage, PageForm form) => async access =>
        (await signature.Draw(form)).Failed(out var refused, out var drawn)
            ? refused
            : await Sign(stage, new Request(drawn.File, form["typedName"], form["code"]))(access);

    /// <summary>The notice as a PDF in the customer's language.</summary>
    internal async Task<Result<byte[]>> Paper(CaseAccess access, string stage, NoticeSignature? signed)
    {
        // The language goes along with whatever it waits for.
        var written = await Language.In(access.State.Language, () => compose.Of(access, stage, CancellationToken.None));
        return written.Failed(out var error, out var notice)
            ? error
            : Language.In(access.State.Language, () => printer.Print(NoticePaper.Of(notice, access.State, settings.Site, signed)));
    }

    private static string Purpose(string stage) => stage.Length > 30 ? "notice-" + stage[..30] : "notice-" + stage;

    private static Error? Fault(CaseAccess access, string id) =>
        access.Process.Stage(id) is { } stage ? CaseDecisions.NoticeFault(stage, access.State.Stage(id), access.Now) : CaseErrors.UnknownStage(id);

    private async Task<Result<Given>> Take(CaseAccess access, string stage, Request request)
    {
        var language = access.State.Language.StartsWith(Language.English, StringComparison.Ordinal) ? Language.English : Language.Chinese;
        if (request.File is { } file)
        {
            if ((await kept.Read(access.State.Id.Value, file, CancellationToken.None)).Failed(out var gone, out var picture))
                return gone;
            return DrawnPicture.HasStrokes(picture) switch
            {
                null => SupplyErrors.NoPicture,
                false => SupplyErrors.NoStrokes,
                true => new Given(file, new NoticeSignature(picture, null, [signature.SignedAt(access, access.Now, language)]), []),
            };
        }

        if (string.IsNullOrWhiteSpace(request.TypedName))
            return VisitsErrors.NotSigned;
        return (await signature.Type(access, Purpose(stage), request.TypedName, request.Code)).Failed(out var wrong, out var typed)
            ? wrong
            : new Given(typed.File, new NoticeSignature(null, typed.Signature.Name, signature.Lines(access, typed.Signature, language)), typed.Rows);
    }
}
