using System.Globalization;
using System.Text;

namespace Tongdian.Domain.Parties;

/// <summary>
/// The same words in one writing. Done by hand because Unicode normalisation does nothing where globalisation data are left out,
/// as in the field app, and a blind index must be the same everywhere.
/// </summary>
internal static class PlainText
{
    /// <summary>Full-width forms (U+FF01…U+FF5E, U+3000) become their ASCII counterparts.</summary>
    public static string FoldWidth(string text) => string.Create(text.Length, text, static (folded, source) =>
    {
        for (var i = 0; i < source.Length; i++)
            folded[i] = source[i] switch
            {
                >= '\uFF01' and <= '\uFF5E' => (char)(source[i] - 0xFEE0),
                '\u3000' => ' ',
                var other => other,
            };
    });

    /// <summary>Trimmed, with single spaces inside; null when it holds what nobody can read: controls, format marks, half characters.</summary>
    public static string? Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var used) != System.Buffers.OperationStatus.Done)
                return null;
            rest = rest[used..];
            if (Rune.IsWhiteSpace(rune))
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                    clean.Append(' ');
            }
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format)
            {
                return null;
            }
            else
            {
                clean.Append(rune);
            }
        }
        return clean.ToString().TrimEnd(' ');
    }

    /// <summary>Only letters and digits, width-folded, in lower case.</summary>
    public static string ForSearch(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var rune in FoldWidth(text).EnumerateRunes())
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.PrivateUse)
                kept.Append(Rune.ToLowerInvariant(rune));
        return kept.ToString();
    }

    /// <summary>Characters as a person counts them: a rare Han character outside the basic plane is one.</summary>
    public static int Length(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
            count++;
        return count;
    }
}
