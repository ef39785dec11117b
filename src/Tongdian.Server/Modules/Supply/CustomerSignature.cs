using Tongdian.Domain;
using Tongdian.Domain.Parties;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Cases.PlainForms;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Paper;
using Tongdian.Server.Platform.Storage;
using static Tongdian.Server.Modules.Supply.SupplyTexts;

namespace Tongdian.Server.Modules.Supply;

/// <summary>How a customer signs whatever there is to be signed: with the finger, or by typing the name and confirming it with a code sent to the telephone on file.</summary>
public sealed class CustomerSignature(
    CaseParties parties, ContractFiles kept, OneTimeCodes codes, CalendarCatalog calendars, Printer printer, IEnumerable<CodeSender> senders)
{
    private readonly CodeSender? sender = senders.LastOrDefault();

    /// <summary>What was drawn: its picture; null when nothing was.</summary>
    internal sealed record Drawn(Guid? File);

    /// <summary>A name that was typed and confirmed: its picture, and the rows that use up the code and keep how it was confirmed.</summary>
    internal sealed record Typed(Guid File, TypedSignature Signature, IReadOnlyList<Action<WriteBatch>> Rows);

    /// <summary>Whether a name can be typed: only where a code can be sent.</summary>
    public bool CanType => sender is not null;

    /// <summary>Sends a code to the telephone on file; what it is for was looked at before.</summary>
    /// <returns>The telephone, masked.</returns>
    internal async Task<Result<string>> SendCode(CaseAccess access, string purpose, CancellationToken cancel)
    {
        if (sender is null)
            return SupplyErrors.CannotSend;
        if (await parties.Read(access.State.Customer, cancel) is not { } party)
            return new Error(ErrorKind.NotFound, "person.erased");
        if ((await codes.Make(access.State.Id.Value, purpose, cancel)).Failed(out var refused, out var code))
            return refused;
        await sender.Send(access.State, code, cancel);
        return Masking.Phone(party.Phone);
    }

    /// <summary>Keeps what was drawn on a page, which is to be more than a blank field.</summary>
    internal async Task<Result<Drawn>> Draw(PageForm form)
    {
        if (form["signature"] is not { } drawn)
            return new Drawn(null);
        if (DrawnPicture.Read(drawn) is not { } picture)
            return SupplyErrors.NoPicture;
        if (DrawnPicture.HasStrokes(picture) == false)
            return SupplyErrors.NoStrokes;
        return (await kept.Keep(picture, StoredFile.Anonymous, CancellationToken.None)).Failed(out _, out var file) ? SupplyErrors.NoPicture : new Drawn(file.Id);
    }

    /// <summary>Takes a typed name with its code.</summary>
    internal async Task<Result<Typed>> Type(CaseAccess access, string purpose, string? typedName, string? code)
    {
        if (await parties.Read(access.State.Customer, CancellationToken.None) is not { } party || await parties.Key(access.State, CancellationToken.None) is not { } key)
            return new Error(ErrorKind.NotFound, "person.erased");
        if (PersonName.Parse(typedName ?? "").Failed(out _, out var name) || name.Normalised != PersonName.Parse(party.Name).Value.Normalised)
            return SupplyErrors.OtherName;
        if ((await codes.Check(access.State.Id.Value, purpose, code, CancellationToken.None)).Failed(out var wrongCode, out var useUp))
            return wrongCode;
        var typed = new TypedSignature(name.Value, Masking.Phone(party.Phone), access.Now);
        var stamp = printer.Stamp(typed.Name, Lines(access, typed, Language.Chinese));
        if ((await kept.Keep(stamp, access.Staff?.Id ?? StoredFile.Anonymous, CancellationToken.None)).Failed(out var notKept, out var file))
            return notKept;
        return new Typed(file.Id, typed, [useUp, CaseParties.Seal(key, file.Id, TypedSignature.Purpose, typed.ToJson(), access.Now)]);
    }

    /// <summary>How a typed name was confirmed, as it stands below it.</summary>
    internal string[] Lines(CaseAccess access, TypedSignature typed, string language) =>
        [On(language, "paper.by-code"), On(language, "paper.phone", typed.Phone), SignedAt(access, typed.At, language)];

    /// <summary>When it was signed, as it stands below a signature.</summary>
    internal string SignedAt(CaseAccess access, DateTimeOffset at, string language) =>
        On(language, "paper.signed-at", ContractPaper.Instant(calendars.Get(access.State.Calendar).Local(at)));
}
