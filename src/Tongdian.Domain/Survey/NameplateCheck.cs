using System.Collections.Immutable;

namespace Tongdian.Domain.Survey;

/// <summary>Whether what stands on a meter agrees with itself.</summary>
/// <param name="Code">The type code; null when it cannot be read.</param>
/// <param name="Voltage">The voltage in one spelling, V: <c>3x220/380</c>.</param>
/// <param name="BaseA">Base current, A.</param>
/// <param name="GreatestA">Greatest current, A.</param>
/// <param name="Agrees">Nothing contradicts (what is missing does not).</param>
/// <param name="Findings">What contradicts, and what is unusual.</param>
/// <param name="Tables">The tables it was compared with.</param>
public sealed record NameplateCheck(
    MeterCode? Code,
    string? Voltage,
    decimal? BaseA,
    decimal? GreatestA,
    bool Agrees,
    ImmutableArray<Finding> Findings,
    ImmutableArray<TableSource> Tables)
{
    /// <summary>
    /// The letter of the phases against the voltage (<c>DDZY</c> ↔ 220 V, <c>DTZY</c> ↔ 3×220/380 V or 3×57.7/100 V, <c>DSZY</c> ↔ 3×100 V), the current
    /// against the voltage and against itself, the constant against what is usual.
    /// </summary>
    public static NameplateCheck Of(NameplateInput input, SurveyTables tables)
    {
        var findings = new List<Finding>();
        if (MeterCode.Read(input.Model).Failed(out _, out var code))
            findings.Add(new Finding("nameplate.code-unreadable", Severity.Warning, new($"型号“{input.Model}”不是电能表型号", $"“{input.Model}” is no type code of a meter")));
        var voltage = input.Voltage is null ? null : RatedText.Voltage(input.Voltage);
        if (input.Voltage is not null && voltage is null)
            findings.Add(new Finding("nameplate.voltage-unreadable", Severity.Warning, new($"电压“{input.Voltage}”无法识别", $"“{input.Voltage}” is no voltage")));
        var current = input.Current is null ? null : RatedText.Current(input.Current);
        if (input.Current is not null && current is null)
            findings.Add(new Finding("nameplate.current-unreadable", Severity.Warning, new($"电流“{input.Current}”无法识别", $"“{input.Current}” is no current")));
        if (code is not null && voltage is not null) VoltageFits(code, voltage, tables.Nameplates, findings);
        if (current is { } read) CurrentFits(read, voltage, tables, findings);
        if (input.Constant is { } constant) ConstantFits(constant, voltage, current?.Text, tables.Meters, findings);
        return new NameplateCheck(
            code, voltage, current?.Base, current?.Greatest,
            findings.TrueForAll(f => f.Severity is Severity.Note), [.. findings], [tables.Nameplates.Source, tables.Meters.Source]);
    }

    private static void VoltageFits(MeterCode code, string voltage, NameplateTable table, List<Finding> findings)
    {
        if (!table.Voltages.TryGetValue(code.Phase, out var allowed) || allowed.Contains(voltage)) return;
        var usual = string.Join(", ", allowed);
        findings.Add(new Finding("nameplate.voltage-disagrees", Severity.Stop, new(
            $"{code.Letters} 应为 {usual} V，铭牌为 {voltage} V", $"{code.Letters} goes with {usual} V, the plate says {voltage} V")));
    }

    private static void CurrentFits((string Text, decimal Base, decimal Greatest) current, string? voltage, SurveyTables tables, List<Finding> findings)
    {
        if (current.Base <= 0 || current.Greatest < current.Base * tables.Nameplates.LeastRatio)
        {
            findings.Add(new Finding("nameplate.current-range", Severity.Stop, new(
                $"最大电流 {Exact.Text(current.Greatest)} A 不到基本电流 {Exact.Text(current.Base)} A 的 {Exact.Text(tables.Nameplates.LeastRatio)} 倍",
                $"The greatest current {Exact.Text(current.Greatest)} A is less than {Exact.Text(tables.Nameplates.LeastRatio)} times the base {Exact.Text(current.Base)} A")));
        }

        var known = tables.Meters.Rows.Where(r => r.Voltage == voltage).ToList();
        if (known.Count > 0 && known.Max(r => r.MaximumA) < current.Greatest)
        {
            findings.Add(new Finding("nameplate.current-disagrees", Severity.Warning, new(
                $"{voltage} V 的电能表最大电流一般不超过 {Exact.Text(known.Max(r => r.MaximumA))} A", $"A meter for {voltage} V usually has at most {Exact.Text(known.Max(r => r.MaximumA))} A")));
        }
    }

    private static void ConstantFits(int constant, string? voltage, string? current, MeterTable table, List<Finding> findings)
    {
        if (constant <= 0)
        {
            findings.Add(new Finding("nameplate.constant", Severity.Stop, new("电能表常数必须大于零", "The constant has to be above zero")));
            return;
        }

        var usual = table.Rows.Where(r => r.Voltage == voltage && r.Current == current).SelectMany(r => r.Constants).Distinct().ToList();
        if (usual.Count == 0 || usual.Contains(constant)) return;
        var list = string.Join(", ", usual.Select(u => Exact.Text(u)));
        findings.Add(new Finding("nameplate.constant-unusual", Severity.Note, new(
            $"该规格常见常数为 {list} imp/kWh", $"Usual constants of this meter: {list} imp/kWh")));
    }
}
