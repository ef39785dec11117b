using System.Collections.Immutable;
using Tongdian.Domain;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Resources;
using static Tongdian.Server.Modules.Cases.Desk.DeskTexts;

namespace Tongdian.Server.Modules.Cases.Desk.Form;

/// <summary>Something that is wrong with one input.</summary>
/// <param name="Path">Which: <c>fields.costItems[0].amount</c>, <c>files.meter-photo</c>.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Text">What is wrong.</param>
public sealed record FormFault(string Path, string Label, string Text);

/// <summary>The open form of a stage: what is entered, what must be, what is wrong.</summary>
public sealed class FormState(CaseOnDesk desk, StageDefinition stage, StageInputs inputs, IReadOnlyDictionary<string, string> origins, Action touched)
{
    /// <summary>The case.</summary>
    public CaseOnDesk Desk => desk;

    /// <summary>The stage.</summary>
    public StageDefinition Stage => stage;

    /// <summary>What is entered.</summary>
    public StageInputs Inputs => inputs;

    /// <summary>Fields that must be filled as things stand.</summary>
    public ImmutableHashSet<string> Required { get; private set; } = FormRules.RequiredNow(stage, inputs.Submission(), desk.State.Fact);

    /// <summary>Files that are asked for as things stand.</summary>
    public ImmutableArray<FileRequirement> Wanted { get; private set; } = FormRules.WantedNow(stage, inputs.Submission(), desk.State.Fact);

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<FormFault> Faults { get; private set; } = [];

    /// <summary>What the customer said of parts of what was handed in last, by the names of the parts.</summary>
    public IReadOnlyDictionary<string, string> Remarks { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What the customer said of what this input was.</summary>
    public string? Said(string path) => Remarks.GetValueOrDefault(path.StartsWith("fields.", StringComparison.Ordinal) ? path["fields.".Length..] : path);

    /// <summary>Something was entered.</summary>
    public void Touch()
    {
        var submission = inputs.Submission();
        Required = FormRules.RequiredNow(stage, submission, desk.State.Fact);
        Wanted = FormRules.WantedNow(stage, submission, desk.State.Fact);
        touched();
    }

    /// <summary>Shows what is wrong.</summary>
    public void Show(IEnumerable<FieldError> errors) => Faults = [.. errors.Select(e => new FormFault(e.Field, Label(e.Field), Words(e)))];

    /// <summary>What is wrong with one input.</summary>
    public IEnumerable<string> Of(string path) => Faults.Where(f => f.Path == path).Select(f => f.Text);

    /// <summary>Where a value that stands here from the start comes from, in words; null when it was entered here.</summary>
    public string? Origin(string field) => origins.GetValueOrDefault(field) switch
    {
        null or "entered" => null,
        var from when from.StartsWith("case.", StringComparison.Ordinal) => Text("origin.case"),
        var from when from.StartsWith("customer.", StringComparison.Ordinal) => Text("origin.customer"),
        "survey-report" => Text("origin.survey-report"),
        var from => Text("origin.stage", desk.StageName(from[..from.IndexOf('.', StringComparison.Ordinal)])),
    };

    /// <summary>What the part of the form with this path is called.</summary>
    public string Label(string path)
    {
        var parts = path.Split('.');
        string In(LocalizedText text) => text.In(Language.Current);
        if (parts.Length < 2)
            return path;
        if (parts[0] == "files")
            return stage.Files.FirstOrDefault(f => f.Kind == parts[1]) is { } file ? In(file.Label) : parts[1];
        if (parts[0] == "signatures")
            return stage.Signatures.FirstOrDefault(s => s.Role == parts[1]) is { } signature ? In(signature.Label) : parts[1];
        var (id, row) = parts[1].Split('[', ']') is [var name, var index, ..] ? (name, int.Parse(index, System.Globalization.CultureInfo.InvariantCulture) + 1) : (parts[1], 0);
        if (stage.Fields.FirstOrDefault(f => f.Id == id) is not { } field)
            return path;
        var label = row > 0 ? Text("rows.row", In(field.Label), row) : In(field.Label);
        return parts.Length < 3 ? label
            : $"{label} · {(field.Columns.FirstOrDefault(c => c.Id == parts[2]) is { } column ? In(column.Label) : field.Options.FirstOrDefault(o => o.Id == parts[2]) is { } item ? In(item.Label) : parts[2])}";
    }

    /// <summary>The id of the element that a path stands for.</summary>
    public static string Id(string path) => path.Replace('.', '-').Replace("[", "-", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);

    private static string Words(FieldError error) => error.Code == "field.type" && error.Values.GetValueOrDefault("expected") == "number"
        ? Text("form.not-a-number")
        : ErrorTexts.Line(error.Code, error.Values);
}
