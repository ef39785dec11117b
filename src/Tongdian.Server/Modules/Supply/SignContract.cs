using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Supply;

/// <summary>The customer signs the contract: with the finger, or by typing the name and confirming it with a code sent to the telephone on file.</summary>
public sealed class SignContract(CaseParties parties, StageFiles files, ContractFiles kept, CustomerSignature signature)
{
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
    public async Task<Result<string>> SendCode(CaseAccess access, CancellationToken cancel)
    {
        if (!CanType)
            return SupplyErrors.CannotSend;
        if (!access.Actor.SpeaksForCustomer)
            return CaseErrors.NotAllowed;
        if (access.State.Stage(ContractStage.Id).Offer is not { } offer)
            return CaseErrors.NotOffered(ContractStage.Id);
        if (offer.Signatures.Length > 0)
            return CaseErrors.AlreadySigned(ContractStage.Id);
        return await signature.SendCode(access, ContractStage.CodePurpose, cancel);
    }

    /// <summary>Signs it.</summary>
    public CaseUse Sign(Request request) => async access =>
    {
        if (!request.Read)
            return SupplyErrors.NotRead;
        if (request.File is { } picture)
            return await Sign(access, request.Document, picture, []);
        if (string.IsNullOrWhiteSpace(request.TypedName))
            return SupplyErrors.NotSigned;
        // A code is judged only when there is something to sign with it.
        if (access.State.Stage(ContractStage.Id).Offer is null)
            return CaseErrors.NotOffered(ContractStage.Id);
        return (await signature.Type(access, ContractStage.CodePurpose, request.TypedName, request.Code)).Failed(out var wrong, out var typed)
            ? wrong
            : await Sign(access, request.Document, typed.File, typed.Rows);
    };

    /// <summary>The signature under the contract, as it is printed.</summary>
    internal async Task<Result<ContractSignature>> Printed(CaseAccess access, Guid file, DateTimeOffset at, CancellationToken cancel)
    {
        if (await parties.Unseal(access.State, file, cancel) is { } json)
        {
            var typed = TypedSignature.FromJson(json);
            return new ContractSignature(Roles.Customer, null, typed.Name, signature.Lines(access, typed, Language.Chinese));
        }

        return (await kept.Read(access.State.Id.Value, file, cancel)).Failed(out var gone, out var picture)
            ? gone
            : new ContractSignature(Roles.Customer, picture, null, [signature.SignedAt(access, at, Language.Chinese)]);
    }

    private async Task<Result<CaseWork>> Sign(CaseAccess access, Guid document, Guid picture, IReadOnlyList<Action<WriteBatch>> rows)
    {
        if ((await files.Take(access, [], [new HandIn.SignatureRef(Roles.Customer, picture)], CancellationToken.None)).Failed(out var refused, out var taken))
            return refused;
        return new CaseWork(new SignStage(ContractStage.Id, document, taken.Signatures[0])) { With = [.. taken.Rows, .. rows] };
    }
}
