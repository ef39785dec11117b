using System.Collections.Immutable;

namespace Tongdian.Domain.Survey;

/// <summary>One cross-section, and whether it does.</summary>
/// <param name="SectionMm2">s, mm².</param>
/// <param name="AmpacityA">I_z, A; null when there is no capacity in the table.</param>
/// <param name="DropPercent">Δu, percent.</param>
/// <param name="EndV">Voltage at the end, V.</param>
/// <param name="Carries">I_n ≤ I_z.</param>
/// <param name="KeepsVoltage">The drop and the voltage at the end are within their limits.</param>
public sealed record CableCandidate(
    decimal SectionMm2, decimal? AmpacityA, decimal DropPercent, decimal EndV, bool Carries, bool KeepsVoltage);

/// <summary>The cable, its protection and its voltage drop.</summary>
/// <param name="SectionMm2">The smallest cross-section that meets everything, mm²; null when none does.</param>
/// <param name="CableType">Its type, when the table has one.</param>
/// <param name="BreakerA">I_n of the protection, A; null when no rating is large enough.</param>
/// <param name="Reason">Why this one, or why none.</param>
/// <param name="Candidates">All that were looked at, ascending.</param>
/// <param name="Figures">How the chosen one (or the largest) was computed.</param>
/// <param name="Findings">What was noticed.</param>
public sealed record CableChoice(
    decimal? SectionMm2,
    string? CableType,
    decimal? BreakerA,
    LocalizedText Reason,
    ImmutableArray<CableCandidate> Candidates,
    ImmutableArray<Figure> Figures,
    ImmutableArray<Finding> Findings)
{
    /// <summary>
    /// I_b ≤ I_n ≤ I_z with I_z = I_t·k_θ·k_m, I_2 ≤ 1.45·I_z, the drop within the limit of the voltage, the cross-section not below the least one
    /// for its use. With the same number of phases more load never gives a thinner cable.
    /// </summary>
    /// <param name="current">I_b and cos φ.</param>
    /// <param name="phases">1 or 3.</param>
    /// <param name="nominalV">A voltage of the table <c>voltages</c>, V.</param>
    /// <param name="line">Checked by <see cref="SurveyInputRules"/>.</param>
    /// <param name="tables">The numbers.</param>
    public static CableChoice Of(DesignCurrent current, int phases, decimal nominalV, LineInput line, SurveyTables tables)
    {
        var row = tables.Voltages.Rows.First(r => r.NominalV == nominalV && r.Phases == phases);
        var ampacity = nominalV < 1000 ? CorrectedAmpacity.For(line, phases, tables) : null;
        decimal? breaker = tables.Breakers.RatingsA.Any(a => a >= current.Amps) ? tables.Breakers.RatingsA.First(a => a >= current.Amps) : null;
        var least = Least(line, tables.MinimumSections);
        var sections = line.SectionMm2 is { } asked ? [asked] : tables.Ampacity.SectionsMm2.Where(s => s >= least);
        var source = line.MeasuredV ?? row.NominalV;
        var looked = sections.Select(s => Look(s, ampacity?.Of(s), VoltageDrop.Of(current, line.LengthM, s, line.Material, row, source, tables)))
            .Where(c => c.AmpacityA is not null || line.SectionMm2 is not null)
            .ToImmutableArray();
        var found = looked.FirstOrDefault(c => c.Carries && c.KeepsVoltage && c.SectionMm2 >= least);
        var shown = found ?? looked.LastOrDefault();
        return new CableChoice(
            found?.SectionMm2,
            ampacity?.Row.CableType,
            ampacity is null ? null : breaker,
            Why(found, shown, ampacity is not null, breaker, least, row, line.MeasuredV is not null),
            looked,
            shown is null ? [] : Shown(shown),
            [.. LineFindings.Of(line, row, found, ampacity is not null, breaker, tables)]);

        CableCandidate Look(decimal section, decimal? carries, VoltageDrop drop) => new(
            section, carries, drop.Percent, drop.EndV,
            // Without a table at this voltage nothing is known, and whoever gave the cross-section answers for it.
            ampacity is null ? line.SectionMm2 is not null : breaker <= carries && Trips(breaker, tables) <= 1.45m * carries,
            drop.Percent <= row.MaxDropPercent && drop.EndV >= row.LowestV);

        ImmutableArray<Figure> Shown(CableCandidate candidate)
        {
            var drop = VoltageDrop.Of(current, line.LengthM, candidate.SectionMm2, line.Material, row, source, tables);
            if (ampacity is null || candidate.AmpacityA is not { } carries) return drop.Figures;
            var own = ampacity.Figures(candidate.SectionMm2, carries);
            return breaker is null ? [.. own, .. drop.Figures] : [.. own, .. Protection(current.Amps, breaker.Value, carries, tables), .. drop.Figures];
        }
    }

    private static decimal? Trips(decimal? breaker, SurveyTables tables) => tables.Breakers.TrippingFactor * breaker;

    private static decimal Least(LineInput line, MinimumSectionTable table) => line.Use is null ? 0 : table.Rows
        .FirstOrDefault(r => r.Use == line.Use && r.Material == line.Material && (r.MaxLengthM is not { } most || line.LengthM <= most))?.Mm2 ?? 0;

    private static ImmutableArray<Figure> Protection(decimal amps, decimal breaker, decimal carries, SurveyTables tables) =>
    [
        new("cable.protection", new("保护电器额定电流", "Rating of the protection"), "I_b ≤ I_n ≤ I_z",
            [Quantities.Current(amps), Quantities.Ampacity(carries)], Quantities.Breaker(breaker), [tables.Breakers.Source]),
        new("cable.tripping", new("约定动作电流", "Conventional tripping current"), "I_2 = k_2 · I_n ≤ 1.45 · I_z",
            [Quantities.TrippingFactor(tables.Breakers.TrippingFactor), Quantities.Breaker(breaker), Quantities.Ampacity(carries)],
            Quantities.Tripping(tables.Breakers.TrippingFactor * breaker), [tables.Breakers.Source]),
    ];

    private static LocalizedText Why(
        CableCandidate? found, CableCandidate? shown, bool known, decimal? breaker, decimal least, VoltageRow row, bool measured)
    {
        if (found is not null)
        {
            return known
                ? new($"{Exact.Text(found.SectionMm2)} mm² 是同时满足载流量、保护配合和电压降的最小截面", $"{Exact.Text(found.SectionMm2)} mm² is the smallest that carries the current behind its protection and keeps the voltage")
                : new($"{Exact.Text(found.SectionMm2)} mm² 满足电压降；没有该电压等级的载流量表，载流量未校核", $"{Exact.Text(found.SectionMm2)} mm² keeps the voltage; there is no table of capacities at this voltage, so the current was not checked");
        }

        if (shown is null)
        {
            return known
                ? new("表中没有合适的截面", "No cross-section in the table would do")
                : new("没有该电压等级的载流量表，未选择截面；可填写截面校核电压降", "There is no table of capacities at this voltage: no cross-section is chosen. Give one to check its voltage drop");
        }

        if (known && breaker is null) return new("计算电流超过表中最大的保护电器", "The current is above the largest protection in the table");
        if (known && !shown.Carries)
            return new($"{Exact.Text(shown.SectionMm2)} mm² 的载流量也不够", $"Even {Exact.Text(shown.SectionMm2)} mm² does not carry the current");
        if (shown.SectionMm2 < least)
            return new($"截面小于该用途的最小值 {Exact.Text(least)} mm²", $"The cross-section is below the least one for its use, {Exact.Text(least)} mm²");
        return measured && shown.DropPercent <= row.MaxDropPercent
            ? new($"{Exact.Text(shown.SectionMm2)} mm² 末端电压 {Exact.Text(shown.EndV)} V，低于 {Exact.Text(row.LowestV)} V", $"With {Exact.Text(shown.SectionMm2)} mm² the end has {Exact.Text(shown.EndV)} V, below {Exact.Text(row.LowestV)} V")
            : new($"{Exact.Text(shown.SectionMm2)} mm² 的电压降 {Exact.Text(shown.DropPercent)} % 超过 {Exact.Text(row.MaxDropPercent)} %", $"Even {Exact.Text(shown.SectionMm2)} mm² loses {Exact.Text(shown.DropPercent)} %, above {Exact.Text(row.MaxDropPercent)} %");
    }
}
