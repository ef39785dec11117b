using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tongdian.Domain.Evidence;

/// <summary>A receipt in a dispute file.</summary>
/// <param name="File">Its name in the file.</param>
/// <param name="Text">The receipt itself, where the page carries it; null in the index that lies beside the receipts.</param>
public sealed record DisputeReceipt(string File, string? Text = null);

/// <summary>Something that a record hides and that is shown here: anybody can compute that it is what was recorded.</summary>
/// <param name="Receipt">The file of the receipt.</param>
/// <param name="Name">Under which name the record has it.</param>
/// <param name="Salt">Its salt, base64.</param>
/// <param name="Content">What was hidden, base64.</param>
public sealed record DisputeShown(string Receipt, string Name, string Salt, string Content);

/// <summary>A document or photograph in a dispute file.</summary>
/// <param name="File">Its name in the file.</param>
/// <param name="Sha256">The hash of what lies in the file, lower-case hexadecimal.</param>
/// <param name="Recorded">The hash that was recorded: another where a scaled copy lies here instead of the original.</param>
/// <param name="Receipt">The file of the receipt in whose record the hash stands; null while that waits, or when it is in none.</param>
public sealed record DisputeContent(string File, string Sha256, string Recorded, string? Receipt);

/// <summary>What a dispute file holds, for programs: <c>evidence.json</c>.</summary>
/// <param name="About">The numbers of its cases.</param>
/// <param name="Made">When it was made.</param>
/// <param name="Receipts">Its receipts.</param>
/// <param name="Shown">What is shown of what the records hide.</param>
/// <param name="Contents">Its documents and photographs.</param>
/// <param name="Waiting">Things that were recorded and have no receipt yet.</param>
/// <param name="Destroyed">Entries of which the record was destroyed with the person.</param>
public sealed record DisputeIndex(
    ImmutableArray<string> About, DateTimeOffset Made, ImmutableArray<DisputeReceipt> Receipts, ImmutableArray<DisputeShown> Shown,
    ImmutableArray<DisputeContent> Contents, int Waiting, int Destroyed)
{
    /// <summary>Its name in the file.</summary>
    public const string FileName = "evidence.json";

    /// <summary>The name of the list of all hashes, as <c>sha256sum -c</c> reads it.</summary>
    public const string Sums = "SHA256SUMS";

    /// <summary>The name of the policy in the file.</summary>
    public const string Policy = "log-policy.txt";

    /// <summary>As JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, DisputeJson.Default.DisputeIndex);

    /// <summary>Reads it; null where it is none.</summary>
    public static DisputeIndex? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, DisputeJson.Default.DisputeIndex) is { About.IsDefault: false, Receipts.IsDefault: false, Shown.IsDefault: false, Contents.IsDefault: false } index
                ? index
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>How the index is written. Made at build time: no reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DisputeIndex))]
internal sealed partial class DisputeJson : JsonSerializerContext;
