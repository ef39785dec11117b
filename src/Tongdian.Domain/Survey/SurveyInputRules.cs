using System.Collections.Immutable;
using System.Globalization;

namespace Tongdian.Domain.Survey;

/// <summary>Says what is wrong with an input, by field, before anything is calculated from it.</summary>
public static class SurveyInputRules
{
    private const int MostRows = 500;
    private const int MostAppliances = 20_000;
    private const int MostFixes = 20_000;
    private const decimal MostKw = 100_000;
    private const decimal MostKva = 1_000_000;

    /// <summary>Every field that is missing, out of range or not in the tables; empty when all is well.</summary>
    public static ImmutableArray<FieldError> Check(SurveyInput input, SurveyTables tables)
    {
        var check = new Checks();
        if (input is { Load: null, Nameplate: null, Photo: null, Track: null, Position: null, Transformer: null, Feeder: null }) check.Missing("load");
        if (input.Load is { } load) Load(load, input, tables, check);
        if (input.Supply is { } supply) Supply(supply, tables, check);
        if (input.Line is { } line) Line(line, tables, check);
        if (input.Transformer is { } transformer) Transformer(transformer, check);
        if (input.Feeder is { } feeder)
        {
            check.Within("feeder.kv", feeder.Kv, 0.1m, 1000);
            check.Within("feeder.limitA", feeder.LimitA, 1, 10_000);
            check.Within("feeder.greatestA", feeder.GreatestA, 0, 10_000);
            check.Within("feeder.committedKva", feeder.CommittedKva, 0, MostKva);
        }

        if (input.Nameplate is { } plate)
        {
            check.Length("nameplate.model", plate.Model);
            check.Length("nameplate.voltage", plate.Voltage);
            check.Length("nameplate.current", plate.Current);
        }

        if (input.Photo is { } photo) Photo(photo, tables, check);
        if (input.Track is { } track) Track(track, check);
        if (input.Position is { } position)
        {
            FixIs(position.Fix, "position.fix", check);
            check.Degrees("position.latitude", position.Latitude, 90);
            check.Degrees("position.longitude", position.Longitude, 180);
            if (position.Latitude is null != position.Longitude is null) check.Missing(position.Latitude is null ? "position.latitude" : "position.longitude");
        }

        return check.Found;
    }

    private static void Load(LoadInput load, SurveyInput input, SurveyTables tables, Checks check)
    {
        if (input.Limit is not { } limit) check.Missing("limit");
        else
        {
            check.Within("limit.maxSinglePhaseKw", limit.MaxSinglePhaseKw, 0, MostKw);
            check.Within("limit.maxLowVoltageKw", limit.MaxLowVoltageKw, 0, MostKw);
            check.Within("limit.maxLowVoltageKva", limit.MaxLowVoltageKva, 0, MostKva);
        }

        var appliances = Exact.Listed(load.Appliances);
        if (appliances.IsEmpty && load is { Homes: null, AskedKw: null, AskedKva: null }) check.Missing("load");
        check.Within("load.appliances.length", appliances.Length, 0, MostRows);
        for (var index = 0; index < Math.Min(appliances.Length, MostRows); index++)
        {
            var place = $"load.appliances[{index.ToString(CultureInfo.InvariantCulture)}]";
            // JSON may say null inside a list, whatever the type says.
            if (appliances[index] is not { } appliance)
            {
                check.Missing(place);
                continue;
            }

            check.OneOf($"{place}.kind", appliance.Kind, tables.Demand.Kinds.Keys);
            check.Within($"{place}.kw", appliance.Kw, 0.001m, MostKw);
            check.Within($"{place}.count", appliance.Count, 1, 10_000);
            check.OneOf($"{place}.phases", appliance.Phases.ToString(CultureInfo.InvariantCulture), ["1", "3"]);
            if (appliance.Phase is { } phase) check.OneOf($"{place}.phase", phase, ["A", "B", "C"]);
        }

        if (appliances.Sum(a => (long?)a?.Count) > MostAppliances) check.Range("load.appliances", 1, MostAppliances);
        if (load.Homes is { } homes)
        {
            check.Within("load.homes.count", homes.Count, 1, 3_000);
            if (homes is { AreaM2: null, KwEach: null }) check.Missing("load.homes.areaM2");
            check.Within("load.homes.areaM2", homes.AreaM2, 1, 5_000);
            check.Within("load.homes.kwEach", homes.KwEach, 0.1m, 1_000);
        }

        check.Within("load.askedKw", load.AskedKw, 0.1m, MostKw);
        check.Within("load.askedKva", load.AskedKva, 0.1m, MostKva);
        check.Within("load.powerFactor", load.PowerFactor, 0.1m, 1);
        check.Within("load.simultaneousP", load.SimultaneousP, tables.Demand.LeastSimultaneousP, 1);
        check.Within("load.simultaneousQ", load.SimultaneousQ, tables.Demand.LeastSimultaneousQ, 1);
    }

    private static void Supply(SupplyInput supply, SurveyTables tables, Checks check)
    {
        if (supply.Voltage is { } voltage) check.OneOf("supply.voltage", voltage, ["low", "high"]);
        if (supply.Phases is { } phases) check.OneOf("supply.phases", phases.ToString(CultureInfo.InvariantCulture), ["1", "3"]);
        if (supply.Importance is { } importance) check.OneOf("supply.importance", importance, tables.Importance.Rows.Select(r => r.Class));
        var there = Exact.Listed(supply.AvailableKv);
        for (var index = 0; index < there.Length; index++)
        {
            check.OneOf(
                $"supply.availableKv[{index.ToString(CultureInfo.InvariantCulture)}]", Exact.Text(there[index]),
                tables.Levels.Rows.Select(l => Exact.Text(l.Kv)));
        }
    }

    private static void Line(LineInput line, SurveyTables tables, Checks check)
    {
        check.Within("line.lengthM", line.LengthM, 0, 50_000);
        check.Within("line.sectionMm2", line.SectionMm2, 0.5m, 2_000);
        check.Within("line.measuredV", line.MeasuredV, 1, 500_000);
        if (line.Use is { } use) check.OneOf("line.use", use, tables.MinimumSections.Rows.Select(r => r.Use).Distinct());
        if (line.Area is { } area) check.OneOf("line.area", area, tables.Reach.Rows.Select(r => r.Area));
        check.OneOf("line.material", line.Material, tables.Conductors.Resistivity.Keys);
        check.OneOf("line.insulation", line.Insulation, tables.Ampacity.Rows.Select(r => r.Insulation).Distinct());
        check.OneOf("line.laying", line.Laying, tables.Ampacity.Rows.Select(r => r.Laying).Distinct());
        if (tables.Ampacity.Rows.FirstOrDefault(r => CorrectedAmpacity.Is(r, line)) is not { } row)
        {
            var there = tables.Ampacity.Rows.Where(r => r.Material == line.Material && r.Insulation == line.Insulation).Select(r => r.Laying).Distinct();
            if (there.Any()) check.OneOf("line.laying", line.Laying, there);
            return;
        }

        var hottest = tables.Temperature.Rows.First(r => r.Medium == row.Medium && r.Insulation == row.Insulation).Steps[^1].MaxC;
        check.Within("line.ambientC", line.AmbientC, -50, hottest);
        check.Within("line.circuits", line.Circuits, 1, tables.Grouping.Rows.First(r => r.Medium == row.Medium).Steps[^1].MaxCircuits);
    }

    private static void Transformer(TransformerInput transformer, Checks check)
    {
        check.Within("transformer.ratedKva", transformer.RatedKva, 1, MostKva);
        if (transformer is { GreatestKva: null, GreatestKw: null }) check.Missing("transformer.greatestKva");
        check.Within("transformer.greatestKva", transformer.GreatestKva, 0, MostKva);
        check.Within("transformer.greatestKw", transformer.GreatestKw, 0, MostKva);
        check.Within("transformer.powerFactor", transformer.PowerFactor, 0.1m, 1);
        check.Within("transformer.committedKva", transformer.CommittedKva, 0, MostKva);
    }

    private static void Photo(PhotoInput photo, SurveyTables tables, Checks check)
    {
        foreach (var (place, point) in new[] { ("knownFrom", photo.KnownFrom), ("knownTo", photo.KnownTo), ("from", photo.From), ("to", photo.To) })
        {
            check.Within($"photo.{place}.x", point.X, 0, 100_000);
            check.Within($"photo.{place}.y", point.Y, 0, 100_000);
        }

        if (photo.Thing is { } thing) check.OneOf("photo.thing", thing, tables.KnownThings.Rows.Select(r => r.Id));
        else if (photo.KnownM is null) check.Missing("photo.knownM");
        check.Within("photo.knownM", photo.KnownM, 0.01m, 100);
        check.Within("photo.knownUncertaintyM", photo.KnownUncertaintyM, 0, 10);
        check.Within("photo.pointUncertaintyPx", photo.PointUncertaintyPx, 0.1m, 100);
        if (!check.Found.IsEmpty) return;
        check.Within("photo.knownTo", PhotoScale.Distance(photo.KnownFrom, photo.KnownTo), 1, 200_000);
        check.Within("photo.to", PhotoScale.Distance(photo.From, photo.To), 1, 200_000);
    }

    private static void Track(TrackInput track, Checks check)
    {
        if (track.Fixes.IsDefaultOrEmpty)
        {
            check.Missing("track.fixes");
            return;
        }

        check.Within("track.fixes.length", track.Fixes.Length, 1, MostFixes);
        for (var index = 0; index < Math.Min(track.Fixes.Length, MostFixes); index++)
            FixIs(track.Fixes[index], $"track.fixes[{index.ToString(CultureInfo.InvariantCulture)}]", check);
    }

    private static void FixIs(Fix? fix, string place, Checks check)
    {
        if (fix is null)
        {
            check.Missing(place);
            return;
        }

        check.Degrees($"{place}.latitude", fix.Latitude, 90);
        check.Degrees($"{place}.longitude", fix.Longitude, 180);
        if (!double.IsFinite(fix.AccuracyM) || fix.AccuracyM is < 0 or > 100_000) check.Range($"{place}.accuracyM", 0, 100_000);
    }

    private sealed class Checks
    {
        private readonly ImmutableArray<FieldError>.Builder found = ImmutableArray.CreateBuilder<FieldError>();

        public ImmutableArray<FieldError> Found => found.ToImmutable();

        public void Missing(string field) => found.Add(new FieldError(field, "survey.missing"));

        public void Range(string field, decimal least, decimal most) =>
            found.Add(new FieldError(field, "survey.out-of-range").With("least", Exact.Text(least)).With("most", Exact.Text(most)));

        public void Within(string field, decimal? value, decimal least, decimal most)
        {
            if (value < least || value > most) Range(field, least, most);
        }

        public void Degrees(string field, double? value, int most)
        {
            if (value is { } degrees && (!double.IsFinite(degrees) || Math.Abs(degrees) > most)) Range(field, -most, most);
        }

        public void OneOf(string field, string? value, IEnumerable<string> known)
        {
            var words = known.ToList();
            if (value is null || !words.Contains(value, StringComparer.Ordinal))
                found.Add(new FieldError(field, "survey.unknown").With("known", string.Join(", ", words)));
        }

        public void Length(string field, string? text)
        {
            if (text is { Length: > 60 }) Range($"{field}.length", 0, 60);
        }
    }
}
