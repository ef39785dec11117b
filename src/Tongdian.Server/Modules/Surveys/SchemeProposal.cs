using System.Text.Json;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;
using Tongdian.Domain.Survey;
using Tongdian.Server.Platform.Look;
using static Tongdian.Server.Modules.Surveys.SurveysTexts;

namespace Tongdian.Server.Modules.Surveys;

/// <summary>What the calculation of a survey proposes for the form of a scheme. Only values that the form accepts are proposed.</summary>
internal static class SchemeProposal
{
    /// <summary>The values by field, in the language of the moment.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Of(SurveyResult result, StageDefinition scheme)
    {
        (string Field, JsonElement? Value)[] all =
        [
            ("nominalVoltage", result.Supply is { Voltage: "high", NominalV: { } volts } ? Json($"{Show.Number(volts / 1000)}kv") : null),
            ("phases", result.Supply is { } supply ? Json(supply.Phases == 1 ? "single" : "three") : null),
            ("crossSectionMm2", result.Cable?.SectionMm2 is { } section ? Json(section) : null),
            ("protection", result.Cable?.BreakerA is { } amps ? Json(Breaker(amps)) : null),
            ("meteringMode", result.Meter?.Connection switch { "direct" => Json("direct"), "ct" => Json("with-ct"), "ct-pt" => Json("high-side"), _ => null }),
            ("ctRatio", Json(result.Meter?.CtRatio)),
            ("ptRatio", Json(result.Meter?.PtRatio)),
            ("noChargeReason", result.Cost is { Yuan: 0 } free ? Json(Show.In(free.Reason)) : null),
        ];
        return all.Where(p => p.Value is { } value && scheme.Fields.Any(f => f.Id == p.Field) && Accepts(scheme, p.Field, value))
            .ToDictionary(p => p.Field, p => p.Value!.Value, StringComparer.Ordinal);
    }

    /// <summary>A breaker in words.</summary>
    public static string Breaker(decimal amps) => Text("scheme.breaker", Show.Number(amps));

    private static bool Accepts(StageDefinition scheme, string field, JsonElement value) =>
        FormRules.CheckDraft(scheme, Submission.Empty with { Fields = Submission.Empty.Fields.SetItem(field, value) }).IsEmpty;

    private static JsonElement? Json(string? text) => text is null ? null : JsonSerializer.SerializeToElement(text);

    private static JsonElement Json(decimal number) => JsonSerializer.SerializeToElement(number);
}
