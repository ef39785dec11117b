using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.AspNetCore.Components;

namespace Tongdian.Server.Platform.Look;

/// <summary>The icons that <c>icons.txt</c> names, from the Lucide set (ISC licence).</summary>
public static class Icons
{
    private static readonly FrozenDictionary<string, MarkupString> Drawings = Read();

    /// <summary>The names that pages may use.</summary>
    public static IReadOnlyCollection<string> Names => Drawings.Keys;

    /// <summary>The lines of an icon; that it is missing is a mistake in a page.</summary>
    public static MarkupString Drawing(string name) =>
        Drawings.TryGetValue(name, out var drawing) ? drawing : throw new InvalidOperationException($"icons.txt does not name {name}");

    private static FrozenDictionary<string, MarkupString> Read()
    {
        using var stream = typeof(Icons).Assembly.GetManifestResourceStream("icons.json")
            ?? throw new InvalidOperationException("The icons are not in the program");
        var drawings = JsonSerializer.Deserialize<Dictionary<string, string>>(stream) ?? [];
        return drawings.ToFrozenDictionary(d => d.Key, d => new MarkupString(d.Value), StringComparer.Ordinal);
    }
}
