using System.Collections.Immutable;
using System.Text.Json;

namespace Tongdian.Domain.Survey;

/// <summary>Everything that could be calculated. What nothing was given for is null.</summary>
/// <param name="Tables">Name and version of the tables: <c>cn 1</c>.</param>
/// <param name="Load">The load.</param>
/// <param name="Supply">Voltage, phases, sources.</param>
/// <param name="Current">The current.</param>
/// <param name="Cable">Cable, protection, voltage drop.</param>
/// <param name="Transformer">What the public transformer has left.</param>
/// <param name="Feeder">What the feeder has left.</param>
/// <param name="CustomerTransformer">The transformer that a high-voltage customer needs.</param>
/// <param name="Meter">Meter and its transformers.</param>
/// <param name="Cost">What it costs.</param>
/// <param name="Nameplate">What stands on the present meter.</param>
/// <param name="Photo">Measured on a photograph.</param>
/// <param name="Route">The route.</param>
/// <param name="Position">Where the surveyor stands.</param>
/// <param name="Unverified">Tables in use that nobody compared with their source; shown beside the result.</param>
public sealed record SurveyResult(
    string Tables,
    CalculatedLoad? Load,
    SupplyChoice? Supply,
    DesignCurrent? Current,
    CableChoice? Cable,
    OpenCapacity? Transformer,
    OpenCapacity? Feeder,
    TransformerSize? CustomerTransformer,
    MeterChoice? Meter,
    IndicativeCost? Cost,
    NameplateCheck? Nameplate,
    PhotoScale? Photo,
    RouteLength? Route,
    PositionCheck? Position,
    ImmutableArray<TableSource> Unverified)
{
    /// <summary>As JSON, always the same for the same input.</summary>
    public string Write() => JsonSerializer.Serialize(this, SurveyJson.Default.SurveyResult);

    /// <summary>Every figure, in the order of the calculation.</summary>
    public IEnumerable<Figure> AllFigures() => new[]
    {
        Load?.Groups.SelectMany(g => g.Figures), Load?.Figures, Supply?.Figures, Supply?.Spread?.Figures, Current?.Figures, Cable?.Figures,
        Transformer?.Figures, Feeder?.Figures, CustomerTransformer?.Figures, Meter?.Figures, Cost?.Figures, Photo?.Figures, Route?.Figures, Position?.Figures,
    }.SelectMany(f => f ?? []);

    /// <summary>Everything that was noticed, in the order of the calculation.</summary>
    public IEnumerable<Finding> AllFindings() => new[]
    {
        Load?.Findings, Supply?.Findings, Supply?.Spread?.Findings, Cable?.Findings, Transformer?.Findings, Feeder?.Findings, CustomerTransformer?.Findings,
        Meter?.Findings, Nameplate?.Findings, Photo?.Findings, Route?.Findings, Position?.Findings,
    }.SelectMany(f => f ?? []);
}
