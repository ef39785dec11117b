using System.Collections.Immutable;
using System.Text.Json;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Tests.Forms;

/// <summary>Forms of one stage called <c>works</c>, and what is handed in for them.</summary>
internal static class TestForm
{
    public static readonly LocalizedText Label = new("字段", "Field");

    public static FieldDefinition Field(FieldType type, string id = "f") => new()
    {
        Id = id,
        Type = type,
        Label = Label,
        Options = type is FieldType.Choice or FieldType.Choices or FieldType.Checklist ? [new("a", Label), new("b", Label)] : [],
        Columns = type is FieldType.Rows
            ? [Field(FieldType.Text, "name") with { Required = true }, Field(FieldType.Number, "quantity") with { Min = 0 }]
            : [],
    };

    public static StageDefinition Stage(params FieldDefinition[] fields) => new()
    {
        Id = "works",
        Name = Label,
        Role = Roles.ConstructionCrew,
        Department = Departments.OperationAndMaintenance,
        After = [],
        When = [],
        Time = TimeOwner.Utility,
        Fields = [.. fields],
        Files = [],
        Signatures = [],
    };

    /// <summary>A submission with the members of a JSON object as fields.</summary>
    public static Submission Fields(string json) => Submission.Empty with
    {
        Fields = JsonElement.Parse(json).EnumerateObject().ToImmutableSortedDictionary(m => m.Name, m => m.Value),
    };

    /// <summary>The errors as <c>path code name=value</c>.</summary>
    public static IEnumerable<string> Errors(StageDefinition stage, Submission submission, Func<string, JsonElement?>? facts = null) =>
        Show(FormRules.Check(stage, submission, facts ?? (_ => null)));

    public static IEnumerable<string> Show(IEnumerable<FieldError> errors) =>
        errors.Select(e => string.Join(' ', [e.Field, e.Code, .. e.Values.Select(v => $"{v.Key}={v.Value}")]));
}
