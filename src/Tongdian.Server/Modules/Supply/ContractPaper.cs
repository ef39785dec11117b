using System.Globalization;
using Tongdian.Domain.Processes;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Paper;
using static Tongdian.Server.Modules.Supply.SupplyTexts;

namespace Tongdian.Server.Modules.Supply;

/// <summary>Somebody's signature under a contract.</summary>
/// <param name="Role">Who signs.</param>
/// <param name="Picture">What was drawn; null when the name was typed.</param>
/// <param name="Typed">The name that was typed.</param>
/// <param name="Lines">When, and how it was confirmed.</param>
internal sealed record ContractSignature(string Role, byte[]? Picture, string? Typed, IReadOnlyList<string> Lines);

/// <summary>A contract on paper.</summary>
internal static class ContractPaper
{
    /// <summary>The document; where somebody has not signed yet the box is empty.</summary>
    public static PaperDocument Of(ContractView view, StageDefinition stage, IReadOnlyList<ContractSignature> signatures, string supplier, DateTimeOffset madeAt)
    {
        var parts = new List<PaperPart>();
        foreach (var text in view.Texts)
        {
            if (parts.Count > 0)
                parts.Add(new PaperPageBreak());
            parts.Add(new PaperTitle(text.Title));
            foreach (var section in text.Sections)
            {
                if (section.Heading is { } heading)
                    parts.Add(new PaperHeading(heading));
                parts.AddRange(section.Parts.Select(Part));
            }
        }

        parts.Add(new PaperBoxes([.. stage.Signatures.Select(s => Box(s.Label.In(Language.Chinese), signatures.FirstOrDefault(g => g.Role == s.Role)))]));
        return new PaperDocument(view.Texts[0].Title, madeAt, parts)
        {
            Author = supplier, Header = $"{supplier} · {view.Texts[0].Title}", Footer = On(Language.Chinese, "paper.footer", view.Number, view.CaseNumber),
            PageNumber = On(Language.Chinese, "paper.page", "{0}", "{1}"),
        };
    }

    /// <summary>An instant as it stands under a signature, by the calendar's clock.</summary>
    public static string Instant(DateTimeOffset local) => local.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static PaperPart Part(ContractPart part) => part.Values is { } values
        ? new PaperValues([.. values.Select(v => new PaperValue(v.Label, v.Value))])
        : new PaperParagraph(part.Paragraph ?? "");

    private static PaperBox Box(string heading, ContractSignature? signature) =>
        new(heading, signature?.Lines ?? [On(Language.Chinese, "paper.unsigned")]) { Picture = signature?.Picture, Word = signature?.Typed };
}
