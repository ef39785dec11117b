using System.Collections.Immutable;
using System.Text.Json;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Forms;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Platform.Paper;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Supply;

/// <summary>The clerk lays the contract before the customer: written from the case and what was entered, numbered, kept as a PDF.</summary>
public sealed class OfferContract(
    ComposeContract compose, ContractNumbers numbers, ContractFiles kept, StageFiles files, CalendarCatalog calendars, Printer printer)
{
    /// <summary>What was entered at the stage; without a number it gets one.</summary>
    public sealed record Request(IReadOnlyDictionary<string, JsonElement>? Fields);

    /// <summary>Offers it.</summary>
    public CaseUse Offer(Request request) => async access =>
    {
        if (ContractStage.Of(access).Failed(out var unknown, out var stage))
            return unknown;
        if (!access.Actor.MayDo(stage))
            return CaseErrors.NotAllowed;
        var entered = (request.Fields ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal)).ToImmutableSortedDictionary(StringComparer.Ordinal);
        // Nothing is printed, and no number spent, on what cannot be offered.
        if (access.State.OfferFault(access.Process, stage.Id, Submission.Empty with { Fields = entered }, access.Context(null)) is { } fault)
            return fault;
        if ((await Numbered(access, entered)).Failed(out var taken, out var numbered))
            return taken;
        if ((await compose.Of(access, numbered.Fields, access.Now, whole: true, CancellationToken.None)).Failed(out var notWritten, out var view))
            return notWritten;
        var pdf = printer.Print(ContractPaper.Of(view, stage, [], compose.Supplier(view.Texts[0].Language), access.Now));
        if ((await kept.Keep(pdf, access.Staff?.Id ?? StoredFile.Anonymous, CancellationToken.None)).Failed(out var notKept, out var file))
            return notKept;
        if ((await files.Take(access, [new HandIn.FileRef(ContractStage.Offered, file.Id)], [], CancellationToken.None)).Failed(out var refused, out var mine))
            return refused;
        var submission = Submission.Empty with { Fields = numbered.Fields };
        var sealing = mine.Key is { } key ? CaseParties.SealEntry(key, stage, submission, access.Now) : null;
        return new CaseWork(new OfferForSignature(stage.Id, submission, sealing?.Id, mine.Files[0]))
        {
            With = [.. mine.Rows, .. numbered.Rows, .. sealing is var (_, rows) ? [rows] : Array.Empty<Action<WriteBatch>>()],
        };
    };

    private async Task<Result<Numbering>> Numbered(CaseAccess access, ImmutableSortedDictionary<string, JsonElement> entered)
    {
        var (id, none) = (access.State.Id.Value, CancellationToken.None);
        var given = entered.TryGetValue(ContractStage.Number, out var text) ? text.GetString() : Earlier(access);
        if (given is { Length: > 0 })
        {
            return (await numbers.Take(given, id, none)).Failed(out var taken, out var rows)
                ? taken
                : new Numbering(entered.SetItem(ContractStage.Number, Json(given)), rows);
        }

        var (number, row) = await numbers.New(id, calendars.Get(access.State.Calendar).DateOf(access.Now), none);
        return new Numbering(entered.SetItem(ContractStage.Number, Json(number)), [row]);
    }

    // Offered anew it keeps the number it had.
    private static string? Earlier(CaseAccess access) =>
        access.State.Stage(ContractStage.Id).Entry is { } entry && entry.Fields.TryGetValue(ContractStage.Number, out var number) ? number.GetString() : null;

    private static JsonElement Json(string text) => JsonSerializer.SerializeToElement(text);

    private sealed record Numbering(ImmutableSortedDictionary<string, JsonElement> Fields, Action<WriteBatch>[] Rows);
}
