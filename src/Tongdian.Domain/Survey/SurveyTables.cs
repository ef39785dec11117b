using System.Collections.Immutable;

namespace Tongdian.Domain.Survey;

/// <summary>
/// The numbers that the calculation takes from standards, regulations and settings: all of them data, each table with its source. Immutable.
/// </summary>
/// <param name="Id">Its name: <c>cn</c>.</param>
/// <param name="Version">Counts up with every change; 1 or more.</param>
/// <param name="Demand">Kinds of appliances.</param>
/// <param name="Homes">Capacity of a home by its size.</param>
/// <param name="HomeFactors">Demand factor by number of homes.</param>
/// <param name="Unbalance">Unbalance of the phases.</param>
/// <param name="Voltages">Nominal voltages and their limits.</param>
/// <param name="Levels">High voltages by capacity.</param>
/// <param name="Importance">Classes of important customers.</param>
/// <param name="Ampacity">Current-carrying capacities.</param>
/// <param name="Temperature">Factors for the ambient temperature.</param>
/// <param name="Grouping">Factors for circuits side by side.</param>
/// <param name="Conductors">Resistivity and reactance.</param>
/// <param name="Breakers">Ratings of the protection.</param>
/// <param name="MinimumSections">Least cross-sections by use.</param>
/// <param name="Reach">Greatest lengths of lines.</param>
/// <param name="Transformers">Ratings and load rates of transformers.</param>
/// <param name="Feeders">Load rate of feeders.</param>
/// <param name="Meters">Meters to choose from.</param>
/// <param name="Ratios">Ratios of current transformers.</param>
/// <param name="Accuracy">Classes of metering and their accuracies.</param>
/// <param name="Nameplates">Which voltage belongs to which letter.</param>
/// <param name="Costs">What costs nothing, and what costs how much.</param>
/// <param name="KnownThings">Things of known size.</param>
/// <param name="Positions">When a position is believed.</param>
public sealed record SurveyTables(
    string Id,
    int Version,
    DemandTable Demand,
    HomeTable Homes,
    HomeFactorTable HomeFactors,
    UnbalanceTable Unbalance,
    VoltageTable Voltages,
    LevelTable Levels,
    ImportanceTable Importance,
    AmpacityTable Ampacity,
    TemperatureTable Temperature,
    GroupingTable Grouping,
    ConductorTable Conductors,
    BreakerTable Breakers,
    MinimumSectionTable MinimumSections,
    ReachTable Reach,
    TransformerTable Transformers,
    FeederTable Feeders,
    MeterTable Meters,
    RatioTable Ratios,
    AccuracyTable Accuracy,
    NameplateTable Nameplates,
    CostTable Costs,
    KnownThingTable KnownThings,
    PositionTable Positions)
{
    /// <summary>
    /// Reads them from the text of <c>survey/*.json</c>; or <c>survey-tables.json</c> with <c>path</c> and <c>line</c> when it is no such JSON, or
    /// <c>survey-tables.invalid</c> with every place that is wrong.
    /// </summary>
    public static Result<SurveyTables> Read(string json) => SurveyTablesReader.Read(json);
}

/// <summary>Kinds of appliances.</summary>
/// <param name="Source">Where from.</param>
/// <param name="DefaultPowerFactor">cos φ when nothing is known, above 0, at most 1.</param>
/// <param name="LeastSimultaneousP">Least K_Σp that may be chosen.</param>
/// <param name="LeastSimultaneousQ">Least K_Σq that may be chosen.</param>
/// <param name="Kinds">By name.</param>
public sealed record DemandTable(
    TableSource Source,
    decimal DefaultPowerFactor,
    decimal LeastSimultaneousP,
    decimal LeastSimultaneousQ,
    ImmutableSortedDictionary<string, DemandKind> Kinds);

/// <summary>One kind: K_x and cos φ, both above 0 and at most 1, and what they rest on.</summary>
public sealed record DemandKind(string Id, LocalizedText Name, decimal DemandFactor, decimal PowerFactor, LocalizedText Basis);

/// <summary>Capacity of a home up to a floor area; above the last row each m² adds <see cref="WattsPerFurtherM2"/>.</summary>
public sealed record HomeTable(TableSource Source, ImmutableArray<HomeRow> Rows, decimal WattsPerFurtherM2, decimal PowerFactor);

/// <summary>Up to this area (m²) a home has this capacity (kW).</summary>
public sealed record HomeRow(decimal MaxAreaM2, decimal Kw);

/// <summary>Demand factor by number of homes on one phase, falling from the first to the last of a row.</summary>
public sealed record HomeFactorTable(TableSource Source, ImmutableArray<HomeFactorRow> Rows);

/// <summary>From the <see cref="From"/>th home to the <see cref="To"/>th the factor falls evenly.</summary>
public sealed record HomeFactorRow(int From, int To, decimal AtFrom, decimal AtTo);

/// <summary>Greatest unbalance of the phases, percent of the fullest.</summary>
public sealed record UnbalanceTable(TableSource Source, decimal MaxPercent);

/// <summary>Nominal voltages.</summary>
public sealed record VoltageTable(TableSource Source, ImmutableArray<VoltageRow> Rows);

/// <summary>A nominal voltage (V), what the customer's end may have (V), and the greatest drop of the line to it (percent).</summary>
public sealed record VoltageRow(decimal NominalV, int Phases, decimal LowestV, decimal HighestV, decimal MaxDropPercent);

/// <summary>High voltages by capacity.</summary>
public sealed record LevelTable(TableSource Source, ImmutableArray<LevelRow> Rows);

/// <summary>A voltage (kV) and the capacities it supplies (kVA); no greatest one when it is null.</summary>
public sealed record LevelRow(decimal Kv, decimal MinKva, decimal? MaxKva);

/// <summary>Classes of important customers.</summary>
public sealed record ImportanceTable(TableSource Source, ImmutableArray<ImportanceRow> Rows);

/// <summary>How many supplies a class has, and whether the customer keeps an emergency source.</summary>
public sealed record ImportanceRow(string Class, LocalizedText Name, int Supplies, bool EmergencySource);

/// <summary>Current-carrying capacities for the cross-sections (mm², ascending).</summary>
public sealed record AmpacityTable(TableSource Source, ImmutableArray<decimal> SectionsMm2, ImmutableArray<AmpacityRow> Rows);

/// <summary>One column of the standard: A per cross-section, null where there is no such cable.</summary>
public sealed record AmpacityRow(
    string Material, string Insulation, string Laying, int LoadedConductors, string Medium, string CableType, ImmutableArray<decimal?> Amps);

/// <summary>Factors for the ambient temperature.</summary>
public sealed record TemperatureTable(TableSource Source, ImmutableArray<TemperatureRow> Rows);

/// <summary>For a medium (<c>air</c>, <c>ground</c>) and an insulation: up to °C the factor, falling.</summary>
public sealed record TemperatureRow(string Medium, string Insulation, ImmutableArray<TemperatureStep> Steps);

/// <summary>Up to this temperature this factor.</summary>
public sealed record TemperatureStep(decimal MaxC, decimal Factor);

/// <summary>Factors for circuits side by side.</summary>
public sealed record GroupingTable(TableSource Source, ImmutableArray<GroupingRow> Rows);

/// <summary>For a medium: up to so many circuits the factor, falling.</summary>
public sealed record GroupingRow(string Medium, ImmutableArray<GroupingStep> Steps);

/// <summary>Up to so many circuits this factor.</summary>
public sealed record GroupingStep(int MaxCircuits, decimal Factor);

/// <summary>Resistivity in service (Ω·mm²/m) by material, reactance (Ω/m).</summary>
public sealed record ConductorTable(TableSource Source, ImmutableSortedDictionary<string, decimal> Resistivity, decimal Reactance);

/// <summary>Ratings of the protection (A, ascending) and I_2 over I_n.</summary>
public sealed record BreakerTable(TableSource Source, ImmutableArray<decimal> RatingsA, decimal TrippingFactor);

/// <summary>Least cross-sections by use.</summary>
public sealed record MinimumSectionTable(TableSource Source, ImmutableArray<MinimumSectionRow> Rows);

/// <summary>For a use and a material: the least cross-section (mm²) up to a length (m), or for any.</summary>
public sealed record MinimumSectionRow(string Use, string Material, decimal? MaxLengthM, decimal Mm2);

/// <summary>Greatest lengths of low-voltage lines (m) by supply area, and of an overhead service drop.</summary>
public sealed record ReachTable(TableSource Source, ImmutableArray<ReachRow> Rows, decimal OverheadDropM, decimal OverheadSpanM);

/// <summary>A supply area and its greatest length, m.</summary>
public sealed record ReachRow(string Area, decimal MaxM);

/// <summary>Ratings (kVA, ascending), the load rate to plan with, and from where a load is heavy or too much (all parts of the rating).</summary>
public sealed record TransformerTable(TableSource Source, ImmutableArray<decimal> RatingsKva, decimal LoadRate, decimal Heavy, decimal Overload);

/// <summary>The load rate to plan a feeder with, part of its limit.</summary>
public sealed record FeederTable(TableSource Source, decimal LoadRate);

/// <summary>Meters, and up to which current they are connected directly (A).</summary>
public sealed record MeterTable(
    TableSource Source,
    decimal DirectSinglePhaseA,
    decimal DirectThreePhaseA,
    ImmutableArray<decimal> ThreeWireKv,
    ImmutableArray<MeterRow> Rows);

/// <summary>A meter: connection is <c>direct</c>, <c>ct</c> or <c>ct-pt</c>; the current is written Ib(Imax).</summary>
public sealed record MeterRow(
    string Type, string Connection, string Voltage, string Current, decimal MaximumA, ImmutableArray<int> Constants);

/// <summary>Rated primary currents (A, ascending) at low and high voltage, the secondary one, and the least load (percent) by S class or not.</summary>
public sealed record RatioTable(
    TableSource Source,
    ImmutableArray<decimal> LowPrimaryA,
    ImmutableArray<decimal> HighPrimaryA,
    decimal SecondaryA,
    decimal LeastPercent,
    decimal LeastPercentS,
    decimal PtSecondaryKv);

/// <summary>Classes of metering by voltage (kV, ascending).</summary>
public sealed record AccuracyTable(TableSource Source, ImmutableArray<AccuracyRow> Rows);

/// <summary>From this voltage on (kV): the class of metering and the accuracies of meter, CT and PT; the latter two empty where there is none.</summary>
public sealed record AccuracyRow(string Class, decimal MinKv, int Phases, string Meter, string Ct, string Pt);

/// <summary>Which rated voltages a type letter may have.</summary>
public sealed record NameplateTable(TableSource Source, ImmutableSortedDictionary<string, ImmutableArray<string>> Voltages, decimal LeastRatio);

/// <summary>Up to where a low-voltage connection costs nothing (kW), why, and prices.</summary>
public sealed record CostTable(TableSource Source, decimal FreeUpToKw, LocalizedText FreeBecause, ImmutableArray<PriceRow> Prices);

/// <summary>A price: <c>line-m</c> by metre of line, <c>transformer-kva</c> by kVA, <c>case</c> once; CNY.</summary>
public sealed record PriceRow(string Per, LocalizedText Name, decimal Yuan);

/// <summary>Things of known size.</summary>
public sealed record KnownThingTable(TableSource Source, ImmutableArray<KnownThing> Rows);

/// <summary>A thing, the length that is meant and its standard uncertainty, m.</summary>
public sealed record KnownThing(string Id, LocalizedText Name, decimal Metres, decimal UncertaintyM);

/// <summary>When a position is believed: its age (s), its accuracy (m), its distance to the address (m), the speed of whoever walks (m/s).</summary>
public sealed record PositionTable(TableSource Source, int MaxAgeSeconds, double MaxAccuracyM, double MaxDistanceM, double MaxSpeed);
