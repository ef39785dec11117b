using System.Collections.Immutable;

namespace Tongdian.Domain.Survey;

/// <summary>
/// The automatic calculation of a survey: from what the surveyor found to load, voltage, cable, open capacity, meter and cost. Pure and
/// deterministic: the server and the field app give the same text for the same input.
/// </summary>
public static class SurveyCalculation
{
    /// <summary>
    /// Calculates what the input allows; or <c>survey.invalid</c> with every field that is wrong: <c>survey.missing</c>, <c>survey.out-of-range</c>
    /// (with <c>least</c> and <c>most</c>), <c>survey.unknown</c> (with <c>known</c>).
    /// </summary>
    public static Result<SurveyResult> Of(SurveyInput input, SurveyTables tables)
    {
        var wrong = SurveyInputRules.Check(input, tables);
        if (!wrong.IsEmpty) return new Error(ErrorKind.Invalid, "survey.invalid").For(wrong);
        var (load, supply) = LoadAndSupply(input, tables);
        var current = load is not null && supply?.NominalV is { } volts
            ? DesignCurrent.Of(supply.Spread?.EquivalentKw ?? load.Kw, load.PowerFactor, supply.Phases, volts)
            : null;
        var size = load is not null && supply is { Voltage: "high" } ? TransformerSize.Of(load.Kva, tables.Transformers) : null;
        var result = new SurveyResult(
            FormattableString.Invariant($"{tables.Id} {tables.Version}"),
            load,
            supply,
            current,
            current is null || input.Line is null ? null : CableChoice.Of(current, supply!.Phases, supply.NominalV!.Value, input.Line, tables),
            input.Transformer is null ? null : OpenCapacity.Of(input.Transformer, load?.Kva, tables),
            input.Feeder is null ? null : OpenCapacity.Of(input.Feeder, load?.Kva, tables),
            size,
            current is null ? null : Meter(current, supply!, size?.Kva, tables),
            load is null ? null : IndicativeCost.Of(supply!.Voltage, load.Kw, input.Line?.LengthM, size?.Kva, tables.Costs),
            input.Nameplate is null ? null : NameplateCheck.Of(input.Nameplate, tables),
            input.Photo is null ? null : PhotoScale.Of(input.Photo, tables.KnownThings),
            input.Track is null ? null : RouteLength.Of(input.Track, tables.Positions),
            input.Position is null ? null : PositionCheck.Of(input.Position, tables.Positions),
            []);
        return result with { Unverified = Unverified(result) };
    }

    // Homes need more when they are spread over three phases, and how many phases there are depends on what they need.
    private static (CalculatedLoad? Load, SupplyChoice? Supply) LoadAndSupply(SurveyInput input, SurveyTables tables)
    {
        if (input.Load is null || CalculatedLoad.Of(input.Load, 1, tables) is not { } load) return (null, null);
        var supply = SupplyChoice.Of(input.Limit!, input.Load, load, input.Supply, tables);
        if (supply.Phases == 1 || input.Load.Homes is null) return (load, supply);
        var spread = CalculatedLoad.Of(input.Load, 3, tables)!;
        var asThree = (input.Supply ?? new SupplyInput()) with { Phases = 3 };
        return (spread, SupplyChoice.Of(input.Limit!, input.Load, spread, asThree, tables));
    }

    // At high voltage the transformer, not the load of today, decides what flows through the meter.
    private static MeterChoice Meter(DesignCurrent current, SupplyChoice supply, decimal? transformerKva, SurveyTables tables) => MeterChoice.Of(
        transformerKva is { } kva ? kva * 1000 / (Exact.Root3 * supply.NominalV!.Value) : current.Amps, supply.Phases, supply.NominalV!.Value, tables);

    private static ImmutableArray<TableSource> Unverified(SurveyResult result) =>
    [
        .. result.AllFigures().SelectMany(f => f.Tables)
            .Concat(result.Cost?.Tables ?? [])
            .Concat(result.Nameplate?.Tables ?? [])
            .Where(t => !t.Verified)
            .DistinctBy(t => t.Table)
            .OrderBy(t => t.Table, StringComparer.Ordinal),
    ];
}
