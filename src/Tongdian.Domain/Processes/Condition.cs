using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Tongdian.Domain.Processes;

/// <summary>How a <see cref="Condition"/> compares.</summary>
public enum Comparison
{
    /// <summary>The fact is the value.</summary>
    Is = 1,

    /// <summary>The fact is known and is not the value.</summary>
    IsNot = 2,

    /// <summary>The fact is a number of at least the value.</summary>
    AtLeast = 3,
}

/// <summary>
/// A comparison of one fact with one value. Facts are <c>case.&lt;name&gt;</c> (see <see cref="Cases.CaseFacts"/>) and <c>&lt;stage&gt;.&lt;field&gt;</c>.
/// An unknown fact fulfils no condition.
/// </summary>
/// <param name="Fact">Path of the fact.</param>
/// <param name="Comparison">How to compare.</param>
/// <param name="Value">Text form of the value: <c>true</c>, <c>high</c>, <c>2</c>.</param>
public sealed record Condition(string Fact, Comparison Comparison, string Value)
{
    /// <summary>Whether it holds for what is known.</summary>
    public bool Holds(Func<string, JsonElement?> facts)
    {
        if (facts(Fact) is not { } fact || Text(fact) is not { } text)
            return false;
        return Comparison switch
        {
            Comparison.Is => text == Value,
            Comparison.IsNot => text != Value,
            Comparison.AtLeast => Number(text) is { } have && Number(Value) is { } need && have >= need,
            _ => throw new InvalidOperationException($"Unknown comparison {Comparison}"),
        };
    }

    /// <summary>Whether all hold; no condition always holds.</summary>
    public static bool AllHold(ImmutableArray<Condition> conditions, Func<string, JsonElement?> facts) =>
        conditions.All(c => c.Holds(facts));

    private static string? Text(JsonElement fact) => fact.ValueKind switch
    {
        JsonValueKind.String => fact.GetString(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => fact.GetRawText(),
        _ => null,
    };

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
