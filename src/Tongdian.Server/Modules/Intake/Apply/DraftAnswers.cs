using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Tongdian.Domain;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Intake.Apply;

/// <summary>What was entered so far, to the letter, right or wrong; the names are those of the fields on the pages.</summary>
public sealed record DraftAnswers(ImmutableSortedDictionary<string, string> Values)
{
    /// <summary>The kind of a customer that others depend on, in the one question who it is for.</summary>
    public const string Critical = "critical";

    /// <summary>A capacity that is none of the usual ones.</summary>
    public const string OtherCapacity = "other";

    /// <summary>What electricity is wanted for, other than a home.</summary>
    public static readonly ImmutableArray<string> Purposes = ["shop", "office", "industry", "farming", "school", "hospital", "charging", "construction", "other"];

    /// <summary>Nothing yet.</summary>
    public static readonly DraftAnswers None = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>What was entered in a field; null when nothing was.</summary>
    public string? this[string field] => Values.GetValueOrDefault(field);

    /// <summary>Whether it is for a home.</summary>
    public bool IsHome => this["customer.kind"] == "residential";

    /// <summary>The same with another answer; null takes it back.</summary>
    public DraftAnswers With(string field, string? value) => new(value is null ? Values.Remove(field) : Values.SetItem(field, value));

    /// <summary>
    /// The application that the answers make, without its documents, and what in them cannot be read as a number or a day. What another answer made needless is left
    /// out: an account number where nothing is increased.
    /// </summary>
    public (Application Sent, IReadOnlyList<FieldError> Unreadable) Read()
    {
        var unreadable = new List<FieldError>();
        var (kind, request, urgency) = (this["customer.kind"], this["supply.request"], this["supply.urgency"]);
        var kva = !IsHome && this["capacity.unit"] == "kVA";
        var usual = IsHome && this["capacity.usual"] is { } chosen && chosen != OtherCapacity ? chosen : null;
        var capacity = Number(kva ? "supply.capacityKva" : "supply.capacityKw", usual ?? this["capacity.number"]);
        if (this["supply.purpose"] is { } purpose && !Purposes.Contains(purpose))
            unreadable.Add(new FieldError("supply.purpose", "field.option"));
        var customer = new Application.CustomerPart(
            kind == Critical ? "public-service" : kind, this["customer.name"], this["customer.idType"], this["customer.idNumber"], this["customer.phone"],
            this["customer.email"], IsHome ? null : this["customer.organisation"], kind == Critical);
        var supply = new Application.SupplyPart(
            request, null, kva ? null : capacity, kva ? capacity : null, urgency, urgency == "emergency" ? this["supply.reason"] : null,
            this["supply.sources"] switch { "1" => 1, "2" => 2, _ => null }, IsHome ? null : this["supply.purpose"],
            request == "increase" ? this["supply.accountNumber"] : null, null, request == "temporary" ? Day("supply.until", this["supply.until"]) : null);
        return (
            new Application(customer, supply, new Application.SitePart(this["site.region"], this["site.address"], null, null), null, null, Language.Current),
            unreadable);

        decimal? Number(string field, string? text)
        {
            if (text is null)
                return null;
            if (decimal.TryParse(Digits(text), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return number;
            unreadable.Add(new FieldError(field, "field.number"));
            return null;
        }

        DateOnly? Day(string field, string? text)
        {
            if (text is null)
                return null;
            if (DateOnly.TryParseExact(Digits(text), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return day;
            unreadable.Add(new FieldError(field, "field.date"));
            return null;
        }
    }

    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(Values);

    internal static DraftAnswers FromJson(byte[] json) =>
        new(None.Values.AddRange(JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? []));

    // Chinese keyboards write full-width digits.
    private static string Digits(string text) =>
        string.Concat(text.Select(c => c is >= '\uFF10' and <= '\uFF19' ? (char)(c - 0xFEE0) : c == '\uFF0E' ? '.' : c));
}
