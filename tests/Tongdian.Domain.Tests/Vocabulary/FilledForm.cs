using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Tests.Vocabulary;

/// <summary>Fills any form so that it is valid. Whatever is personal gets <see cref="Canary"/>, which must turn up nowhere.</summary>
internal static class FilledForm
{
    /// <summary>The text in every personal field that takes one.</summary>
    public const string Canary = "13800000000";

    private static readonly string[] Codes = ["AB12345678", "200/5", "10000/100", Canary, "A1"];

    /// <summary>What somebody hands in.</summary>
    /// <param name="stage">Whose form.</param>
    /// <param name="state">What is known.</param>
    /// <param name="failing">The first item of every checklist fails.</param>
    /// <param name="no">Answers no to every question, and takes the last of every choice.</param>
    public static Submission Of(StageDefinition stage, Case state, bool failing = false, bool no = false)
    {
        var fields = stage.Fields
            .Where(f => f.RequiredUnless is not null || !stage.Fields.Any(other => other.RequiredUnless == f.Id))
            .ToImmutableSortedDictionary(f => f.Id, f => JsonSerializer.SerializeToElement(Value(f, failing, no)), StringComparer.Ordinal);
        JsonElement? Known(string fact) => fact.StartsWith(stage.Id + ".", StringComparison.Ordinal)
            ? fields.TryGetValue(fact[(stage.Id.Length + 1)..], out var own) ? own : null
            : state.Fact(fact);
        return new Submission(
            fields,
            [.. stage.Files.Where(f => Condition.AllHold(f.When, Known)).SelectMany(f => Enumerable.Range(1, f.Min).Select(n => File(f, n)))],
            [.. stage.Signatures.Select(s => Signature(s.Role))]);
    }

    /// <summary>The customer's signature under the service notice of a stage.</summary>
    public static SignServiceNotice Notice(StageDefinition stage) => new(
        stage.Id, Signature(Roles.Customer), new FileLink("service-notice", Id($"notice of {stage.Id}"), "application/pdf", Hash("notice")),
        new FileLink("service-notice-signed", Id($"copy of {stage.Id}"), "application/pdf", Hash("copy")));

    /// <summary>The signature of a role.</summary>
    public static SignatureLink Signature(string role) => new(role, Id(role), Hash(role));

    /// <summary>The filled form as a document that the customer is to sign.</summary>
    public static OfferForSignature Offer(StageDefinition stage, Case state, int number = 1) =>
        new(stage.Id, Of(stage, state) with { Signatures = [] }, null, new FileLink("offer", Id($"offer-{number}"), "application/pdf", Hash($"offer-{number}")));

    /// <summary>The file of a kind that is asked for.</summary>
    public static FileLink File(FileRequirement wanted, int number = 1) => new(
        wanted.Kind, Id($"{wanted.Kind}-{number}"), wanted.Format == FileFormat.Pdf ? "application/pdf" : "image/jpeg", Hash($"{wanted.Kind}-{number}"));

    private static JsonNode Value(FieldDefinition field, bool failing, bool no) => field.Type switch
    {
        FieldType.Text or FieldType.LongText => Text(field),
        FieldType.Number or FieldType.Money or FieldType.Integer => JsonValue.Create(Number(field)),
        FieldType.Boolean => !no,
        FieldType.Choice => field.Options[no ? ^1 : 0].Id,
        FieldType.Choices => new JsonArray(field.Options[0].Id),
        FieldType.Date => "2026-03-02",
        FieldType.Instant => "2026-03-02T09:00:00+08:00",
        FieldType.Position => new JsonObject { ["lat"] = 40.316, ["lon"] = 116.637 },
        FieldType.Rows => new JsonArray(new JsonObject(field.Columns.Select(c => KeyValuePair.Create<string, JsonNode?>(c.Id, Value(c, failing, no))))),
        FieldType.Checklist => new JsonObject(field.Options.Select((o, i) => KeyValuePair.Create<string, JsonNode?>(o.Id, failing && i == 0
            ? new JsonObject { ["result"] = "fail", ["remark"] = "电缆埋深不足" }
            : new JsonObject { ["result"] = "pass" }))),
        _ => throw new InvalidOperationException($"Unknown type {field.Type}"),
    };

    private static string Text(FieldDefinition field) =>
        field is { Personal: true, Pattern: null } ? Canary
        : field.Pattern is { } pattern ? Codes.OrderBy(c => field.Personal && c != Canary).First(c => Regex.IsMatch(c, $"^(?:{pattern})$", RegexOptions.None, TimeSpan.FromSeconds(1)))
        : "现场一切正常";

    private static decimal Number(FieldDefinition field) => field.Min ?? Math.Min(1, field.Max ?? 1);

    // The same name always gives the same file.
    private static Guid Id(string name) => new(Hash(name)[..32]);

    private static string Hash(string name) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)));
}
