using Tongdian.Domain.Parties;
using Tongdian.Server.Platform.Paper;
using static Tongdian.Server.Modules.Supply.SupplyTexts;

namespace Tongdian.Server.Modules.Supply.Schemes;

/// <summary>A version of a scheme on paper, in the language it is written in.</summary>
internal static class SchemePaper
{
    /// <summary>The document. The same version always makes the same bytes, whoever asks.</summary>
    /// <param name="view">The version.</param>
    /// <param name="party">Whom it is for, masked; null when they were erased.</param>
    /// <param name="drawings">Those that are pictures.</param>
    /// <param name="supplier">Who makes it.</param>
    /// <param name="address">Where the customer finds the case.</param>
    /// <param name="local">An instant on the company's clock.</param>
    public static PaperDocument Of(
        SchemeView view, PartyDetails? party, IReadOnlyList<byte[]> drawings, string supplier, string address, Func<DateTimeOffset, DateTimeOffset> local)
    {
        string Say(string key, params object[] values) => On(view.Language, key, values);
        string When(DateTimeOffset at) => ContractPaper.Instant(local(at));
        var parts = new List<PaperPart> { new PaperTitle(Say("scheme.title")), Head(), new PaperHeading(Say("scheme.get")), Values(view.Parts) };
        parts.Add(new PaperHeading(Say("scheme.cost")));
        if (view.Costs is { } costs)
        {
            parts.Add(new PaperRows([.. costs.Heads.Select((h, i) => new PaperColumn(h, i == 0 ? 3 : 1.4f) { Align = i < 2 ? PaperAlign.Left : PaperAlign.Right })], costs.Rows));
            parts.Add(new PaperParagraph(Say("scheme.total", costs.Total)) { Align = PaperAlign.Right });
        }
        else
        {
            parts.Add(new PaperParagraph(Say("scheme.free", view.Free ?? "")));
        }

        if (view.Note is { } note)
            parts.AddRange([new PaperHeading(Say("scheme.note")), new PaperParagraph(note)]);
        if (view.Version > 1)
            parts.AddRange([new PaperHeading(Say("scheme.changed", view.Version - 1)), Changes()]);
        if (view.Drawings.Count > drawings.Count)
            parts.AddRange([new PaperHeading(Say("scheme.drawing")), new PaperParagraph(Say("scheme.drawing-apart", view.Drawings.Count - drawings.Count))]);
        parts.Add(new PaperQr(address, Say("scheme.qr")));
        parts.AddRange(drawings.Select((d, i) => new PaperBoxes([new PaperBox(Say("scheme.drawing-nth", i + 1), []) { Picture = d }]) { PictureHeight = 300 }));
        return new PaperDocument(Say("scheme.title"), view.At, parts)
        {
            Author = supplier, Header = $"{supplier} · {Say("scheme.title")}", Footer = Say("scheme.footer", view.Number, view.Version), PageNumber = Say("paper.page", "{0}", "{1}"),
        };

        PaperValues Head() => new([.. new (string Label, string? Value)[]
        {
            (Say("scheme.case"), view.Number), (Say("scheme.version"), Say("scheme.nth", view.Version)), (Say("scheme.made"), When(view.At)),
            (Say("scheme.customer"), party?.Organisation ?? party?.Name), (Say("scheme.address"), party?.Address),
            (Say("scheme.answer-by"), view.AnswerBy is { } by ? When(by) : null),
            (Say("scheme.call"), view.Call.Name is { } name ? $"{name} {view.Call.Phone}" : view.Call.Phone),
        }.Where(v => v.Value is not null).Select(v => new PaperValue(v.Label, v.Value!))]);

        PaperPart Changes() => view.Changes.Count == 0 ? new PaperParagraph(Say("scheme.unchanged"))
            : new PaperValues([.. view.Changes.Select(c => new PaperValue(c.Label, c is { Before: null, After: null } ? Say("scheme.file-new") : Say("scheme.was-is", c.Before ?? Say("scheme.nothing"), c.After ?? Say("scheme.nothing"))))]);
    }

    private static PaperValues Values(IEnumerable<SchemePart> parts) => new([.. parts.Select(p => new PaperValue(p.Label, p.Words))]);
}
