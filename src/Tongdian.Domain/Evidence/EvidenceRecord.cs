using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Tongdian.Domain.Evidence;

/// <summary>
/// What the log remembers of something that happened. Nothing in it is personal: what was said and handed in stands in it as hashes, what could be guessed
/// (a number, a name, a choice) as a hash with a salt of its own. Of the record itself only <see cref="Entry"/> leaves the house.
/// </summary>
/// <param name="Kind">What happened: the name of the event or the message.</param>
/// <param name="Case">Where: the number of the case.</param>
/// <param name="Stage">In which stage; null where it is in none.</param>
/// <param name="Time">When. Kept to 100 ns, in UTC.</param>
/// <param name="Contents">Hashes by name: <see cref="Open(ReadOnlySpan{byte})"/> or <see cref="Salted"/>.</param>
public sealed record EvidenceRecord(
    string Kind, string Case, string? Stage, DateTimeOffset Time, ImmutableSortedDictionary<string, string> Contents)
{
    /// <summary>Bytes in a salt.</summary>
    public const int SaltLength = 32;

    private const int Version = 1;
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    /// <summary>The hash of what nobody can guess: a photograph, a document.</summary>
    public static string Open(ReadOnlySpan<byte> content) => Open(Convert.ToHexStringLower(SHA256.HashData(content)));

    /// <summary>The same of what is known by its hash.</summary>
    /// <param name="sha256">Lower-case hexadecimal.</param>
    public static string Open(string sha256) => "sha256:" + sha256;

    /// <summary>The hash of what could be guessed. Whoever has destroyed the salt has destroyed the way back.</summary>
    public static string Salted(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> content) => "salted:" + Convert.ToHexStringLower(Commit(salt, content));

    /// <summary>The entry in the log: SHA-256 of the salt and the record. 32 bytes.</summary>
    public byte[] Entry(ReadOnlySpan<byte> salt) => Commit(salt, Bytes());

    /// <summary>SHA-256 of a salt and what it hides.</summary>
    /// <exception cref="ArgumentException">The salt has not 32 bytes.</exception>
    public static byte[] Commit(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> content)
    {
        if (salt.Length != SaltLength)
            throw new ArgumentException("A salt has 32 bytes", nameof(salt));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(salt);
        hash.AppendData(content);
        return hash.GetHashAndReset();
    }

    /// <summary>The record in its one spelling (<see cref="CanonicalJson"/>).</summary>
    public byte[] Bytes()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("case", Case);
            json.WriteStartObject("contents");
            foreach (var (name, hash) in Contents)
                json.WriteString(name, hash);
            json.WriteEndObject();
            json.WriteString("kind", Kind);
            if (Stage is not null)
                json.WriteString("stage", Stage);
            json.WriteString("time", Time.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture));
            json.WriteNumber("v", Version);
            json.WriteEndObject();
        }

        return CanonicalJson.Bytes(JsonElement.Parse(buffer.ToArray()));
    }

    /// <summary>Reads a record in its one spelling. Error: <see cref="EvidenceErrors.RecordForm"/>.</summary>
    public static Result<EvidenceRecord> Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return From(JsonElement.Parse(bytes)) is { } record && bytes.SequenceEqual(record.Bytes()) ? record : EvidenceErrors.RecordForm;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or a text in it that is none (half a character): the reader says so only by throwing.
            return EvidenceErrors.RecordForm;
        }
    }

    /// <summary>Whether it names a file with this hash, whatever it is called in it.</summary>
    /// <param name="sha256">Lower-case hexadecimal.</param>
    public bool NamesFile(string sha256) => Contents.ContainsValue(Open(sha256));

    /// <summary>Whether this content is under that name, without a salt.</summary>
    public bool Has(string name, ReadOnlySpan<byte> content) => Contents.GetValueOrDefault(name) == Open(content);

    /// <summary>Whether this content is under that name, with this salt.</summary>
    public bool Has(string name, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> content) =>
        salt.Length == SaltLength && Contents.GetValueOrDefault(name) == Salted(salt, content);

    private static EvidenceRecord? From(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || Text(json, "kind") is not { } kind || Text(json, "case") is not { } number
            || !DateTime.TryParseExact(Text(json, "time"), TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            || !json.TryGetProperty("contents", out var contents) || contents.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var hashes = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var property in contents.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String)
                return null;
            hashes[property.Name] = property.Value.GetString()!;
        }

        return new EvidenceRecord(kind, number, Text(json, "stage"), new DateTimeOffset(time), hashes.ToImmutable());
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
