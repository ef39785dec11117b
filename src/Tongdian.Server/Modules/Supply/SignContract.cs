using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Parties;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Paper;
using Tongdian.Server.Platform.Storage;
using static Tongdian.Server.Modules.Supply.SupplyTexts;

namespace Tongdian.Server.Modules.Supply;

/// <summary>The customer signs the contract: with the finger, or by typing the name and confirming it with a code sent to the telephone on file.</summary>
public sealed class SignContract(
    CaseParties parties, StageFiles files, ContractFiles kept, OneTimeCodes codes, CalendarCatalog calendars, Printer printer, IEnumerable<CodeSender> senders)
{
    /// <summary>How it is signed.</summary>
    /// <param name="Document">The file that was read.</param>
    /// <param name="Read">The customer says that it was read and agrees.</param>
    /// <param name="File">A picture of the signature, uploaded before.</param>
    /// <param name="TypedName">Or the name.</param>
    /// <param name="Code">With the name: the code.</param>
    public sealed record Request(Guid Document, bool Read, Guid? File, string? TypedName, string? Code);

    private readonly CodeSender? sender = senders.LastOrDefault();

    /// <summary>Whether a name can be typed: only where a code can be sent.</summary>
    public bool CanType => sender is not null;

    /// <summary>Sends a code to the telephone on file.</summary>
    /// <returns>The telephone, masked.</returns>
    public async Task<Result<string>> SendCode(CaseAccess access, CancellationToken cancel)
    {
        if (sender is null)
            return SupplyErrors.CannotSend;
        if (!access.Actor.SpeaksForCustomer)
            return CaseErrors.NotAllowed;
        if (access.State.Stage(ContractStage.Id).Offer is not { } offer)
            return CaseErrors.NotOffered(ContractStage.Id);
        if (offer.Signatures.Length > 0)
            return CaseErrors.AlreadySigned(ContractStage.Id);
        if (await parties.Read(access.State.Customer, cancel) is not { } party)
            return new Error(ErrorKind.NotFound, "person.erased");
        if ((await codes.Make(access.State.Id.Value, ContractStage.CodePurpose, cancel)).Failed(out var refused, out var code))
            return refused;
        await sender.Send(access.State, code, cancel);
        return Masking.Phone(party.Phone);
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
        if (await parties.Read(access.State.Customer, CancellationToken.None) is not { } party || await parties.Key(access.State, CancellationToken.None) is not { } key)
            return new Error(ErrorKind.NotFound, "person.erased");
        if (PersonName.Parse(request.TypedName).Failed(out _, out var name) || name.Normalised != PersonName.Parse(party.Name).Value.Normalised)
            return SupplyErrors.OtherName;
        if ((await codes.Check(access.State.Id.Value, ContractStage.CodePurpose, request.Code, CancellationToken.None)).Failed(out var wrongCode, out var useUp))
            return wrongCode;
        var typed = new TypedSignature(name.Value, Masking.Phone(party.Phone), access.Now);
        var stamp = printer.Stamp(typed.Name, Lines(access, typed));
        if ((await kept.Keep(stamp, access.Staff?.Id ?? StoredFile.Anonymous, CancellationToken.None)).Failed(out var notKept, out var file))
            return notKept;
        return await Sign(
            access, request.Document, file.Id, [useUp, CaseParties.Seal(key, file.Id, TypedSignature.Purpose, typed.ToJson(), access.Now)]);
    };

    /// <summary>The signature under the contract, as it is printed.</summary>
    internal async Task<Result<ContractSignature>> Printed(CaseAccess access, Guid file, DateTimeOffset at, CancellationToken cancel)
    {
        if (await parties.Unseal(access.State, file, cancel) is { } json)
        {
            var typed = TypedSignature.FromJson(json);
            return new ContractSignature(Roles.Customer, null, typed.Name, Lines(access, typed));
        }

        return (await kept.Read(access.State.Id.Value, file, cancel)).Failed(out var gone, out var picture)
            ? gone
            : new ContractSignature(Roles.Customer, picture, null, [On(Language.Chinese, "paper.signed-at", Local(access, at))]);
    }

    private async Task<Result<CaseWork>> Sign(CaseAccess access, Guid document, Guid picture, Action<WriteBatch>[] rows)
    {
        if ((await files.Take(access, [], [new HandIn.SignatureRef(Roles.Customer, picture)], CancellationToken.None)).Failed(out var refused, out var taken))
            return refused;
        return new CaseWork(new SignStage(ContractStage.Id, document, taken.Signatures[0])) { With = [.. taken.Rows, .. rows] };
    }

    private string[] Lines(CaseAccess access, TypedSignature typed) =>
    [
        On(Language.Chinese, "paper.by-code"), On(Language.Chinese, "paper.phone", typed.Phone), On(Language.Chinese, "paper.signed-at", Local(access, typed.At)),
    ];

    private string Local(CaseAccess access, DateTimeOffset at) => ContractPaper.Instant(calendars.Get(access.State.Calendar).Local(at));
}
