using System.Collections.Immutable;
using Tongdian.Domain.Forms;

namespace Tongdian.Server.Platform.Processes;

/// <summary>Reads what a stage asks for: fields, files, signatures.</summary>
internal static class FormReader
{
    private const int FilesUnlessSaid = 10;

    public static FieldDefinition Field(YamlMap map) => new()
    {
        Id = map.Text("id"),
        Type = map.Required("type", ProcessWords.FieldTypes),
        Label = map.Localized("label"),
        Help = map.LocalizedOrNull("help"),
        Unit = map.TextOrNull("unit"),
        Min = map.NumberOrNull("min"),
        Max = map.NumberOrNull("max"),
        Pattern = map.TextOrNull("pattern"),
        Required = map.Flag("required"),
        RequiredWhen = ProcessFile.Conditions(map, "requiredWhen"),
        RequiredUnless = map.TextOrNull("requiredUnless"),
        SumOf = map.TextOrNull("sumOf"),
        Personal = map.Flag("personal"),
        Prefill = map.TextOrNull("prefill"),
        Options = Options(map),
        Columns = map.List("columns", Field),
    };

    public static FileRequirement File(YamlMap map) => new(
        map.Text("kind"),
        map.Localized("label"),
        map.IntegerOrNull("min") ?? 1,
        map.IntegerOrNull("max") ?? FilesUnlessSaid,
        map.Required("format", ProcessWords.Formats),
        map.Flag("personal"),
        ProcessFile.Conditions(map, "when"));

    public static SignatureRequirement Signature(YamlMap map) =>
        new(map.Text("role"), map.Localized("label"), !map.Flag("optional"));

    // Options are written as a list, so that a second one of the same name is seen and told.
    private static ImmutableArray<FieldOption> Options(YamlMap map) =>
        map.List("options", m => new FieldOption(m.Text("id"), m.Localized("label")));
}
