using Tongdian.Domain.Cases;
using Tongdian.Server.Platform.Paper;
using static Tongdian.Server.Modules.Visits.VisitsTexts;

namespace Tongdian.Server.Modules.Visits;

/// <summary>The customer's signature, as it stands on the paper.</summary>
/// <param name="Picture">What was drawn; null when the name was typed.</param>
/// <param name="Typed">The name that was typed.</param>
/// <param name="Lines">When, and how it was confirmed.</param>
internal sealed record NoticeSignature(byte[]? Picture, string? Typed, IReadOnlyList<string> Lines);

/// <summary>A service notice on one page.</summary>
internal static class NoticePaper
{
    /// <summary>The document, in the language of the notice; without a signature its box is empty.</summary>
    public static PaperDocument Of(ServiceNotice notice, Case state, string site, NoticeSignature? signature)
    {
        var title = Text("notice.title");
        List<PaperValue> facts =
        [
            new(Text("notice.case"), $"{notice.Number} · {notice.Process}"), new(Text("notice.content"), $"{notice.StageName}{Text("notice.colon")}{notice.Content}"),
            new(Text("notice.time"), string.Join(Text("notice.comma"), new[] { notice.Time ?? Text("notice.time-open"), notice.Duration is { } takes ? Text("notice.takes", takes) : null }.OfType<string>())),
            new(Text("notice.crew"), Crew(notice)),
            new(Text("notice.way"), string.Join(" → ", notice.Way.Select(Step))),
        ];
        if (notice.Prepare.Count > 0)
            facts.Add(new(Text("notice.prepare"), Numbered(notice.Prepare)));
        if (notice.Standard.Count > 0)
            facts.Add(new(Text("notice.standard"), Numbered(notice.Standard)));
        facts.Add(new(Text("notice.complain"), Text("notice.complain-to", notice.Telephone)));
        return new PaperDocument(title, state.Stage(notice.Stage).EnteredAt ?? state.SubmittedAt,
        [
            new PaperTitle(title), new PaperValues(facts), new PaperParagraph(Text("notice.declare")),
            new PaperBoxes([new PaperBox(Text("notice.customer"), signature?.Lines ?? [Text("notice.unsigned")]) { Picture = signature?.Picture, Word = signature?.Typed }]),
            new PaperQr($"{site}/case/{notice.Number}", Text("notice.qr")) { Side = 72 },
        ])
        {
            Author = notice.Company ?? "", Header = notice.Company is { } name ? $"{name} · {title}" : title, Footer = $"{notice.Number} · {notice.StageName}",
        };
    }

    /// <summary>Who comes, in words.</summary>
    public static string Crew(ServiceNotice notice)
    {
        var people = notice.Crew.Count == 0 ? Text("notice.crew-open") : string.Join(Text("notice.comma"), notice.Crew.Select(p => Text("notice.person", p.Name, p.WorkNumber) + (p.Phone is { } phone ? " " + phone : "")));
        return notice.Members is { } members ? people + Text("notice.members", members) : people;
    }

    private static string Step(ServiceNotice.Step step) => step.State switch
    {
        StageStatus.Completed => Text("notice.step-done", step.Name), StageStatus.Pending => step.Name, _ => Text("notice.step-now", step.Name),
    };

    private static string Numbered(IReadOnlyList<string> lines) => string.Join('\n', lines.Select((line, n) => $"{n + 1}. {line}"));
}
