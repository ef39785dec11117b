using System.Text.Json;

namespace Tongdian.Server.Modules.Cases;

/// <summary>A file or signature that a fact names by its hash.</summary>
/// <param name="Kind">The kind of the file, or whose signature.</param>
/// <param name="IsSignature">It is a signature.</param>
/// <param name="File">Its id; null where only the hash is named.</param>
/// <param name="MediaType">What it is; null for a signature.</param>
/// <param name="Sha256">Its hash, lower-case hexadecimal.</param>
internal sealed record FactLink(string Kind, bool IsSignature, Guid? File, string? MediaType, string Sha256);

/// <summary>Reads from the kept bytes of a fact what it says whatever its kind.</summary>
internal static class FactLinks
{
    /// <summary>The files and signatures that stand anywhere in it.</summary>
    public static IEnumerable<FactLink> In(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
            return value.EnumerateArray().SelectMany(In);
        if (value.ValueKind != JsonValueKind.Object)
            return [];
        if (!value.TryGetProperty("sha256", out var hash) || hash.GetString() is not { } sha256)
            return value.EnumerateObject().SelectMany(p => In(p.Value));
        Guid? id = value.TryGetProperty("file", out var file) ? file.GetGuid() : null;
        return value.TryGetProperty("kind", out var kind)
            ? [new FactLink(kind.GetString()!, false, id, value.TryGetProperty("mediaType", out var type) ? type.GetString() : null, sha256)]
            : [new FactLink(value.GetProperty("role").GetString()!, true, id, null, sha256)];
    }

    /// <summary>The stage that it is about; null where it is about none.</summary>
    public static string? StageOf(JsonElement payload) =>
        payload.GetProperty("event") is var fact && (fact.TryGetProperty("stage", out var stage) || fact.TryGetProperty("from", out stage)) ? stage.GetString() : null;
}
