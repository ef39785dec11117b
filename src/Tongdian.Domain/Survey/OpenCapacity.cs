using System.Collections.Immutable;

namespace Tongdian.Domain.Survey;

/// <summary>How much more a transformer or a feeder may take (可开放容量).</summary>
/// <param name="Kva">Open capacity, kVA; never below 0.</param>
/// <param name="PercentNow">Load rate now, percent.</param>
/// <param name="PercentAfter">Load rate with what was promised and with this customer, percent; null when no load is known.</param>
/// <param name="Fits">The customer's load is within it; null when no load is known.</param>
/// <param name="Figures">How it came about.</param>
/// <param name="Findings">What was noticed.</param>
public sealed record OpenCapacity(
    decimal Kva, decimal PercentNow, decimal? PercentAfter, bool? Fits, ImmutableArray<Figure> Figures, ImmutableArray<Finding> Findings)
{
    /// <summary>S_open = S_N·r − S_max − S_res: what a transformer has left at the load rate that is planned with.</summary>
    /// <param name="input">Checked by <see cref="SurveyInputRules"/>.</param>
    /// <param name="kva">S_c of the customer, kVA; null when unknown.</param>
    /// <param name="tables">The numbers.</param>
    public static OpenCapacity Of(TransformerInput input, decimal? kva, SurveyTables tables)
    {
        var (table, figures) = (tables.Transformers, new List<Figure>());
        var greatest = input.GreatestKva ?? Greatest(input, tables.Demand, figures);
        figures.Add(new Figure("transformer.open", new("变压器可开放容量", "Open capacity of the transformer"), "S_open = max(0, S_N · r − S_max − S_res)",
            [Quantities.Rated(input.RatedKva), Quantities.LoadRate(table.LoadRate), Quantities.Greatest(greatest), Quantities.Committed(input.CommittedKva)],
            Quantities.Open(Left(input.RatedKva * table.LoadRate, greatest, input.CommittedKva)), [table.Source]));
        return From("transformer", input.RatedKva, table.LoadRate, greatest, input.CommittedKva, kva, figures, tables);
    }

    /// <summary>S_open = √3·U·(I_lim·r − I_max) − S_res: what a feeder has left.</summary>
    /// <param name="input">Checked by <see cref="SurveyInputRules"/>.</param>
    /// <param name="kva">S_c of the customer, kVA; null when unknown.</param>
    /// <param name="tables">The numbers.</param>
    public static OpenCapacity Of(FeederInput input, decimal? kva, SurveyTables tables)
    {
        var (rate, perAmp) = (tables.Feeders.LoadRate, Exact.Root3 * input.Kv);
        var left = Left(perAmp * input.LimitA * rate, perAmp * input.GreatestA, input.CommittedKva);
        var figure = new Figure("feeder.open", new("线路可开放容量", "Open capacity of the feeder"), "S_open = max(0, √3 · U · (I_lim · r − I_max) − S_res)",
            [
                Quantities.Kv(input.Kv), Quantities.FeederLimit(input.LimitA), Quantities.LoadRate(rate), Quantities.FeederGreatest(input.GreatestA),
                Quantities.Committed(input.CommittedKva),
            ],
            Quantities.Open(left), [tables.Feeders.Source]);
        return From("feeder", perAmp * input.LimitA, rate, perAmp * input.GreatestA, input.CommittedKva, kva, [figure], tables);
    }

    private static decimal Greatest(TransformerInput input, DemandTable table, List<Figure> figures)
    {
        var cosine = input.PowerFactor ?? table.DefaultPowerFactor;
        var greatest = input.GreatestKw!.Value / cosine;
        figures.Add(new Figure("transformer.greatest", new("实测最大负荷", "Greatest load measured"), "S_max = P_max / cosφ",
            [Quantities.GreatestKw(input.GreatestKw.Value), Quantities.PowerFactor(cosine)], Quantities.Greatest(greatest),
            input.PowerFactor is null ? [table.Source] : []));
        return greatest;
    }

    private static decimal Left(decimal allowed, decimal greatest, decimal committed) => Math.Max(0, allowed - greatest - committed);

    private static OpenCapacity From(
        string what, decimal full, decimal rate, decimal greatest, decimal committed, decimal? kva, List<Figure> figures, SurveyTables tables)
    {
        var (open, now) = (Left(full * rate, greatest, committed), greatest / full * 100);
        var findings = new List<Finding>();
        if (now > tables.Transformers.Overload * 100)
            findings.Add(new Finding($"{what}.overloaded", Severity.Stop, new($"现在已过载：{Exact.Text(now)} %", $"Overloaded already: {Exact.Text(now)} %")));
        else if (now > tables.Transformers.Heavy * 100)
            findings.Add(new Finding($"{what}.heavy", Severity.Warning, new($"现在已重载：{Exact.Text(now)} %", $"Heavily loaded already: {Exact.Text(now)} %")));
        if (kva is not { } asked) return new OpenCapacity(open, now, null, null, [.. figures], [.. findings]);
        var after = (greatest + committed + asked) / full * 100;
        figures.Add(new Figure($"{what}.rate", new("接入后负载率", "Load rate after connection"),
            "r_2 = (S_max + S_res + S_c) / S_full · 100",
            [
                Quantities.Greatest(greatest), Quantities.Committed(committed), Quantities.Kva(asked),
                new Quantity("S_full", new("满载容量", "capacity at full load"), Exact.Shown(full), "kVA"),
            ],
            Quantities.RateAfter(after), [tables.Transformers.Source]));
        if (asked > open)
        {
            findings.Add(new Finding($"{what}.not-enough", Severity.Stop, new(
                $"可开放容量 {Exact.Text(open)} kVA，不够 {Exact.Text(asked)} kVA", $"{Exact.Text(open)} kVA are open, not enough for {Exact.Text(asked)} kVA")));
        }

        return new OpenCapacity(open, now, after, asked <= open, [.. figures], [.. findings]);
    }
}
