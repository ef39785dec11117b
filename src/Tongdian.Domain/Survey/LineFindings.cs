namespace Tongdian.Domain.Survey;

/// <summary>What is noticed about a line beside its cross-section.</summary>
internal static class LineFindings
{
    public static IEnumerable<Finding> Of(
        LineInput line, VoltageRow row, CableCandidate? found, bool known, decimal? breaker, SurveyTables tables)
    {
        if (found is null)
            yield return new("cable.nothing-fits", Severity.Stop, new("没有满足要求的截面", "No cross-section does"));
        if (!known)
            yield return new("cable.no-table", Severity.Warning, new("没有该电压等级的载流量表", "There is no table of capacities at this voltage"));
        else if (breaker is null)
            yield return new("cable.no-breaker", Severity.Stop, new("没有足够大的保护电器", "No protection is large enough"));
        if (line.MeasuredV is { } measured && (measured < row.LowestV || measured > row.HighestV))
        {
            yield return new("line.voltage-at-source", Severity.Warning, new(
                $"接入点实测 {Exact.Text(measured)} V，不在 {Exact.Text(row.LowestV)}–{Exact.Text(row.HighestV)} V 之内",
                $"The supply point has {Exact.Text(measured)} V, outside {Exact.Text(row.LowestV)} to {Exact.Text(row.HighestV)} V"));
        }

        if (row.NominalV < 1000 && line.Area is { } area && tables.Reach.Rows.First(r => r.Area == area).MaxM is var reach && line.LengthM > reach)
        {
            yield return new("line.too-long", Severity.Warning, new(
                $"长度 {Exact.Text(line.LengthM)} m 超过 {area} 类供电区域的供电半径 {Exact.Text(reach)} m",
                $"{Exact.Text(line.LengthM)} m is above the {Exact.Text(reach)} m of a supply area {area}"));
        }

        if (line.Use != "overhead-drop") yield break;
        if (line.LengthM > tables.Reach.OverheadDropM)
        {
            yield return new("line.drop-too-long", Severity.Warning, new(
                $"架空接户线长度 {Exact.Text(line.LengthM)} m 超过 {Exact.Text(tables.Reach.OverheadDropM)} m",
                $"An overhead service drop of {Exact.Text(line.LengthM)} m is above {Exact.Text(tables.Reach.OverheadDropM)} m"));
        }
        else if (line.LengthM > tables.Reach.OverheadSpanM)
        {
            yield return new("line.needs-pole", Severity.Note, new(
                $"档距不超过 {Exact.Text(tables.Reach.OverheadSpanM)} m，需要增加电杆", $"A span is at most {Exact.Text(tables.Reach.OverheadSpanM)} m: a further pole is needed"));
        }
    }
}
