using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Parties;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Intake.Counter;

/// <summary>What a colleague has entered so far, as it was typed: nothing of it is lost on an error, nor when the connection drops.</summary>
public sealed class CounterForm
{
    /// <summary>A document that was uploaded.</summary>
    public sealed record Paper(string Kind, Guid File, string Name);

    /// <summary>Key under which the application has its effect once.</summary>
    public string Key { get; set; } = Guid.NewGuid().ToString("N");

    /// <summary><c>counter</c> or <c>telephone</c>.</summary>
    public string Channel { get; set; } = "counter";

    public string? Kind { get; set; } = "residential";
    public string? Organisation { get; set; }
    public bool Critical { get; set; }
    public string? Name { get; set; }
    public string? IdType { get; set; } = IdTypes.ResidentId;
    public string? IdNumber { get; set; }
    public string? Phone { get; set; }
    public string? Email { get; set; }
    public string? Request { get; set; } = "new";
    public string? AccountNumber { get; set; }
    public string? Until { get; set; }
    public string? WantedOn { get; set; }
    public string? Capacity { get; set; }
    public string? Unit { get; set; } = "kw";
    public string? Voltage { get; set; }
    public string? Sources { get; set; } = "1";
    public string? Purpose { get; set; }
    public string? Urgency { get; set; } = "normal";
    public string? Reason { get; set; }
    public string? Region { get; set; }
    public string? Address { get; set; }
    public string? Language { get; set; } = Platform.Http.Language.Chinese;
    public bool IdentitySeen { get; set; }
    public bool Consent { get; set; }
    public List<Paper> Papers { get; set; } = [];

    /// <summary>Somebody began to fill it in.</summary>
    public bool Begun => new[] { Name, Phone, IdNumber, Address, Organisation, Capacity }.Any(v => !string.IsNullOrWhiteSpace(v)) || Papers.Count > 0;

    /// <summary>The application that it says; questions that are not asked are not answered.</summary>
    public Application ToApplication() => new(
        new Application.CustomerPart(
            Said(Kind), Said(Name), Said(IdType), Said(IdNumber), Said(Phone), Said(Email), Kind == "residential" ? null : Said(Organisation), Critical),
        new Application.SupplyPart(
            Said(Request), Said(Voltage), Unit == "kw" ? Number(Capacity) : null, Unit == "kva" ? Number(Capacity) : null, Said(Urgency),
            Urgency == "emergency" ? Said(Reason) : null, int.TryParse(Sources, CultureInfo.InvariantCulture, out var sources) ? sources : null, Said(Purpose),
            Request == "increase" ? Said(AccountNumber) : null, Day(WantedOn), Request == "temporary" ? Day(Until) : null),
        new Application.SitePart(Said(Region), Said(Address), null, null),
        [.. Papers.Select(p => new HandIn.FileRef(p.Kind, p.File))], Consent, Said(Language))
    {
        IdentitySeen = Channel == "counter" && IdentitySeen,
    };

    /// <summary>The facts that decide about the process, as far as they are known; null while they are too few.</summary>
    public CaseFacts? Facts() => Said(Kind) is { } kind && Said(Request) is { } request && Said(Region) is { } region && Number(Capacity) is > 0 and <= 1_000_000
        ? new CaseFacts(
            kind, Critical, request, Said(Voltage) ?? "", Unit == "kw" ? Number(Capacity) : null, Unit == "kva" ? Number(Capacity) : null, Said(Urgency) ?? "normal",
            Sources == "2" ? 2 : 1, Said(Purpose) ?? (kind == "residential" ? "home" : "other"), region)
        : null;

    /// <summary>The key of sending it, with what it says.</summary>
    public OnceKey Once() => new(Key, SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(ToApplication(), ApiJson.Options)));

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static decimal? Number(string? text) => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
