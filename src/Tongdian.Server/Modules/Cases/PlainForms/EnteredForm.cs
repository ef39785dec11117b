using System.Text.Json;
using Tongdian.Domain;

namespace Tongdian.Server.Modules.Cases.PlainForms;

/// <summary>A file that lies in quarantine or in the case already: what it is for, its id, and what its owner called it.</summary>
public sealed record KeptFile(string Kind, Guid File, string Name);

/// <summary>A signature so far: the picture, and the name when it was typed.</summary>
public sealed record KeptSignature(Guid? File, string? Typed);

/// <summary>What somebody entered in a plain form: to be handed in, or shown again. Files and signatures are safe even when a value is wrong.</summary>
/// <param name="Fields">Values by field; what cannot be read as its type stays text, and the rules say so.</param>
/// <param name="Files">Files by kind.</param>
/// <param name="Signatures">Signatures by role.</param>
/// <param name="Rows">How many rows are shown of a field with rows.</param>
/// <param name="Fault">What could not be taken: a file too large, a name that cannot be drawn.</param>
public sealed record EnteredForm(
    IReadOnlyDictionary<string, JsonElement> Fields, IReadOnlyList<KeptFile> Files, IReadOnlyDictionary<string, KeptSignature> Signatures,
    IReadOnlyDictionary<string, int> Rows, Error? Fault)
{
    /// <summary>Nothing entered yet: what is known of the stage.</summary>
    public static EnteredForm Of(ShowForm.Form form) => new(
        form.Fields.Where(f => f.Value is not null).ToDictionary(f => f.Field.Id, f => f.Value!.Value, StringComparer.Ordinal),
        [.. form.Handed.Where(h => form.Files.Any(f => f.Kind == h.Kind)).Select(h => new KeptFile(h.Kind, h.File, ""))],
        new Dictionary<string, KeptSignature>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal), null);

    /// <summary>As a program would hand it in.</summary>
    public HandIn.Request ToRequest() => new(
        Fields,
        [.. Files.Select(f => new HandIn.FileRef(f.Kind, f.File))],
        [.. Signatures.Where(s => s.Value.File is not null).Select(s => new HandIn.SignatureRef(s.Key, s.Value.File!.Value))]);
}
