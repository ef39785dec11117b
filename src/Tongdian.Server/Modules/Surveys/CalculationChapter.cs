using Tongdian.Domain.Survey;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Paper;
using Tongdian.Server.Resources;
using static Tongdian.Server.Modules.Surveys.SurveysTexts;

namespace Tongdian.Server.Modules.Surveys;

/// <summary>The calculation: every figure with its formula, what went in and what came out, and where the numbers are from.</summary>
internal static class CalculationChapter
{
    public static IEnumerable<PaperPart> Of(Calculated calculated, string tables)
    {
        if (!calculated.Given)
            return [new PaperParagraph(Text("calculation.none"))];
        if (calculated.Result is not { } result)
            return Broken(calculated);
        var figures = result.AllFigures().ToList();
        var sources = figures.SelectMany(f => f.Tables).Concat(result.Cost?.Tables ?? []).Concat(result.Nameplate?.Tables ?? []).DistinctBy(t => t.Table).ToList();
        var parts = new List<PaperPart> { new PaperParagraph(Text("calculation.lead", tables)) };
        if (figures.Count > 0)
            parts.Add(new PaperRows(
                [new(Text("calculation.what"), 2.2f), new(Text("calculation.how"), 4.6f), new(Text("calculation.result"), 2.3f), new(Text("calculation.source"), 1.3f)],
                [.. figures.Select((f, n) => new[] { Title(result, f, n), How(f), Amount(f.Result), Marks(f.Tables, sources) })]));
        if (result.AllFindings().OrderByDescending(f => f.Severity).ToList() is { Count: > 0 } findings)
            parts.AddRange([new PaperHeading(Text("findings.title")), new PaperRows(
                [new(Text("findings.weight"), 1), new(Text("findings.what"), 6)], [.. findings.Select(f => new[] { Text($"severity.{f.Severity}"), Show.In(f.Text) })])]);
        if (calculated.Differences.Count > 0)
            parts.AddRange([new PaperHeading(Text("differs.title")), new PaperParagraph(Text("differs.lead")), new PaperRows(
                [new(Text("calculation.what"), 3), new(Text("differs.shown"), 2), new(Text("differs.server"), 2)],
                [.. calculated.Differences.Select(d => new[] { Show.In(d.Figure.Title), $"{d.Shown} {d.Figure.Result.Unit}", Amount(d.Figure.Result) })])]);
        if (sources.Count > 0)
            parts.AddRange([new PaperHeading(Text("sources.title")), new PaperRows(
                [new("", 0.9f), new(Text("sources.source"), 3.6f), new(Text("sources.clause"), 2), new(Text("sources.state"), 4.5f)],
                [.. sources.Select((s, n) => new[] { $"[{n + 1}]", $"{s.Source} {s.Edition}".Trim(), s.Clause, State(s) })])]);
        return parts;
    }

    private static IEnumerable<PaperPart> Broken(Calculated calculated)
    {
        yield return new PaperParagraph(Text("calculation.broken"));
        if (calculated.Broken is not { } error)
            yield break;
        yield return error.Fields.IsEmpty
            ? new PaperParagraph(ErrorTexts.Detail(error.Code, error.Values))
            : new PaperRows([new(Text("calculation.field"), 2), new(Text("calculation.wrong"), 5)], [.. error.Fields.Select(f => new[] { f.Field, ErrorTexts.Line(f.Code, f.Values) })]);
    }

    // The first figures are those of the groups of appliances, in their order.
    private static string Title(SurveyResult result, Figure figure, int nth)
    {
        foreach (var group in result.Load?.Groups ?? [])
        {
            if (nth < group.Figures.Length)
                return Text("calculation.of", Show.In(group.Name), Show.In(figure.Title));
            nth -= group.Figures.Length;
        }

        return Show.In(figure.Title);
    }

    private static string How(Figure figure) => figure.Inputs.Length == 0 ? figure.Formula
        : figure.Formula + "\n" + string.Join(Text("calculation.and"), figure.Inputs.Select(i => $"{i.Symbol} {Show.In(i.Name)} = {Show.Number(i.Value)} {i.Unit}".TrimEnd()));

    private static string Amount(Quantity quantity) => $"{quantity.Symbol} = {Show.Number(quantity.Value)} {quantity.Unit}".TrimEnd();

    private static string Marks(IEnumerable<TableSource> tables, List<TableSource> sources) =>
        string.Concat(tables.Select(t => $"[{sources.FindIndex(s => s.Table == t.Table) + 1}]{(t.Verified ? "" : "*")}"));

    private static string State(TableSource source) => source.Verified ? Text("sources.verified")
        : source.Note is { } note ? Text("sources.unverified") + Text("sources.because") + Show.In(note) : Text("sources.unverified");
}
