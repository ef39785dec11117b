using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tongdian.Domain.Survey;

/// <summary>A number with its symbol, its name and its unit.</summary>
/// <param name="Symbol">As the formula writes it: <c>P_c</c>.</param>
/// <param name="Name">What it is.</param>
/// <param name="Value">The value, rounded half away from zero to three decimals.</param>
/// <param name="Unit">Its unit; empty when it has none.</param>
public sealed record Quantity(string Symbol, LocalizedText Name, decimal Value, string Unit);

/// <summary>Where the numbers of a table come from.</summary>
/// <param name="Table">Its name in the file of tables.</param>
/// <param name="Source">The standard, regulation or setting.</param>
/// <param name="Edition">Which edition of it; empty when it has none.</param>
/// <param name="Clause">Clause or table of it; empty when nobody noted it.</param>
/// <param name="Verified">True when somebody compared the numbers with the source itself.</param>
/// <param name="Note">What a reader of the numbers should know; always there when they are not verified.</param>
public sealed record TableSource(string Table, string Source, string Edition, string Clause, bool Verified, LocalizedText? Note);

/// <summary>One result and how it came about. Whoever doubts it can compute it again from this alone.</summary>
/// <param name="Id">Stable name: <c>load.active-power</c>.</param>
/// <param name="Title">What was computed.</param>
/// <param name="Formula">The formula, in the symbols of <see cref="Inputs"/>.</param>
/// <param name="Inputs">What went in.</param>
/// <param name="Result">What came out.</param>
/// <param name="Tables">The tables that numbers were taken from.</param>
public sealed record Figure(
    string Id, LocalizedText Title, string Formula, ImmutableArray<Quantity> Inputs, Quantity Result, ImmutableArray<TableSource> Tables);

/// <summary>How much a finding weighs.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
public enum Severity
{
    /// <summary>Good to know.</summary>
    [JsonStringEnumMemberName("note")]
    Note = 1,

    /// <summary>Somebody has to look at it and decide.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning = 2,

    /// <summary>It does not work like this.</summary>
    [JsonStringEnumMemberName("stop")]
    Stop = 3,
}

/// <summary>Something that the calculation noticed.</summary>
/// <param name="Code">Stable name: <c>cable.nothing-fits</c>.</param>
/// <param name="Severity">How much it weighs.</param>
/// <param name="Text">For the surveyor.</param>
public sealed record Finding(string Code, Severity Severity, LocalizedText Text);
