using System.Collections.Immutable;

namespace Tongdian.Domain.Survey;

/// <summary>What a kind of cable carries as it is laid here: I_z = I_t·k_θ·k_m.</summary>
internal sealed record CorrectedAmpacity(AmpacityRow Row, LineInput Line, decimal TemperatureFactor, decimal GroupingFactor, SurveyTables Tables)
{
    public static CorrectedAmpacity For(LineInput line, int phases, SurveyTables tables)
    {
        var row = tables.Ampacity.Rows.First(r => Is(r, line) && r.LoadedConductors == (phases == 3 ? 3 : 2));
        return new CorrectedAmpacity(
            row,
            line,
            Temperature(row, line.AmbientC, tables.Temperature)!.Value,
            tables.Grouping.Rows.First(r => r.Medium == row.Medium).Steps.First(s => line.Circuits <= s.MaxCircuits).Factor,
            tables);
    }

    public static bool Is(AmpacityRow row, LineInput line) =>
        row.Material == line.Material && row.Insulation == line.Insulation && row.Laying == line.Laying;

    /// <summary>The factor of the first step that is not below the temperature; null above the last.</summary>
    public static decimal? Temperature(AmpacityRow row, decimal celsius, TemperatureTable table) =>
        table.Rows.FirstOrDefault(r => r.Medium == row.Medium && r.Insulation == row.Insulation)?.Steps.FirstOrDefault(s => celsius <= s.MaxC)?.Factor;

    public decimal? Of(decimal section)
    {
        var index = Tables.Ampacity.SectionsMm2.IndexOf(section);
        return index < 0 ? null : Row.Amps[index] * TemperatureFactor * GroupingFactor;
    }

    public ImmutableArray<Figure> Figures(decimal section, decimal carries) =>
    [
        new("cable.ampacity", new("校正后载流量", "Corrected current-carrying capacity"), "I_z = I_t · k_θ · k_m",
            [
                Quantities.Section(section), Quantities.TableAmps(Row.Amps[Tables.Ampacity.SectionsMm2.IndexOf(section)]!.Value),
                Quantities.Temperature(Line.AmbientC), Quantities.TemperatureFactor(TemperatureFactor), Quantities.Circuits(Line.Circuits),
                Quantities.GroupingFactor(GroupingFactor),
            ],
            Quantities.Ampacity(carries), [Tables.Ampacity.Source, Tables.Temperature.Source, Tables.Grouping.Source]),
    ];
}
