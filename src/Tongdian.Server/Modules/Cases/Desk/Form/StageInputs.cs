using System.Collections.Immutable;
using System.Text.Json;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;

namespace Tongdian.Server.Modules.Cases.Desk.Form;

/// <summary>Everything that stands in the form of a stage.</summary>
public sealed class StageInputs
{
    private readonly StageDefinition stage;
    private readonly Dictionary<string, FieldInput> fields;

    public StageInputs(StageDefinition stage, Func<string, JsonElement?> value, IEnumerable<FileLink> files, IEnumerable<SignatureLink> signatures)
    {
        this.stage = stage;
        fields = stage.Fields.ToDictionary(f => f.Id, f => InputValues.Read(f, value(f.Id)), StringComparer.Ordinal);
        (Files, Signatures) = ([.. files], [.. signatures]);
    }

    /// <summary>Files that were handed in.</summary>
    public List<FileLink> Files { get; private set; }

    /// <summary>Signatures that were kept.</summary>
    public List<SignatureLink> Signatures { get; private set; }

    /// <summary>Signatures that were drawn and are not kept yet, as pictures, by role.</summary>
    public Dictionary<string, string> Drawn { get; } = new(StringComparer.Ordinal);

    /// <summary>The inputs of a field.</summary>
    public FieldInput this[string id] => fields[id];

    /// <summary>The values of what is entered.</summary>
    public ImmutableSortedDictionary<string, JsonElement> Values() => stage.Fields
        .Select(f => (f.Id, Value: InputValues.Write(f, fields[f.Id]))).Where(f => f.Value is not null)
        .ToImmutableSortedDictionary(f => f.Id, f => f.Value!.Value, StringComparer.Ordinal);

    /// <summary>All of it, as the rules look at it.</summary>
    public Submission Submission() => new(Values(), [.. Files], [.. Signatures]);

    /// <summary>All of it, as it is handed in, without fields that would be refused.</summary>
    public HandIn.Request Request(IReadOnlySet<string> without) => new(
        Values().Where(v => !without.Contains(v.Key)).ToDictionary(StringComparer.Ordinal),
        [.. Files.Select(f => new HandIn.FileRef(f.Kind, f.File))], [.. Signatures.Select(s => new HandIn.SignatureRef(s.Role, s.File))]);

    /// <summary>Rows in which nothing stands are none.</summary>
    public void DropEmptyRows()
    {
        foreach (var field in stage.Fields.Where(f => f.Type == FieldType.Rows))
            fields[field.Id].Rows.RemoveAll(row => field.Columns.All(c => InputValues.Write(c, row[c.Id]) is null));
    }

    /// <summary>Takes over what somebody else kept meanwhile; what was entered here stays.</summary>
    public FormMerge Merge(StageInputs opened, StageInputs kept)
    {
        var merge = FormMerge.Of(opened.Values(), Values(), kept.Values());
        foreach (var field in stage.Fields.Where(f => merge.Taken.Contains(f.Id)))
            fields[field.Id] = InputValues.Read(field, merge.Values.TryGetValue(field.Id, out var value) ? value : null);
        Files = Joined(opened.Files, Files, kept.Files, f => (f.Kind, f.File));
        Signatures = Joined(opened.Signatures, Signatures, kept.Signatures, s => s.Role);
        return merge;
    }

    // What is kept, without what was taken away here, and what was added here.
    private static List<T> Joined<T, TKey>(List<T> opened, List<T> mine, List<T> kept, Func<T, TKey> key) =>
        [.. kept.Where(k => opened.All(o => !Equals(key(o), key(k))) || mine.Any(m => Equals(key(m), key(k)))).Concat(mine.Where(m => opened.All(o => !Equals(key(o), key(m))))).DistinctBy(key)];
}
