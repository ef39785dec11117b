using System.Collections.Immutable;
using System.Text.Json;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Cases;

/// <summary>A part of what a stage handed in that is not what it was before.</summary>
/// <param name="Part">Its name, as in <see cref="EntryParts"/>.</param>
/// <param name="Before">What it was; null when it was empty, and for files.</param>
/// <param name="After">What it is; null when it is empty, and for files.</param>
public sealed record PartChange(string Part, JsonElement? Before, JsonElement? After);

/// <summary>
/// The parts of what a stage hands in that can be spoken of and compared: its fields by their ids, its files by <c>files.&lt;kind&gt;</c>. Personal
/// fields are none: they are sealed.
/// </summary>
public static class EntryParts
{
    /// <summary>The part that the files of a kind are.</summary>
    public static string OfFiles(string kind) => $"files.{kind}";

    /// <summary>The parts of a stage in their order: fields, then files.</summary>
    public static ImmutableArray<string> Of(StageDefinition stage)
    {
        var personal = PersonalFields.Of(stage);
        return [.. stage.Fields.Select(f => f.Id).Where(f => !personal.Contains(f)), .. stage.Files.Where(f => !f.Personal).Select(f => OfFiles(f.Kind))];
    }

    /// <summary>Which of these the stage does not have.</summary>
    public static ImmutableArray<string> Unknown(StageDefinition stage, IEnumerable<string> parts) => [.. parts.Except(Of(stage), StringComparer.Ordinal)];

    /// <summary>What is not the same in two entries of one stage, by the names of the parts. What is empty is as good as absent.</summary>
    public static ImmutableArray<PartChange> Changes(StageEntry before, StageEntry after)
    {
        var fields = before.Fields.Keys.Union(after.Fields.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(f => new PartChange(f, Value(before, f), Value(after, f))).Where(c => !Same(c.Before, c.After));
        var files = before.Files.Concat(after.Files).Select(f => f.Kind).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Where(kind => !Hashes(before, kind).SequenceEqual(Hashes(after, kind), StringComparer.Ordinal)).Select(kind => new PartChange(OfFiles(kind), null, null));
        return [.. fields, .. files];
    }

    private static JsonElement? Value(StageEntry entry, string field) => entry.Fields.TryGetValue(field, out var value) && !Json.IsEmpty(value) ? value : null;

    private static bool Same(JsonElement? one, JsonElement? other) => one is { } a && other is { } b ? JsonElement.DeepEquals(a, b) : one is null && other is null;

    // The same drawing uploaded again is the same drawing.
    private static IEnumerable<string> Hashes(StageEntry entry, string kind) => entry.Files.Where(f => f.Kind == kind).Select(f => f.Sha256).Order(StringComparer.Ordinal);
}
