using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Supply;

/// <summary>
/// The customer signs what lies before them at a stage, a contract or a report: with the finger, or by typing the name and confirming it with a code
/// sent to the telephone on file.
/// </summary>
public sealed class SignOffer(CaseParties parties, StageFiles files, ContractFiles kept, CustomerSignature signature)
{
    private const int LongestPurpose = 40;

    /// <summary>How it is signed.</summary>
    /// <param name="Document">The file that was read.</param>
    /// <param name="Read">The customer says that it was read and agrees.</param>
    /// <param name="File">A picture of the signature, uploaded before.</param>
    /// <param name="TypedName">Or the name.</param>
    /// <param name="Code">With the name: the code.</param>
    public sealed record Request(Guid Document, bool Read, Guid? File, string? TypedName, string? Code);

    /// <summary>Whether a name can be typed: only where a code can be sent.</summary>
    public bool CanType => signature.CanType;

    /// <summary>Sends a code to the telephone on file.</summary>
    /// <returns>The telephone, masked.</returns>
    public async Task<Result<string>> SendCode(CaseAccess access, string stage, CancellationToken cancel)
    {
        if (!CanType)
            return SupplyErrors.CannotSend;
        if (!access.Actor.SpeaksForCustomer)
            return CaseErrors.NotAllowed;
        if (access.State.Stage(stage).Offer is not { } offer)
            return CaseErrors.NotOffered(stage);
        if (offer.Signatures.Length > 0)
            return CaseErrors.AlreadySigned(stage);
        return await signature.SendCode(access, Purpose(stage), cancel);
    }

    /// <summary>Signs it.</summary>
    public CaseUse Sign(string stage, Request request) => async access =>
    {
        if (!request.Read)
            return SupplyErrors.NotRead;
        if (request.File is { } picture)
            return await Sign(access, stage, request.Document, picture, []);
        if (string.IsNullOrWhiteSpace(request.TypedName))
            return SupplyErrors.NotSigned;
        // A code is judged only when there is something to sign with it.
        if (access.State.Stage(stage).Offer is null)
            return CaseErrors.NotOffered(stage);
        return (await signature.Type(access, Purpose(stage), request.TypedName, request.Code)).Failed(out var wrong, out var typed)
            ? wrong
            : await Sign(access, stage, request.Document, typed.File, typed.Rows);
    };

    /// <summary>Signs it as a page says: without anything drawn the typed name counts.</summary>
    internal CaseUse Sign(string stage, PageForm form) => async access =>
    {
        if ((await signature.Draw(form)).Failed(out var refused, out var drawn))
            return refused;
        var document = Guid.TryParse(form["document"], out var id) ? id : Guid.Empty;
        return await Sign(stage, new Request(document, form["read"] == "true", drawn.File, form["typedName"], form["code"]))(access);
    };

    /// <summary>The customer's signature, as it is printed.</summary>
    internal async Task<Result<ContractSignature>> Printed(CaseAccess access, Guid file, DateTimeOffset at, string language, CancellationToken cancel)
    {
        if (await parties.Unseal(access.State, file, cancel) is { } json)
        {
            var typed = TypedSignature.FromJson(json);
            return new ContractSignature(Roles.Customer, null, typed.Name, signature.Lines(access, typed, language));
        }

        return (await kept.Read(access.State.Id.Value, file, cancel)).Failed(out var gone, out var picture)
            ? gone
            : new ContractSignature(Roles.Customer, picture, null, [signature.SignedAt(access, at, language)]);
    }

    // One code for each stage, within what a row has room for.
    private static string Purpose(string stage) => stage.Length > LongestPurpose ? stage[..LongestPurpose] : stage;

    private async Task<Result<CaseWork>> Sign(CaseAccess access, string stage, Guid document, Guid picture, IReadOnlyList<Action<WriteBatch>> rows)
    {
        if ((await files.Take(access, [], [new HandIn.SignatureRef(Roles.Customer, picture)], CancellationToken.None)).Failed(out var refused, out var taken))
            return refused;
        return new CaseWork(new SignStage(stage, document, taken.Signatures[0])) { With = [.. taken.Rows, .. rows] };
    }
}
