using System.Text.Json;

namespace Tongdian.Domain.Cases;

/// <summary>What kind of thing has a number that ties it to a case. The numbers are stored: never change them.</summary>
public enum TiedKind
{
    /// <summary>A meter.</summary>
    Meter = 1,

    /// <summary>A seal.</summary>
    Seal = 2,
}

/// <summary>A thing with a number that was installed for a case.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Number">Its number: capital letters and digits, as scanned.</param>
public sealed record TiedNumber(TiedKind Kind, string Number);

/// <summary>Finds the numbers of meters and seals in what a stage handed in.</summary>
public static class TiedNumbers
{
    private const string MeterNumber = "meterNumber", Meters = "meters", Seals = "seals", Number = "number";

    /// <summary>
    /// The numbers of an entry, each once: <c>meterNumber</c>, <c>meters[].meterNumber</c>, <c>seals[].number</c>, and <c>meters[].seals</c> with commas
    /// between them. What is no text is none.
    /// </summary>
    public static IReadOnlyList<TiedNumber> Of(StageEntry entry) =>
    [
        .. Own(entry).Concat(Rows(entry, Meters).SelectMany(OfMeter)).Concat(Rows(entry, Seals).SelectMany(s => One(TiedKind.Seal, s, Number)))
            .Where(n => n.Number.Length > 0).Distinct(),
    ];

    /// <summary>A number as it is kept and looked for: capital letters, no spaces.</summary>
    public static string Normalise(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    private static IEnumerable<TiedNumber> Own(StageEntry entry) =>
        entry.Fields.TryGetValue(MeterNumber, out var number) && number.ValueKind == JsonValueKind.String ? [new TiedNumber(TiedKind.Meter, Normalise(number.GetString()!))] : [];

    private static IEnumerable<TiedNumber> OfMeter(JsonElement meter) => One(TiedKind.Meter, meter, MeterNumber).Concat(
        meter.TryGetProperty(Seals, out var seals) && seals.ValueKind == JsonValueKind.String
            ? seals.GetString()!.Split(',').Select(s => new TiedNumber(TiedKind.Seal, Normalise(s)))
            : []);

    private static IEnumerable<TiedNumber> One(TiedKind kind, JsonElement row, string member) =>
        row.TryGetProperty(member, out var number) && number.ValueKind == JsonValueKind.String ? [new TiedNumber(kind, Normalise(number.GetString()!))] : [];

    private static IEnumerable<JsonElement> Rows(StageEntry entry, string field) =>
        entry.Fields.TryGetValue(field, out var rows) && rows.ValueKind == JsonValueKind.Array ? rows.EnumerateArray().Where(r => r.ValueKind == JsonValueKind.Object) : [];
}
