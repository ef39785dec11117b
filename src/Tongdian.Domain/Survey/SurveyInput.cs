using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Survey;

/// <summary>What the surveyor knows. Every part may be missing; what needs it is then not computed.</summary>
/// <param name="Limit">Limits of the region; needed with <see cref="Load"/>.</param>
/// <param name="Load">What is to be supplied.</param>
/// <param name="Supply">What is decided about the supply already.</param>
/// <param name="Line">The line to the customer.</param>
/// <param name="Transformer">The transformer that would supply.</param>
/// <param name="Feeder">The feeder that would supply.</param>
/// <param name="Nameplate">What stands on a meter.</param>
/// <param name="Photo">A photograph with something of known size.</param>
/// <param name="Track">The way that was walked along the route.</param>
/// <param name="Position">Where the surveyor stands.</param>
public sealed record SurveyInput(
    VoltageLimit? Limit = null,
    LoadInput? Load = null,
    SupplyInput? Supply = null,
    LineInput? Line = null,
    TransformerInput? Transformer = null,
    FeederInput? Feeder = null,
    NameplateInput? Nameplate = null,
    PhotoInput? Photo = null,
    TrackInput? Track = null,
    PositionInput? Position = null)
{
    /// <summary>Reads it from JSON; or <c>survey.json</c> with the <c>path</c> and <c>line</c> that cannot be read.</summary>
    public static Result<SurveyInput> Read(string json)
    {
        try
        {
            if (JsonSerializer.Deserialize(json, SurveyJson.Default.SurveyInput) is { } input) return input;
            return new Error(ErrorKind.Invalid, "survey.json").With("path", "$").With("line", "1");
        }
        catch (JsonException exception)
        {
            return new Error(ErrorKind.Invalid, "survey.json")
                .With("path", exception.Path ?? "$")
                .With("line", ((exception.LineNumber ?? 0) + 1).ToString(CultureInfo.InvariantCulture));
        }
    }
}

/// <summary>Appliances of one kind.</summary>
/// <param name="Kind">A kind of the table <c>demand</c>.</param>
/// <param name="Kw">Rated power of one, kW; above 0, at most 100 000.</param>
/// <param name="Count">How many, 1 to 10 000.</param>
/// <param name="Phases">1 or 3.</param>
/// <param name="Phase"><c>A</c>, <c>B</c>, <c>C</c> when a single-phase appliance is on one already.</param>
public sealed record Appliance(string Kind, decimal Kw, int Count = 1, int Phases = 1, string? Phase = null);

/// <summary>Homes behind one connection.</summary>
/// <param name="Count">How many, 1 to 3 000.</param>
/// <param name="AreaM2">Floor area of one, m²; the table <c>homes</c> then gives its capacity.</param>
/// <param name="KwEach">Capacity of one, kW, when it is known.</param>
public sealed record HomesInput(int Count, decimal? AreaM2 = null, decimal? KwEach = null);

/// <summary>What is to be supplied: a list of appliances, homes, a capacity, or several of them.</summary>
/// <param name="Appliances">The list, at most 500 rows.</param>
/// <param name="Homes">Homes behind the connection.</param>
/// <param name="AskedKw">Capacity asked for, kW.</param>
/// <param name="AskedKva">The same in kVA; kW decides when both are given.</param>
/// <param name="PowerFactor">cos φ when it was measured or is compensated; else it comes from the appliances or the table.</param>
/// <param name="SimultaneousP">K_Σp, within the range of the table; 1 when not given.</param>
/// <param name="SimultaneousQ">K_Σq, within the range of the table; 1 when not given.</param>
public sealed record LoadInput(
    ImmutableArray<Appliance>? Appliances = null,
    HomesInput? Homes = null,
    decimal? AskedKw = null,
    decimal? AskedKva = null,
    decimal? PowerFactor = null,
    decimal? SimultaneousP = null,
    decimal? SimultaneousQ = null);

/// <summary>What is decided about the supply.</summary>
/// <param name="Voltage"><c>low</c>, <c>high</c>, or null when it follows from the capacity.</param>
/// <param name="Phases">1 or 3, or null when it follows.</param>
/// <param name="AvailableKv">Voltages that are there, kV; all of the table when not given.</param>
/// <param name="Importance">A class of the table <c>importance</c>, for important customers.</param>
public sealed record SupplyInput(
    string? Voltage = null, int? Phases = null, ImmutableArray<decimal>? AvailableKv = null, string? Importance = null);

/// <summary>The line to the customer.</summary>
/// <param name="LengthM">Its length, m; 0 to 50 000.</param>
/// <param name="Material"><c>copper</c> or <c>aluminium</c>.</param>
/// <param name="Insulation">As in the table <c>ampacity</c>: <c>pvc</c>, <c>xlpe</c>.</param>
/// <param name="Laying">As in the table <c>ampacity</c>: <c>B1</c>, <c>C</c>, <c>D1</c>.</param>
/// <param name="AmbientC">Temperature of the air or the ground, °C.</param>
/// <param name="Circuits">Circuits side by side, this one included.</param>
/// <param name="Use">A use of the table <c>minimumSections</c>: <c>home</c>, <c>overhead-drop</c>.</param>
/// <param name="SectionMm2">Checks this cross-section instead of finding one.</param>
/// <param name="MeasuredV">Voltage measured at the supply point, V; between lines when there are three phases. Nominal when not given.</param>
/// <param name="Area">Class of the supply area, as in the table <c>reach</c>.</param>
public sealed record LineInput(
    decimal LengthM,
    string Material,
    string Insulation,
    string Laying,
    decimal AmbientC,
    int Circuits = 1,
    string? Use = null,
    decimal? SectionMm2 = null,
    decimal? MeasuredV = null,
    string? Area = null);

/// <summary>The transformer that would supply.</summary>
/// <param name="RatedKva">Rating, kVA.</param>
/// <param name="GreatestKva">Greatest load measured, kVA.</param>
/// <param name="GreatestKw">The same in kW, with <see cref="PowerFactor"/>; kVA decides when both are given.</param>
/// <param name="PowerFactor">cos φ of that load; the table's when not given.</param>
/// <param name="CommittedKva">Promised to others and not yet live, kVA.</param>
public sealed record TransformerInput(
    decimal RatedKva, decimal? GreatestKva = null, decimal? GreatestKw = null, decimal? PowerFactor = null, decimal CommittedKva = 0);

/// <summary>The feeder that would supply.</summary>
/// <param name="Kv">Its nominal voltage, kV.</param>
/// <param name="LimitA">The current it may carry, A.</param>
/// <param name="GreatestA">Greatest current measured, A.</param>
/// <param name="CommittedKva">Promised to others and not yet live, kVA.</param>
public sealed record FeederInput(decimal Kv, decimal LimitA, decimal GreatestA, decimal CommittedKva = 0);

/// <summary>What stands on a meter, as read or typed.</summary>
/// <param name="Model">Type code: <c>DDZY1296</c>.</param>
/// <param name="Voltage"><c>220V</c>, <c>3×220/380V</c>.</param>
/// <param name="Current"><c>5(60)A</c>, <c>0.25-0.5(60)A</c>.</param>
/// <param name="Constant">Impulses per kWh.</param>
public sealed record NameplateInput(string Model, string? Voltage = null, string? Current = null, int? Constant = null);

/// <summary>A point on a photograph, pixels from its upper left corner.</summary>
/// <param name="X">To the right.</param>
/// <param name="Y">Downwards.</param>
public sealed record PhotoPoint(decimal X, decimal Y);

/// <summary>A photograph: two ends of something known, two ends of what is to be measured.</summary>
/// <param name="KnownFrom">One end of the known thing.</param>
/// <param name="KnownTo">Its other end.</param>
/// <param name="From">One end of what is measured.</param>
/// <param name="To">Its other end.</param>
/// <param name="Thing">A thing of the table <c>knownThings</c>.</param>
/// <param name="KnownM">Its length, m, when it is none of those.</param>
/// <param name="KnownUncertaintyM">Standard uncertainty of that length, m.</param>
/// <param name="PointUncertaintyPx">Standard uncertainty of a point, pixels; 2 when not given.</param>
public sealed record PhotoInput(
    PhotoPoint KnownFrom,
    PhotoPoint KnownTo,
    PhotoPoint From,
    PhotoPoint To,
    string? Thing = null,
    decimal? KnownM = null,
    decimal KnownUncertaintyM = 0,
    decimal PointUncertaintyPx = 2);

/// <summary>One reading of the position.</summary>
/// <param name="Latitude">Degrees north, WGS 84.</param>
/// <param name="Longitude">Degrees east, WGS 84.</param>
/// <param name="AccuracyM">Radius that holds the true position in 68 of 100 readings, as the device says, m.</param>
/// <param name="At">When it was taken.</param>
/// <param name="Mock">The device says that it is made up.</param>
public sealed record Fix(double Latitude, double Longitude, double AccuracyM, DateTimeOffset At, bool Mock = false);

/// <summary>The way that was walked, in the order of walking.</summary>
/// <param name="Fixes">At most 20 000.</param>
public sealed record TrackInput(ImmutableArray<Fix> Fixes);

/// <summary>Where the surveyor stands, and where the address is.</summary>
/// <param name="Fix">The reading.</param>
/// <param name="Now">When it is judged.</param>
/// <param name="Latitude">Of the address, degrees, when it is known.</param>
/// <param name="Longitude">Of the address, degrees.</param>
public sealed record PositionInput(Fix Fix, DateTimeOffset Now, double? Latitude = null, double? Longitude = null);
