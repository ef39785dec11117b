using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Cases.Photos;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Supply;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Paper;
using static Tongdian.Server.Modules.Surveys.SurveysTexts;

namespace Tongdian.Server.Modules.Surveys;

/// <summary>
/// Writes the report of a survey in the customer's language: who, what was found, where the line goes, photographs, calculation, scheme, signatures. What
/// is missing or broken leaves its chapter out and says so.
/// </summary>
internal sealed class ComposeReport(
    CaseParties parties, ContractFiles kept, SignOffer signing, CustomerPhotos photos, PhotoSizes sizes, CompanyDirectory directory, ComposeContract contracts, SurveyTableFile tables,
    NoticeSettings settings, CalendarCatalog calendars, Printer printer)
{
    /// <summary>The report as a PDF.</summary>
    public async Task<byte[]> Print(ReportSource source, CancellationToken cancel)
    {
        var document = await Of(source, withPictures: true, source.Access.State.Language, cancel);
        return printer.Print(document);
    }

    /// <summary>The report; without pictures for a page that is to be small.</summary>
    public Task<PaperDocument> Of(ReportSource source, bool withPictures, string language, CancellationToken cancel) =>
        // The language goes along with whatever it waits for.
        Language.In(language, () => Write(source, withPictures, cancel));

    private async Task<PaperDocument> Write(ReportSource source, bool withPictures, CancellationToken cancel)
    {
        var (state, title) = (source.Access.State, Text("report.title"));
        var calculated = Calculated.Of(source.Sheet, tables.Tables);
        var pictures = withPictures ? await Photographs(source, cancel) : [];
        PaperPart[] parts =
        [
            new PaperTitle(title), await Head(source, cancel), new PaperQr($"{settings.Site}/case/{state.Number.Value}", Text("report.qr")) { Side = 64 },
            new PaperHeading(Text("form.title")), .. FormChapter.Of(source),
            new PaperHeading(Text("route.title")), .. RouteChapter.Of(source.Sheet, calculated),
            .. withPictures ? [new PaperHeading(Text("photos.title")), .. PhotoChapter.Of(pictures)] : Array.Empty<PaperPart>(),
            new PaperHeading(Text("calculation.title")), .. CalculationChapter.Of(calculated, tables.Name),
            new PaperHeading(Text("scheme.title")), .. SchemeChapter.Of(source, calculated.Result),
            .. withPictures ? [new PaperHeading(Text("signatures.title")), await Signatures(source, cancel)] : Array.Empty<PaperPart>(),
        ];
        var supplier = contracts.Supplier(Language.Current);
        return new PaperDocument(title, source.At, parts)
        {
            Author = supplier, Header = $"{supplier} · {title}", Footer = $"{state.Number.Value} · {Show.In(source.Stage.Name)}", PageNumber = Text("report.page", "{0}", "{1}"),
        };
    }

    private async Task<PaperPart> Head(ReportSource source, CancellationToken cancel)
    {
        var (state, staff) = (source.Access.State, (await directory.Get(cancel)).Staff);
        var party = (await parties.Read(state.Customer, cancel))?.Masked();
        var surveyor = (source.Surveyor ?? state.Stage(source.Stage.Id).Assignee) is { } id && staff.TryGetValue(id, out var who) ? Text("head.person", who.Name, who.WorkNumber) : Text("head.nobody");
        return new PaperValues(
        [
            new(Text("head.number"), state.Number.Value), new(Text("head.process"), Show.In(source.Access.Process.Name)), new(Text("head.customer"), party?.Organisation ?? party?.Name ?? Text("head.erased")),
            new(Text("head.address"), party?.Address ?? Text("head.erased")), new(Text("head.surveyor"), surveyor), new(Text($"head.at.{source.State}"), Instant(source, source.At)),
        ]);
    }

    private string Instant(ReportSource source, DateTimeOffset at) => ContractPaper.Instant(calendars.Get(source.Access.State.Calendar).Local(at));

    private async Task<IReadOnlyList<ReportPhoto>> Photographs(ReportSource source, CancellationToken cancel)
    {
        var taken = source.Entry.Files.Where(f => f.MediaType.StartsWith("image/", StringComparison.Ordinal)).ToList();
        var widths = await sizes.Of([.. taken.Select(f => f.File)], cancel);
        var found = new List<ReportPhoto>();
        foreach (var file in taken)
        {
            var kind = source.Stage.Files.FirstOrDefault(k => k.Kind == file.Kind);
            if (kind is { Personal: true })
                continue;
            var mark = source.Sheet?.Marks?.FirstOrDefault(m => m?.File == file.File);
            byte[]? bytes = null;
            // What is withheld or masked for the customer is so on paper too.
            if (await photos.Instead(source.Access, file.File, cancel) is { } seen && !(await kept.Look(source.Access.State.Id.Value, seen, cancel)).Failed(out _, out var picture))
                bytes = printer.DrawOver(picture, widths.GetValueOrDefault(file.File), longest => PhotoMarks.Of(mark, longest, tables.Tables));
            found.Add(new ReportPhoto(kind is null ? file.Kind : Show.In(kind.Label), PhotoMarks.Words(mark, tables.Tables), bytes));
        }

        return found;
    }

    private async Task<PaperPart> Signatures(ReportSource source, CancellationToken cancel)
    {
        var staff = (await directory.Get(cancel)).Staff;
        var boxes = new List<PaperBox>();
        foreach (var wanted in source.Stage.Signatures)
        {
            var heading = Show.In(wanted.Label);
            if (source.Entry.Signatures.FirstOrDefault(s => s.Role == wanted.Role) is not { } given)
            {
                boxes.Add(new PaperBox(heading, [Text("signatures.missing")]));
                continue;
            }

            var at = wanted.Role == Roles.Customer ? source.SignedAt ?? source.At : source.At;
            if ((await signing.Printed(source.Access, given.File, at, Language.Current, cancel)).Failed(out _, out var signature))
            {
                boxes.Add(new PaperBox(heading, [Text("signatures.unreadable")]));
                continue;
            }

            var picture = signature.Picture is { } drawn ? printer.DrawOver(drawn, 0, _ => []) : null;
            string[] name = wanted.Role != Roles.Customer && source.Surveyor is { } id && staff.TryGetValue(id, out var who) ? [Text("head.person", who.Name, who.WorkNumber)] : [];
            boxes.Add(new PaperBox(heading, [.. name, .. signature.Lines, .. picture is null && signature.Typed is null ? [Text("signatures.unreadable")] : Array.Empty<string>()])
            {
                Picture = picture, Word = signature.Typed,
            });
        }

        return boxes.Count == 0 ? new PaperParagraph(Text("signatures.none")) : new PaperBoxes(boxes);
    }
}
