using Tongdian.Domain.Survey;
using Tongdian.Server.Modules.Cases.Desk;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Paper;
using static Tongdian.Server.Modules.Surveys.SurveysTexts;

namespace Tongdian.Server.Modules.Surveys;

/// <summary>The proposed scheme: what the surveyor wrote down, and where nothing was written, what the calculation proposes.</summary>
internal static class SchemeChapter
{
    public static IEnumerable<PaperPart> Of(ReportSource source, SurveyResult? result)
    {
        (string Name, string[] Fields, string? Calculated)[] parts =
        [
            ("voltage", ["nominalVoltage"], result?.Supply is { NominalV: { } volts } ? Volts(volts) : null),
            ("phases", ["phases"], result?.Supply is { } supply ? Text($"phases.{supply.Phases}") : null),
            ("capacity", ["capacityKw", "requestedCapacityKva"], result?.Load is { } load ? Text("scheme.load", Rounded(load.Kw), Rounded(load.Kva)) : null),
            ("transformer", [], result?.CustomerTransformer?.Kva is { } kva ? $"{Show.Number(kva)} kVA" : null),
            ("cable", ["crossSectionMm2"], result?.Cable is { } cable ? Cable(cable) : null),
            ("line", ["lineType"], null),
            ("protection", ["protection"], result?.Cable?.BreakerA is { } amps ? SchemeProposal.Breaker(amps) : null),
            ("metering", ["meteringMode"], result?.Meter is { } way ? Text($"metering.{way.Connection}") : null),
            ("meter", [], result?.Meter is { Type: not null } meter ? string.Join(' ', new[] { meter.Type, meter.Voltage is { } v ? $"{v} V" : null, meter.Current is { } c ? $"{c} A" : null, meter.MeterAccuracy is { } a ? Text("scheme.class", a) : null }.OfType<string>()) : null),
            ("ct", ["ctRatio"], Ratio(result?.Meter?.CtRatio, result?.Meter?.CtAccuracy)),
            ("pt", ["ptRatio"], Ratio(result?.Meter?.PtRatio, result?.Meter?.PtAccuracy)),
            ("cost", ["totalCost", "noChargeReason"], result?.Cost is { } cost ? Cost(cost) : null),
        ];
        var rows = parts.Select(p => (p.Name, Entered: string.Join(" · ", p.Fields.Select(f => Entered(source, f)).Where(w => w.Length > 0)), p.Calculated))
            .Where(p => p.Entered.Length > 0 || p.Calculated is not null)
            .Select(p => new[]
            {
                Text($"scheme.{p.Name}"), p.Entered.Length > 0 ? p.Entered : p.Calculated!,
                p.Entered.Length == 0 ? Text("scheme.calculated") : p.Calculated is null ? Text("scheme.entered") : Text("scheme.entered-beside", p.Calculated),
            }).ToList();
        if (rows.Count == 0)
            return [new PaperParagraph(Text("scheme.none"))];
        return [new PaperRows([new(Text("scheme.what"), 2), new(Text("scheme.proposed"), 4), new(Text("scheme.from"), 3)], rows), new PaperParagraph(Text("scheme.note")) { Note = true }];
    }

    private static string Entered(ReportSource source, string field) =>
        source.Stage.Fields.FirstOrDefault(f => f.Id == field) is { Personal: false } definition && source.Entry.Fields.TryGetValue(field, out var value) ? ValueWords.Of(definition, value) : "";

    private static string Volts(decimal volts) => volts >= 1000 ? $"{Show.Number(volts / 1000)} kV" : $"{Show.Number(volts)} V";

    private static string Rounded(decimal value) => Show.Number(Math.Round(value, 2, MidpointRounding.AwayFromZero));

    private static string Cable(CableChoice cable) => cable.SectionMm2 is { } section ? $"{cable.CableType} {Show.Number(section)} mm²".TrimStart() : Show.In(cable.Reason);

    private static string? Ratio(string? ratio, string? accuracy) => ratio is null ? null : accuracy is { Length: > 0 } ? $"{ratio} {Text("scheme.class", accuracy)}" : ratio;

    private static string Cost(IndicativeCost cost) => cost.Yuan switch
    {
        null => Text("scheme.cost-unknown", Show.In(cost.Reason)), 0 => Text("scheme.cost-free", Show.In(cost.Reason)), { } yuan => Text("scheme.cost-about", Show.Number(yuan), Show.In(cost.Reason)),
    };
}
