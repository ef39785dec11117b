using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Tongdian.Domain.Survey;

// Turns the text of the tables into them, or into the list of everything that is wrong with it.
internal static class SurveyTablesReader
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static Result<SurveyTables> Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            var errors = new List<FieldError>();
            if (document.RootElement.ValueKind is not JsonValueKind.Object) return Unreadable("$", 0);
            // A wrapper, so that unknown members of the root are found like those of every other object.
            using var wrapped = JsonDocument.Parse($"{{\"\":{json}}}", Strict);
            var tables = new Place(wrapped.RootElement, "", errors).In("", All);
            if (errors.Count == 0) SurveyTableLinks.Check(tables, errors);
            if (errors.Count == 0) return tables;
            return new Error(ErrorKind.Invalid, "survey-tables.invalid").For(errors.Select(e => e with { Field = e.Field.TrimStart('.') }));
        }
        catch (JsonException exception)
        {
            return Unreadable(exception.Path ?? "$", exception.LineNumber ?? 0);
        }
    }

    private static Error Unreadable(string path, long line) => new Error(ErrorKind.Invalid, "survey-tables.json")
        .With("path", path)
        .With("line", (line + 1).ToString(CultureInfo.InvariantCulture));

    private static SurveyTables All(Place root)
    {
        var id = root.Text("id");
        var version = root.Count("version", 1, int.MaxValue);
        return new SurveyTables(
            id,
            version,
            root.In("demand", Demand),
            root.In("homes", p => new HomeTable(
                Source(p, "homes"),
                p.Rows("rows", r => new HomeRow(r.Number("maxAreaM2", 1, 10_000), r.Number("kw", 0.1m, 1000))),
                p.Number("wattsPerFurtherM2", 0, 1000),
                p.Number("powerFactor", 0.1m, 1))),
            root.In("homeFactors", HomeFactors),
            root.In("unbalance", p => new UnbalanceTable(Source(p, "unbalance"), p.Number("maxPercent", 0, 100))),
            root.In("voltages", p => new VoltageTable(Source(p, "voltages"), p.Rows("rows", r => new VoltageRow(
                r.Number("nominalV", 100, 1_000_000),
                r.Count("phases", 1, 3),
                r.Number("lowestV", 100, 1_000_000),
                r.Number("highestV", 100, 1_200_000),
                r.Number("maxDropPercent", 0.1m, 20))))),
            root.In("levels", p => new LevelTable(Source(p, "levels"), p.Rows("rows", r => new LevelRow(
                r.Number("kv", 1, 1000), r.Number("minKva", 0, 10_000_000), r.NumberOrNone("maxKva", 1, 10_000_000))))),
            root.In("importance", p => new ImportanceTable(Source(p, "importance"), p.Rows("rows", r => new ImportanceRow(
                r.Text("class"), r.Both("name"), r.Count("supplies", 1, 4), r.Flag("emergencySource"))))),
            root.In("ampacity", Ampacity),
            root.In("temperature", p => new TemperatureTable(Source(p, "temperature"), p.Rows("rows", TemperatureRow))),
            root.In("grouping", p => new GroupingTable(Source(p, "grouping"), p.Rows("rows", GroupingRow))),
            root.In("conductors", p => new ConductorTable(
                Source(p, "conductors"),
                p.Rows("rows", r => (Material: r.OneOf("material", "copper", "aluminium"), Ohm: r.Number("resistivity", 0.001m, 1)))
                    .DistinctBy(r => r.Material)
                    .ToImmutableSortedDictionary(r => r.Material, r => r.Ohm, StringComparer.Ordinal),
                p.Number("reactance", 0, 0.01m))),
            root.In("breakers", p => new BreakerTable(
                Source(p, "breakers"), p.Ascending("ratingsA", 1, 10_000), p.Number("trippingFactor", 1, 2))),
            root.In("minimumSections", p => new MinimumSectionTable(Source(p, "minimumSections"), p.Rows("rows", r => new MinimumSectionRow(
                r.Text("use"), r.OneOf("material", "copper", "aluminium"), r.NumberOrNone("maxLengthM", 0, 100_000), r.Number("mm2", 0.5m, 1000))))),
            root.In("reach", p => new ReachTable(
                Source(p, "reach"),
                p.Rows("rows", r => new ReachRow(r.Text("area"), r.Number("maxM", 1, 100_000))),
                p.Number("overheadDropM", 1, 1000),
                p.Number("overheadSpanM", 1, 1000))),
            root.In("transformers", p => new TransformerTable(
                Source(p, "transformers"),
                p.Ascending("ratingsKva", 1, 1_000_000),
                p.Number("loadRate", 0.1m, 1),
                p.Number("heavy", 0.1m, 2),
                p.Number("overload", 0.1m, 2))),
            root.In("feeders", p => new FeederTable(Source(p, "feeders"), p.Number("loadRate", 0.1m, 1))),
            root.In("meters", Meters),
            root.In("ratios", p => new RatioTable(
                Source(p, "ratios"),
                p.Ascending("lowPrimaryA", 1, 100_000),
                p.Ascending("highPrimaryA", 1, 100_000),
                p.Number("secondaryA", 1, 5),
                p.Number("leastPercent", 0, 100),
                p.Number("leastPercentS", 0, 100),
                p.Number("ptSecondaryKv", 0.01m, 1))),
            root.In("accuracy", Accuracy),
            root.In("nameplates", p => new NameplateTable(
                Source(p, "nameplates"),
                p.Rows("rows", r => (Letter: r.OneOf("letter", "D", "S", "T"), Voltages: r.Words("voltages")))
                    .DistinctBy(r => r.Letter)
                    .ToImmutableSortedDictionary(r => r.Letter, r => r.Voltages, StringComparer.Ordinal),
                p.Number("leastRatio", 1, 100))),
            root.In("costs", p => new CostTable(
                Source(p, "costs"),
                p.Number("freeUpToKw", 0, 100_000),
                p.Both("freeBecause"),
                p.Has("prices")
                    ? p.Rows("prices", r => new PriceRow(
                        r.OneOf("per", "line-m", "transformer-kva", "case"), r.Both("name"), r.Number("yuan", 0, 100_000_000)))
                    : [])),
            root.In("knownThings", p => new KnownThingTable(Source(p, "knownThings"), p.Rows("rows", r => new KnownThing(
                r.Text("id"), r.Both("name"), r.Number("metres", 0.001m, 100), r.Number("uncertaintyM", 0, 10))))),
            root.In("positions", p => new PositionTable(
                Source(p, "positions"),
                p.Count("maxAgeSeconds", 1, 86_400),
                (double)p.Number("maxAccuracyM", 1, 10_000),
                (double)p.Number("maxDistanceM", 1, 100_000),
                (double)p.Number("maxSpeed", 0.1m, 100))));
    }

    private static TableSource Source(Place p, string table)
    {
        var (source, edition, clause, verified) = (p.Text("source"), p.Mark("edition"), p.Mark("clause"), p.Flag("verified"));
        var note = p.Has("note") ? p.Both("note") : null;
        if (!verified && note is null) p.Refuse(p.Path("note"), "survey-tables.note");
        return new TableSource(table, source, edition, clause, verified, note);
    }

    private static DemandTable Demand(Place p) => new(
        Source(p, "demand"),
        p.Number("defaultPowerFactor", 0.1m, 1),
        p.Number("leastSimultaneousP", 0.1m, 1),
        p.Number("leastSimultaneousQ", 0.1m, 1),
        p.Rows("rows", r => new DemandKind(
                r.Text("kind"), r.Both("name"), r.Number("demandFactor", 0.01m, 1), r.Number("powerFactor", 0.1m, 1), r.Both("basis")))
            .DistinctBy(k => k.Id)
            .ToImmutableSortedDictionary(k => k.Id, k => k, StringComparer.Ordinal));

    private static HomeFactorTable HomeFactors(Place p)
    {
        var rows = p.Rows("rows", r => new HomeFactorRow(
            r.Count("from", 1, 100_000), r.Count("to", 1, 100_000), r.Number("atFrom", 0.01m, 1), r.Number("atTo", 0.01m, 1)));
        for (var index = 0; index < rows.Length; index++)
        {
            var next = index == 0 ? 1 : rows[index - 1].To + 1;
            if (rows[index].From != next || rows[index].To < rows[index].From)
                p.Refuse(p.Path($"rows[{index.ToString(CultureInfo.InvariantCulture)}]"), "survey-tables.order");
        }

        return new HomeFactorTable(Source(p, "homeFactors"), rows);
    }

    private static AmpacityTable Ampacity(Place p)
    {
        var sections = p.Ascending("sectionsMm2", 0.5m, 2000);
        return new AmpacityTable(Source(p, "ampacity"), sections, p.Rows("rows", r => new AmpacityRow(
            r.OneOf("material", "copper", "aluminium"),
            r.Text("insulation"),
            r.Text("laying"),
            r.Count("loaded", 2, 3),
            r.OneOf("medium", "air", "ground"),
            r.Text("type"),
            r.Column("amps", sections.Length, 1, 10_000))));
    }

    private static TemperatureRow TemperatureRow(Place r)
    {
        var steps = r.Rows("steps", s => new TemperatureStep(s.Number("maxC", -50, 100), s.Number("factor", 0.01m, 2)));
        r.Climbs("steps", [.. steps.Select(s => (decimal?)s.MaxC)]);
        r.Climbs("steps", [.. steps.Select(s => (decimal?)-s.Factor)]);
        return new TemperatureRow(r.OneOf("medium", "air", "ground"), r.Text("insulation"), steps);
    }

    private static GroupingRow GroupingRow(Place r)
    {
        var steps = r.Rows("steps", s => new GroupingStep(s.Count("circuits", 1, 1000), s.Number("factor", 0.01m, 1)));
        r.Climbs("steps", [.. steps.Select(s => (decimal?)s.MaxCircuits)]);
        r.Climbs("steps", [.. steps.Select(s => (decimal?)-s.Factor)]);
        return new GroupingRow(r.OneOf("medium", "air", "ground"), steps);
    }

    private static MeterTable Meters(Place p) => new(
        Source(p, "meters"),
        p.Number("directSinglePhaseA", 1, 1000),
        p.Number("directThreePhaseA", 1, 1000),
        p.Ascending("threeWireKv", 1, 1000),
        p.Rows("rows", r => new MeterRow(
            r.Text("type"),
            r.OneOf("connection", "direct", "ct", "ct-pt"),
            r.Text("voltage"),
            r.Text("current"),
            r.Number("maximumA", 0.1m, 1000),
            r.Whole("constants", 1, 10_000_000))));

    private static AccuracyTable Accuracy(Place p)
    {
        var rows = p.Rows("rows", r => new AccuracyRow(
            r.Text("class"), r.Number("minKv", 0, 1000), r.Count("phases", 1, 3), r.Text("meter"), r.Mark("ct"), r.Mark("pt")));
        p.Climbs("rows", [.. rows.Select(r => (decimal?)r.MinKv)]);
        return new AccuracyTable(Source(p, "accuracy"), rows);
    }
}
