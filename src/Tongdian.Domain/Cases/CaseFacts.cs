using System.Text.Json;

namespace Tongdian.Domain.Cases;

/// <summary>What decides about a case and says nothing about a person. Readable in conditions as <c>case.&lt;name&gt;</c>.</summary>
/// <param name="CustomerKind"><c>residential</c>, <c>business</c> or <c>public-service</c>.</param>
/// <param name="Critical">A hospital or the like.</param>
/// <param name="Request"><c>new</c>, <c>increase</c> or <c>temporary</c>.</param>
/// <param name="Voltage"><c>low</c> or <c>high</c>, given or derived.</param>
/// <param name="CapacityKw">Asked-for capacity in kW, when given in kW.</param>
/// <param name="CapacityKva">Asked-for capacity in kVA, when given in kVA.</param>
/// <param name="Urgency"><c>normal</c> or <c>emergency</c>.</param>
/// <param name="Sources">Number of power sources, 1 or 2.</param>
/// <param name="Purpose">What for, a code: <c>home</c>, <c>shop</c>, <c>industry</c>…</param>
/// <param name="Region">Code of the region of the site.</param>
public sealed record CaseFacts(
    string CustomerKind,
    bool Critical,
    string Request,
    string Voltage,
    decimal? CapacityKw,
    decimal? CapacityKva,
    string Urgency,
    int Sources,
    string Purpose,
    string Region)
{
    /// <summary>The fact of this name as JSON, or null when there is none.</summary>
    public JsonElement? Get(string name) => name switch
    {
        "customerKind" => Text(CustomerKind),
        "critical" => Parse(Critical ? "true" : "false"),
        "request" => Text(Request),
        "voltage" => Text(Voltage),
        "capacityKw" => Number(CapacityKw),
        "capacityKva" => Number(CapacityKva),
        "urgency" => Text(Urgency),
        "sources" => Number(Sources),
        "purpose" => Text(Purpose),
        "region" => Text(Region),
        _ => null,
    };

    /// <summary>The fact of a condition: <c>case.&lt;name&gt;</c>; null for everything else.</summary>
    public JsonElement? Read(string fact) => fact.StartsWith("case.", StringComparison.Ordinal) ? Get(fact["case.".Length..]) : null;

    /// <summary>The names that <see cref="Get"/> knows.</summary>
    public static readonly IReadOnlyList<string> Names =
        ["customerKind", "critical", "request", "voltage", "capacityKw", "capacityKva", "urgency", "sources", "purpose", "region"];

    private static JsonElement? Number(decimal? value) =>
        value is { } v ? Parse(v.ToString(System.Globalization.CultureInfo.InvariantCulture)) : null;

    private static JsonElement Text(string value) => Parse($"\"{JsonEncodedText.Encode(value)}\"");

    private static JsonElement Parse(string json) => JsonElement.Parse(json);
}
