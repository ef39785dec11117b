using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Tongdian.Domain.Survey;

/// <summary>A place in a file of tables. It notes what is missing, wrong or not known there, with its path.</summary>
internal sealed class Place(JsonElement element, string path, List<FieldError> errors)
{
    private readonly HashSet<string> known = [];

    /// <summary>Reads the object of a member, and refuses members that nobody asked for.</summary>
    public T In<T>(string name, Func<Place, T> read) => Read(Member(name), Path(name), read);

    public ImmutableArray<T> Rows<T>(string name, Func<Place, T> read) =>
        [.. List(name).Select((row, index) => Read(row, At(name, index), read))];

    /// <summary>Ascending numbers, at least one.</summary>
    public ImmutableArray<decimal> Ascending(string name, decimal least, decimal most)
    {
        ImmutableArray<decimal> numbers = [.. List(name).Select((item, index) => Number(item, At(name, index), least, most))];
        Climbs(name, [.. numbers.Select(n => (decimal?)n)]);
        return numbers;
    }

    /// <summary>Numbers or null, as many as there are cross-sections, the numbers ascending.</summary>
    public ImmutableArray<decimal?> Column(string name, int count, decimal least, decimal most)
    {
        ImmutableArray<decimal?> numbers =
        [
            .. List(name).Select((item, index) =>
                item.ValueKind is JsonValueKind.Null ? (decimal?)null : Number(item, At(name, index), least, most)),
        ];
        if (numbers.Length != count) Refuse(Path(name), "survey-tables.count", ("count", count.ToString(CultureInfo.InvariantCulture)));
        Climbs(name, numbers);
        return numbers;
    }

    public ImmutableArray<int> Whole(string name, int least, int most) =>
        [.. List(name, mayBeEmpty: true).Select((item, index) => (int)Number(item, At(name, index), least, most))];

    public ImmutableArray<string> Words(string name) => [.. List(name).Select((item, index) => Text(item, At(name, index)))];

    public decimal Number(string name, decimal least, decimal most) => Number(Member(name), Path(name), least, most);

    public decimal? NumberOrNone(string name, decimal least, decimal most) =>
        Has(name) ? Number(name, least, most) : null;

    public int Count(string name, int least, int most)
    {
        var number = Number(name, least, most);
        if (number != Math.Truncate(number)) Refuse(Path(name), "survey-tables.whole");
        return (int)number;
    }

    public string Text(string name) => Text(Member(name), Path(name));

    /// <summary>A text that may be empty but not missing.</summary>
    public string Mark(string name)
    {
        var member = Member(name);
        if (member.ValueKind is JsonValueKind.String) return member.GetString()!;
        Refuse(Path(name), "survey-tables.missing");
        return "";
    }

    public string OneOf(string name, params ImmutableArray<string> words)
    {
        var text = Text(name);
        if (text.Length > 0 && !words.Contains(text)) Refuse(Path(name), "survey-tables.unknown", ("known", string.Join(", ", words)));
        return text;
    }

    public LocalizedText Both(string name) => In(name, p => new LocalizedText(p.Text("zh"), p.Text("en")));

    public bool Flag(string name)
    {
        var member = Member(name);
        if (member.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) Refuse(Path(name), "survey-tables.missing");
        return member.ValueKind is JsonValueKind.True;
    }

    public bool Has(string name)
    {
        known.Add(name);
        return element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out _);
    }

    public void Refuse(string where, string code, params ReadOnlySpan<(string Name, string Value)> values)
    {
        // One word per place is enough, and inside something that is missing everything is.
        if (errors.Exists(e => e.Field == where || (e.Code == "survey-tables.missing" && where.StartsWith(e.Field + '.', StringComparison.Ordinal)))) return;
        var error = new FieldError(where, code);
        foreach (var (name, value) in values) error = error.With(name, value);
        errors.Add(error);
    }

    public string Path(string name) => path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>Refuses what does not climb.</summary>
    public void Climbs(string name, ImmutableArray<decimal?> numbers)
    {
        decimal? last = null;
        for (var index = 0; index < numbers.Length; index++)
        {
            if (numbers[index] is not { } number) continue;
            if (number <= last) Refuse(At(name, index), "survey-tables.order");
            last = number;
        }
    }

    private T Read<T>(JsonElement at, string where, Func<Place, T> read)
    {
        if (at.ValueKind is not JsonValueKind.Object) Refuse(where, "survey-tables.missing");
        var place = new Place(at, where, errors);
        var value = read(place);
        if (at.ValueKind is JsonValueKind.Object)
        {
            foreach (var member in at.EnumerateObject().Where(m => !place.known.Contains(m.Name)))
                Refuse($"{where}.{member.Name}", "survey-tables.not-known");
        }

        return value;
    }

    private JsonElement Member(string name)
    {
        known.Add(name);
        return element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;
    }

    private ImmutableArray<JsonElement> List(string name, bool mayBeEmpty = false)
    {
        var member = Member(name);
        if (member.ValueKind is JsonValueKind.Array && (mayBeEmpty || member.GetArrayLength() > 0)) return [.. member.EnumerateArray()];
        Refuse(Path(name), "survey-tables.missing");
        return [];
    }

    private decimal Number(JsonElement at, string where, decimal least, decimal most)
    {
        if (at.ValueKind is not JsonValueKind.Number || !at.TryGetDecimal(out var number))
        {
            Refuse(where, "survey-tables.missing");
            return least;
        }

        if (number >= least && number <= most) return number;
        Refuse(where, "survey-tables.out-of-range", ("least", Exact.Text(least)), ("most", Exact.Text(most)));
        return least;
    }

    private string Text(JsonElement at, string where)
    {
        if (at.ValueKind is JsonValueKind.String && at.GetString() is { } text && !string.IsNullOrWhiteSpace(text)) return text;
        Refuse(where, "survey-tables.missing");
        return "";
    }

    private string At(string name, int index) => $"{Path(name)}[{index.ToString(CultureInfo.InvariantCulture)}]";
}
