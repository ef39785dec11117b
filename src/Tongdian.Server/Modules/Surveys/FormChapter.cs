using Tongdian.Domain.Forms;
using Tongdian.Server.Modules.Cases.Desk;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Paper;
using static Tongdian.Server.Modules.Surveys.SurveysTexts;

namespace Tongdian.Server.Modules.Surveys;

/// <summary>What was found: the values of the form in words, and how each came to be. What is personal stays in the case.</summary>
internal static class FormChapter
{
    public static IEnumerable<PaperPart> Of(ReportSource source)
    {
        var rows = new List<string[]>();
        var personal = 0;
        foreach (var field in source.Stage.Fields)
        {
            if (field.Personal || field.Columns.Any(c => c.Personal))
                personal++;
            else if (source.Entry.Fields.TryGetValue(field.Id, out var value) && ValueWords.Of(field, value) is { Length: > 0 } words)
                rows.Add([Show.In(field.Label), words, Origin(source, field)]);
        }

        yield return rows.Count == 0
            ? new PaperParagraph(Text("form.none"))
            : new PaperRows([new(Text("form.what"), 3), new(Text("form.value"), 4.4f), new(Text("form.origin"), 1.6f)], rows);
        if (personal > 0)
            yield return new PaperParagraph(Text("form.personal", personal)) { Note = true };
    }

    private static string Origin(ReportSource source, FieldDefinition field) =>
        source.Sheet?.Origins?.TryGetValue(field.Id, out var origin) == true ? Text($"origin.{origin}") : Text("origin.unsaid");
}
