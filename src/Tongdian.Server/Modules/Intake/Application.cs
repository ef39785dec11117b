using System.Collections.Immutable;
using System.Globalization;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Parties;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Intake;

/// <summary>What an application says, as it is sent. Everything may be missing: what is, is said field by field.</summary>
public sealed record Application(
    Application.CustomerPart? Customer, Application.SupplyPart? Supply, Application.SitePart? Site,
    IReadOnlyList<HandIn.FileRef>? Documents, bool? Consent, string? Language)
{
    /// <summary>At the counter: the colleague who takes it saw the proof of identity itself.</summary>
    public bool? IdentitySeen { get; init; }

    /// <summary>Who asks.</summary>
    public sealed record CustomerPart(
        string? Kind, string? Name, string? IdType, string? IdNumber, string? Phone, string? Email, string? Organisation, bool? Critical);

    /// <summary>What is asked for.</summary>
    public sealed record SupplyPart(
        string? Request, string? Voltage, decimal? CapacityKw, decimal? CapacityKva, string? Urgency, string? Reason, int? Sources, string? Purpose,
        string? AccountNumber, DateOnly? WantedOn, DateOnly? Until);

    /// <summary>Where.</summary>
    public sealed record SitePart(string? Region, string? Address, double? Lat, double? Lon);
}

/// <summary>Reads an application: every wrong field at once, each with what to do.</summary>
internal static class ReadApplication
{
    private const decimal LeastCapacity = 0.1m;
    private const decimal MostCapacity = 1_000_000;

    private static readonly ImmutableArray<string> Kinds = ["residential", "business", "public-service"];
    private static readonly ImmutableArray<string> Requests = ["new", "increase", "temporary"];
    private static readonly ImmutableArray<string> Voltages = ["low", "high"];
    private static readonly ImmutableArray<string> Urgencies = ["normal", "emergency"];

    /// <summary>The details of the customer and the facts of the case; the voltage still as stated, which may be nothing.</summary>
    public static Result<(PartyDetails Details, CaseFacts Facts, string? StatedVoltage)> Read(Application sent, ISet<string> regions, DateOnly today)
    {
        var faults = Look(sent, regions, today, out var details);
        if (faults.Count > 0 || details is null)
            return new Error(ErrorKind.Invalid, "application.invalid").For(faults);
        return (details, Facts(sent), sent.Supply?.Voltage);
    }

    /// <summary>What is wrong or missing so far: a page shows what concerns it.</summary>
    public static IReadOnlyList<FieldError> Faults(Application sent, ISet<string> regions, DateOnly today) => Look(sent, regions, today, out _);

    /// <summary>The facts of an application in which nothing that decides is wrong.</summary>
    public static CaseFacts Facts(Application sent)
    {
        var (customer, supply) = (sent.Customer!, sent.Supply!);
        return new CaseFacts(
            customer.Kind!, customer.Critical ?? false, supply.Request!, supply.Voltage ?? "", supply.CapacityKw, supply.CapacityKva,
            supply.Urgency ?? "normal", supply.Sources ?? 1, Blank(supply.Purpose) ?? (customer.Kind == "residential" ? "home" : "other"),
            sent.Site!.Region!);
    }

    private static IReadOnlyList<FieldError> Look(Application sent, ISet<string> regions, DateOnly today, out PartyDetails? details)
    {
        var faults = new List<FieldError>();
        var customer = sent.Customer ?? new Application.CustomerPart(null, null, null, null, null, null, null, null);
        var supply = sent.Supply ?? new Application.SupplyPart(null, null, null, null, null, null, null, null, null, null, null);
        var site = sent.Site ?? new Application.SitePart(null, null, null, null);

        OneOf("customer.kind", customer.Kind, Kinds, required: true);
        OneOf("supply.request", supply.Request, Requests, required: true);
        OneOf("supply.voltage", supply.Voltage, Voltages, required: false);
        OneOf("supply.urgency", supply.Urgency, Urgencies, required: false);
        Capacity("supply.capacityKw", supply.CapacityKw);
        Capacity("supply.capacityKva", supply.CapacityKva);
        if (supply.CapacityKw is null && supply.CapacityKva is null)
            faults.Add(new FieldError("supply.capacityKw", "field.required"));
        if (supply.Sources is < 1 or > 2)
            faults.Add(new FieldError("supply.sources", "field.out-of-range").With("min", "1").With("max", "2"));
        if (supply.Urgency == "emergency" && string.IsNullOrWhiteSpace(supply.Reason))
            faults.Add(new FieldError("supply.reason", "field.required"));
        if (supply.Request == "increase" && string.IsNullOrWhiteSpace(supply.AccountNumber))
            faults.Add(new FieldError("supply.accountNumber", "field.required"));
        if (supply.Request == "temporary" && supply.Until is null)
            faults.Add(new FieldError("supply.until", "field.required"));
        NotPast("supply.wantedOn", supply.WantedOn);
        NotPast("supply.until", supply.Until);
        Short("supply.reason", supply.Reason, 500);
        Short("supply.purpose", supply.Purpose, 60);
        Short("supply.accountNumber", supply.AccountNumber, 20);
        if (site.Region is null)
            faults.Add(new FieldError("site.region", "field.required"));
        else if (!regions.Contains(site.Region))
            faults.Add(new FieldError("site.region", "region.unknown").With("region", site.Region.Length > 60 ? site.Region[..60] : site.Region));
        if (customer.Kind is "business" or "public-service" && string.IsNullOrWhiteSpace(customer.Organisation))
            faults.Add(new FieldError("customer.organisation", "field.required"));
        if (sent.Language is not (null or Platform.Http.Language.Chinese or Platform.Http.Language.English))
            faults.Add(new FieldError("language", "field.option").With("options", "zh-CN, en"));
        if (sent.Consent != true)
            faults.Add(new FieldError("consent", "consent.required"));

        var entered = new PartyDetails(
            customer.Name ?? "", customer.IdType ?? IdTypes.ResidentId, customer.IdNumber ?? "", customer.Phone ?? "", customer.Email,
            customer.Organisation, site.Address ?? "", site.Lat, site.Lon) { AccountNumber = supply.AccountNumber };
        if (PartyDetails.Parse(entered, today).Failed(out var wrong, out details))
            faults.AddRange(wrong.Fields.Select(f => f with { Field = f.Field is "address" or "lat" or "lon" ? $"site.{f.Field}" : $"customer.{f.Field}" }));
        return [.. faults.DistinctBy(f => (f.Field, f.Code))];

        void OneOf(string field, string? value, ImmutableArray<string> options, bool required)
        {
            if (value is null && required)
                faults.Add(new FieldError(field, "field.required"));
            else if (value is not null && !options.Contains(value))
                faults.Add(new FieldError(field, "field.option").With("options", string.Join(", ", options)));
        }

        void Capacity(string field, decimal? value)
        {
            if (CapacityFault(field, value) is { } fault)
                faults.Add(fault);
        }

        void NotPast(string field, DateOnly? date)
        {
            if (date < today)
                faults.Add(new FieldError(field, "date.in-the-past").With("today", today.ToString("O", CultureInfo.InvariantCulture)));
        }

        void Short(string field, string? text, int most)
        {
            if (FreeText.Fault(field, text, most) is { } fault)
                faults.Add(fault);
        }
    }

    /// <summary>What is wrong with a capacity, in kW or kVA.</summary>
    public static FieldError? CapacityFault(string field, decimal? value) => value is < LeastCapacity or > MostCapacity
        ? new FieldError(field, "field.out-of-range")
            .With("min", LeastCapacity.ToString(CultureInfo.InvariantCulture)).With("max", MostCapacity.ToString(CultureInfo.InvariantCulture))
        : null;

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
