using System.Collections.Immutable;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Forms;

/// <summary>What a field holds; in brackets how it travels as JSON.</summary>
public enum FieldType
{
    /// <summary>One line (string).</summary>
    Text = 1,

    /// <summary>Several lines (string).</summary>
    LongText = 2,

    /// <summary>A number with fractions (number).</summary>
    Number = 3,

    /// <summary>A whole number (number).</summary>
    Integer = 4,

    /// <summary>Yes or no (true / false).</summary>
    Boolean = 5,

    /// <summary>One of <see cref="FieldDefinition.Options"/> (string: the option's id).</summary>
    Choice = 6,

    /// <summary>Any of <see cref="FieldDefinition.Options"/> (array of option ids, no repeats).</summary>
    Choices = 7,

    /// <summary>A day (string, <c>yyyy-MM-dd</c>).</summary>
    Date = 8,

    /// <summary>An instant (string, ISO 8601 with offset).</summary>
    Instant = 9,

    /// <summary>A place (object <c>{lat, lon, accuracyM?}</c>, WGS 84 degrees, metres).</summary>
    Position = 10,

    /// <summary>An amount of money (number of CNY with at most two decimals).</summary>
    Money = 11,

    /// <summary>Rows with <see cref="FieldDefinition.Columns"/> (array of objects).</summary>
    Rows = 12,

    /// <summary>Items judged one by one (object: item id → <c>{result: pass|fail|not-applicable, remark?}</c>; a failed item needs its remark).</summary>
    Checklist = 13,
}

/// <summary>One field of a form.</summary>
public sealed record FieldDefinition
{
    /// <summary>Id within its form.</summary>
    public required string Id { get; init; }

    /// <summary>What it holds.</summary>
    public required FieldType Type { get; init; }

    /// <summary>What people call it.</summary>
    public required LocalizedText Label { get; init; }

    /// <summary>What to enter, for those who do not know.</summary>
    public LocalizedText? Help { get; init; }

    /// <summary>Unit of a number: <c>kW</c>, <c>m</c>, <c>V</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>Least number, least length of a text, or least number of rows.</summary>
    public decimal? Min { get; init; }

    /// <summary>Greatest number, greatest length of a text (4 000 when not set), or greatest number of rows (200 when not set).</summary>
    public decimal? Max { get; init; }

    /// <summary>A regular expression that the whole text must match.</summary>
    public string? Pattern { get; init; }

    /// <summary>It must be filled.</summary>
    public bool Required { get; init; }

    /// <summary>It must be filled when all hold (facts include this form's own fields as <c>&lt;stage&gt;.&lt;field&gt;</c>).</summary>
    public ImmutableArray<Condition> RequiredWhen { get; init; } = [];

    /// <summary>It must be filled unless this other field of the form is (the costs, unless there is a reason why there are none).</summary>
    public string? RequiredUnless { get; init; }

    /// <summary>It must be the sum of a column of a field with rows: <c>costItems.amount</c>; of no rows 0.</summary>
    public string? SumOf { get; init; }

    /// <summary>It says something about a person: stored encrypted with that person's key, masked by default.</summary>
    public bool Personal { get; init; }

    /// <summary>Where a first value comes from: <c>case.capacityKw</c> or <c>survey.lineLengthM</c>.</summary>
    public string? Prefill { get; init; }

    /// <summary>Options of a choice, or items of a checklist.</summary>
    public ImmutableArray<FieldOption> Options { get; init; } = [];

    /// <summary>Columns of rows.</summary>
    public ImmutableArray<FieldDefinition> Columns { get; init; } = [];
}

/// <summary>An option of a choice or an item of a checklist.</summary>
public sealed record FieldOption(string Id, LocalizedText Label);

/// <summary>What a file may be.</summary>
public enum FileFormat
{
    /// <summary>A JPEG or PNG.</summary>
    Image = 1,

    /// <summary>A PDF.</summary>
    Pdf = 2,

    /// <summary>A JPEG, a PNG or a PDF.</summary>
    ImageOrPdf = 3,
}

/// <summary>A kind of file that is asked for.</summary>
/// <param name="Kind">Id: <c>identity</c>, <c>meter-photo</c>.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Min">How many at least; 0: may be left out.</param>
/// <param name="Max">How many at most.</param>
/// <param name="Format">What it may be.</param>
/// <param name="Personal">It shows something about a person.</param>
/// <param name="When">It is asked for when all hold; empty: always.</param>
public sealed record FileRequirement(
    string Kind, LocalizedText Label, int Min, int Max, FileFormat Format, bool Personal, ImmutableArray<Condition> When);

/// <summary>A signature that is asked for.</summary>
/// <param name="Role">Who signs: a code of <see cref="Roles"/>.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Required">It must be there.</param>
public sealed record SignatureRequirement(string Role, LocalizedText Label, bool Required);
