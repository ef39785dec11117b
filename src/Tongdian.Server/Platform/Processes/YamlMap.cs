using System.Collections.Immutable;
using System.Globalization;
using Tongdian.Domain;
using YamlDotNet.RepresentationModel;

namespace Tongdian.Server.Platform.Processes;

/// <summary>
/// A mapping of a YAML file that knows its path, so that whatever is wrong is told with its line. Reading goes on after a fault, to find them all.
/// <c>&lt;&lt;: *anchor</c> takes over what the mapping does not say itself.
/// </summary>
internal sealed class YamlMap
{
    private readonly YamlSource source;
    private readonly string path;
    private readonly YamlMappingNode node;
    private readonly Dictionary<string, YamlNode> entries = [];
    private readonly HashSet<string> asked = [];

    public YamlMap(YamlSource source, string path, YamlMappingNode node)
    {
        (this.source, this.path, this.node) = (source, path, node);
        source.Mark(path, node);
        Take(node);
    }

    public string Path => path;

    public bool Has(string key) => Find(key) is not null;

    public string Text(string key)
    {
        if (Has(key))
            return TextOrNull(key) ?? "";
        source.Refuse(node, "key-missing", $"{key} is missing");
        return "";
    }

    public string? TextOrNull(string key) => Find(key) is { } value ? Scalar(value, key) : null;

    public decimal? NumberOrNull(string key) => Parsed<decimal>(key, "a number", t =>
        decimal.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null);

    public int? IntegerOrNull(string key) => Parsed<int>(key, "a whole number", t =>
        int.TryParse(t, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null);

    public decimal Number(string key)
    {
        if (!Has(key))
            source.Refuse(node, "key-missing", $"{key} is missing");
        return NumberOrNull(key) ?? 0;
    }

    public int Integer(string key)
    {
        if (!Has(key))
            source.Refuse(node, "key-missing", $"{key} is missing");
        return IntegerOrNull(key) ?? 0;
    }

    public bool Flag(string key) => Parsed<bool>(key, "true or false", t => t switch { "true" => true, "false" => false, _ => null }) ?? false;

    /// <summary>A scalar that is parsed; <paramref name="what"/> says what it must be. Null when it is not there or wrong.</summary>
    public T? Parsed<T>(string key, string what, Func<string, T?> parse)
        where T : struct
    {
        if (TextOrNull(key) is not { } text)
            return null;
        var parsed = parse(text);
        if (parsed is null)
            source.Refuse(Find(key)!, "value-wrong", $"{key} must be {what}, not {text}");
        return parsed;
    }

    /// <summary>One of the words of a list.</summary>
    public T? Word<T>(string key, IReadOnlyDictionary<string, T> words)
        where T : struct =>
        Parsed<T>(key, $"one of {string.Join(", ", words.Keys)}", t => words.TryGetValue(t, out var word) ? word : null);

    /// <summary>One of the words of a list that must be there.</summary>
    public T Required<T>(string key, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        if (!Has(key))
            source.Refuse(node, "key-missing", $"{key} is missing");
        return Word(key, words) ?? default;
    }

    /// <summary>A text in both languages: <c>[中文, English]</c>.</summary>
    public LocalizedText Localized(string key)
    {
        if (!Has(key))
            source.Refuse(node, "key-missing", $"{key} is missing");
        return LocalizedOrNull(key) ?? new LocalizedText("", "");
    }

    public LocalizedText? LocalizedOrNull(string key)
    {
        if (Find(key) is not { } value)
            return null;
        if (value is YamlSequenceNode { Children: [YamlScalarNode { Value.Length: > 0 } zh, YamlScalarNode { Value.Length: > 0 } en] })
            return new LocalizedText(zh.Value, en.Value);
        source.Refuse(value, "value-wrong", $"{key} must be [Chinese, English]");
        return null;
    }

    /// <summary>A list of texts in both languages.</summary>
    public ImmutableArray<LocalizedText> LocalizedList(string key)
    {
        var list = ImmutableArray.CreateBuilder<LocalizedText>();
        foreach (var item in Items(key))
        {
            if (item is YamlSequenceNode { Children: [YamlScalarNode { Value.Length: > 0 } zh, YamlScalarNode { Value.Length: > 0 } en] })
                list.Add(new LocalizedText(zh.Value, en.Value));
            else
                source.Refuse(item, "value-wrong", $"each of {key} must be [Chinese, English]");
        }
        return list.ToImmutable();
    }

    public ImmutableArray<string> Texts(string key) => [.. Items(key).Select((item, i) => Scalar(item, $"{key}[{i}]") ?? "")];

    /// <summary>A list of scalars that are parsed.</summary>
    public ImmutableArray<T> Parsed<T>(string key, Func<string, T?> parse, string what)
        where T : class
    {
        var list = ImmutableArray.CreateBuilder<T>();
        foreach (var item in Items(key))
        {
            var text = Scalar(item, key);
            if (text is not null && parse(text) is { } parsed)
                list.Add(parsed);
            else if (text is not null)
                source.Refuse(item, "value-wrong", $"{text}: must be {what}");
        }
        return list.ToImmutable();
    }

    public ImmutableArray<T> List<T>(string key, Func<YamlMap, T> read)
    {
        var list = ImmutableArray.CreateBuilder<T>();
        var index = 0;
        foreach (var item in Items(key))
        {
            if (item is YamlMappingNode mapping)
                list.Add(Read(mapping, $"{Under(key)}[{index}]", read));
            else
                source.Refuse(item, "value-wrong", $"{key} must be a list of mappings");
            index++;
        }
        return list.ToImmutable();
    }

    public T? MapOrNull<T>(string key, Func<YamlMap, T> read)
        where T : class
    {
        if (Find(key) is not { } value)
            return null;
        if (value is YamlMappingNode mapping)
            return Read(mapping, Under(key), read);
        source.Refuse(value, "value-wrong", $"{key} must be a mapping");
        return null;
    }

    /// <summary>Every key of the mapping with its value, itself a mapping.</summary>
    public List<(string Key, T Value)> Entries<T>(Func<YamlMap, T> read)
        where T : class =>
        [.. entries.Keys.Select(key => (key, MapOrNull(key, read))).Where(e => e.Item2 is not null).Select(e => (e.key, e.Item2!))];

    public void RefuseUnknownKeys()
    {
        foreach (var key in node.Children.Keys)
        {
            if (key is not YamlScalarNode { Value: { } name } || (name != "<<" && !asked.Contains(name)))
                source.Refuse(key, "key-unknown", $"{key} is no key here; known are {string.Join(", ", asked.Order(StringComparer.Ordinal))}");
        }
    }

    private T Read<T>(YamlMappingNode mapping, string at, Func<YamlMap, T> read)
    {
        var map = new YamlMap(source, at, mapping);
        var value = read(map);
        map.RefuseUnknownKeys();
        return value;
    }

    private void Take(YamlMappingNode mapping)
    {
        foreach (var (key, value) in mapping.Children)
        {
            if (key is YamlScalarNode { Value: { } name } && name != "<<" && entries.TryAdd(name, value))
                source.Mark(Under(name), value);
        }
        if (!mapping.Children.TryGetValue(new YamlScalarNode("<<"), out var merged))
            return;
        if (merged is YamlMappingNode defaults)
            Take(defaults);
        else
            source.Refuse(merged, "value-wrong", "<< must name a mapping");
    }

    private YamlNode? Find(string key)
    {
        asked.Add(key);
        return entries.GetValueOrDefault(key);
    }

    private IEnumerable<YamlNode> Items(string key)
    {
        if (Find(key) is not { } value)
            return [];
        if (value is YamlSequenceNode sequence)
        {
            for (var i = 0; i < sequence.Children.Count; i++)
                source.Mark($"{Under(key)}[{i}]", sequence.Children[i]);
            return sequence.Children;
        }
        source.Refuse(value, "value-wrong", $"{key} must be a list");
        return [];
    }

    private string? Scalar(YamlNode value, string key)
    {
        if (value is YamlScalarNode { Value.Length: > 0 } scalar)
            return scalar.Value;
        source.Refuse(value, "value-wrong", $"{key} must be a single value");
        return null;
    }

    private string Under(string key) => path.Length == 0 ? key : $"{path}.{key}";
}
