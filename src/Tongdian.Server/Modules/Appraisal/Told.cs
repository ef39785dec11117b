using System.Text.Json;
using System.Text.Json.Nodes;
using Tongdian.Domain;
using Tongdian.Domain.Evidence;
using Tongdian.Server.Modules.Evidence;

namespace Tongdian.Server.Modules.Appraisal;

/// <summary>A fact as its record proves it.</summary>
/// <param name="At">When it happened.</param>
/// <param name="Standing">How it stands with the record.</param>
/// <param name="Found">What was altered; null when nothing was.</param>
/// <param name="Bytes">The fact; null when it cannot be told any more.</param>
internal sealed record Told(DateTimeOffset At, ProveRecords.Standing Standing, Alteration? Found, byte[]? Bytes)
{
    /// <summary>What is stored of a fact, held against its record.</summary>
    /// <param name="entry">The record; null where there is none.</param>
    /// <param name="owed">There is none, and for that there is a reason: it is still to be made, or the fact is older than the log.</param>
    /// <param name="erased">There is none, because its person was erased.</param>
    /// <param name="at">When it happened, as it is stored.</param>
    /// <param name="salt">The salt that is stored with it.</param>
    /// <param name="payload">The fact that is stored.</param>
    public static Told Of(ProveRecords.Entry? entry, bool owed, bool erased, DateTimeOffset at, byte[] salt, byte[] payload)
    {
        if (entry is null)
        {
            return erased ? new Told(at, ProveRecords.Standing.Erased, null, null)
                : owed ? new Told(at, ProveRecords.Standing.Waiting, null, payload)
                : new Told(at, ProveRecords.Standing.Altered, Alteration.FactUnrecorded, null);
        }

        if (!entry.Holds)
            return new Told(entry.Record?.Time ?? at, entry.Standing, entry.Found, null);
        var record = entry.Record!;
        if (record.Has(OnFacts.Whole, salt, payload))
            return new Told(record.Time, entry.Standing, null, payload);
        return Restored(record, salt, payload) is { } whole
            ? new Told(record.Time, entry.Standing, Alteration.FactChanged, whole)
            : new Told(record.Time, ProveRecords.Standing.Altered, Alteration.FactChanged, null);
    }

    /// <summary>A record of which the fact is no longer there.</summary>
    public static Told Gone(ProveRecords.Entry entry) => entry.Standing == ProveRecords.Standing.Erased
        ? new Told(entry.Leaf.At, entry.Standing, null, null)
        : new Told(entry.Record?.Time ?? entry.Leaf.At, ProveRecords.Standing.Altered, entry.Found ?? Alteration.FactGone, null);

    // The record has the time in clear: whoever has moved it only is not believed, and what it was is proven.
    private static byte[]? Restored(EvidenceRecord record, byte[] salt, byte[] payload)
    {
        try
        {
            if (JsonNode.Parse(payload) is not JsonObject fact || fact["at"]?.GetValue<DateTimeOffset>() is not { } now)
                return null;
            fact["at"] = JsonValue.Create(record.Time.ToOffset(now.Offset));
            var whole = CanonicalJson.Bytes(JsonElement.Parse(fact.ToJsonString()));
            return record.Has(OnFacts.Whole, salt, whole) ? whole : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // No fact at all any more.
            return null;
        }
    }
}
