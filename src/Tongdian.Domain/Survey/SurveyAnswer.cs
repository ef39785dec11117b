using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tongdian.Domain.Survey;

/// <summary>What a calculation says to whoever sent JSON: <c>{"ok":true,"tables":"cn 1","result":{…}}</c>, or <c>{"ok":false,"errors":[…]}</c>.</summary>
/// <param name="Ok">There is a result.</param>
/// <param name="Tables">Name and version of the tables; missing when they cannot be read.</param>
/// <param name="Result">Everything that could be calculated.</param>
/// <param name="Errors">What is wrong with the input, or with the tables.</param>
public sealed record SurveyAnswer(
    bool Ok,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Tables,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SurveyResult? Result,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ImmutableArray<FieldError>? Errors)
{
    /// <summary>Calculates from the JSON of an input; never throws for what is written there.</summary>
    /// <param name="inputJson">A <see cref="SurveyInput"/>.</param>
    /// <param name="tables">As <see cref="SurveyTables.Read"/> gave them: tables that cannot be read are an answer too.</param>
    public static SurveyAnswer Of(string inputJson, Result<SurveyTables> tables)
    {
        if (tables.Failed(out var unreadable, out var numbers)) return Refused(unreadable, null);
        if (SurveyInput.Read(inputJson).Failed(out var error, out var input)) return Refused(error, numbers.Name);
        if (SurveyCalculation.Of(input, numbers).Failed(out var wrong, out var result)) return Refused(wrong, numbers.Name);
        return new SurveyAnswer(true, numbers.Name, result, null);
    }

    /// <summary>As JSON, always the same for the same input.</summary>
    public string Write() => JsonSerializer.Serialize(this, SurveyJson.Default.SurveyAnswer);

    private static SurveyAnswer Refused(Error error, string? tables) =>
        new(false, tables, null, error.Fields.IsEmpty ? [new FieldError("", error.Code, error.Values)] : error.Fields);
}
