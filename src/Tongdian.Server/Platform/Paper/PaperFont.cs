using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using SkiaSharp;

namespace Tongdian.Server.Platform.Paper;

/// <summary>A font that documents are written in: mapped from its file once, measured with as a whole, taken along as a subset.</summary>
internal sealed class PaperFont : IDisposable
{
    // 〓 stands where a printer has no type for a character.
    private static readonly Rune Missing = new(0x3013);

    private readonly ConcurrentDictionary<int, float?> advances = new();
    private readonly SKData data;
    private readonly SKTypeface typeface;
    private readonly SKFont one;
    private readonly FontSubset subset;

    public PaperFont(string path)
    {
        data = SKData.Create(path) ?? throw new FileNotFoundException($"The font {Path.GetFileName(path)} is missing", path);
        typeface = SKTypeface.FromData(data) ?? throw new InvalidDataException($"{path} is no font");
        one = Exact(typeface, 1000);
        subset = new FontSubset(data);
        if (Advance(Missing) is null)
            throw new InvalidDataException($"{path} cannot show what is missing");
    }

    /// <summary>Width of a character that <see cref="Printable"/> left, in points.</summary>
    public float Width(Rune rune, float size) => (Advance(rune) ?? 0) * size / 1000;

    /// <summary>The text as it can be printed: a character that the font lacks becomes 〓, what has no shape of its own is left out.</summary>
    public string Printable(string text)
    {
        var printable = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value == '\n')
                printable.Append('\n');
            else if (Rune.IsWhiteSpace(rune))
                printable.Append(Advance(rune) is null ? " " : rune.ToString());
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark))
                printable.Append((Advance(rune) is null ? Missing : rune).ToString());
        }

        return printable.ToString();
    }

    /// <summary>The font with only what these texts need; all of it, which costs nothing, when there is no text and so nobody writes with it.</summary>
    public SKTypeface For(IReadOnlyCollection<string> texts)
    {
        if (texts.Count == 0)
            return SKTypeface.FromData(data) ?? throw new InvalidDataException("The font cannot be read");
        var characters = texts.SelectMany(t => t.EnumerateRunes()).Select(r => r.Value).Append(' ').Distinct().Order();
        using var bytes = SKData.CreateCopy(subset.Of(characters));
        return SKTypeface.FromData(bytes) ?? throw new InvalidDataException("The part of the font cannot be read");
    }

    /// <summary>Glyphs exactly as wide as they were drawn: nothing is rounded to the points of a screen.</summary>
    public static SKFont Exact(SKTypeface typeface, float size) =>
        new(typeface, size) { Subpixel = true, LinearMetrics = true, Hinting = SKFontHinting.None };

    public void Dispose()
    {
        subset.Dispose();
        one.Dispose();
        typeface.Dispose();
        data.Dispose();
    }

    // One thread measures at a time; what was measured is kept.
    private float? Advance(Rune rune) => advances.GetOrAdd(rune.Value, value =>
    {
        lock (one)
            return one.GetGlyph(value) is not 0 and var glyph ? one.GetGlyphWidths([glyph])[0] : null;
    });
}
