using System.Text;

namespace Tongdian.Server.Platform.Paper;

/// <summary>
/// Breaks a text of Chinese and Latin letters into lines. Between Chinese characters a line may end anywhere, but no line begins with what
/// closes (。，）》…) or ends with what opens (（《…); Latin words and numbers stay whole unless they are longer than a line.
/// </summary>
public static class LineBreaking
{
    private const string Closing = "。，、；：！？）》〉」』】〕］｝”’…—·％℃°,.;:!?)]}%";
    private const string Opening = "（《〈「『【〔［｛“‘([{￥$№";

    /// <summary>The lines; at least one, which is empty when the text is.</summary>
    /// <param name="text">A line break in it is kept.</param>
    /// <param name="width">Room of a line.</param>
    /// <param name="widthOf">Width of a character, in the same measure.</param>
    public static IReadOnlyList<string> Break(string text, float width, Func<Rune, float> widthOf)
    {
        var lines = new List<string>();
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split('\n'))
            Fill(paragraph, width, widthOf, lines);
        return lines;
    }

    private static void Fill(string paragraph, float width, Func<Rune, float> widthOf, List<string> lines)
    {
        var line = new StringBuilder();
        var used = 0f;
        foreach (var piece in Pieces(paragraph))
        {
            // Spaces at the end of a line take no room.
            var needed = Width(piece.TrimEnd(), widthOf);
            if (used + needed > width && line.Length > 0)
                End();
            if (needed <= width)
                Add(piece, Width(piece, widthOf));
            else
                Split(piece);
        }

        End();

        void Add(string what, float room)
        {
            line.Append(what);
            used += room;
        }

        void End()
        {
            lines.Add(line.ToString().TrimEnd());
            line.Clear();
            used = 0;
        }

        void Split(string piece)
        {
            foreach (var rune in piece.EnumerateRunes())
            {
                var room = widthOf(rune);
                if (used + room > width && line.Length > 0)
                    End();
                Add(rune.ToString(), room);
            }
        }
    }

    /// <summary>What stays together; each piece with the spaces behind it.</summary>
    private static IEnumerable<string> Pieces(string paragraph)
    {
        var piece = new StringBuilder();
        Rune? before = null;
        foreach (var rune in paragraph.EnumerateRunes())
        {
            if (before is { } last && MayBreak(last, rune))
            {
                yield return piece.ToString();
                piece.Clear();
            }

            piece.Append(rune.ToString());
            before = rune;
        }

        if (piece.Length > 0)
            yield return piece.ToString();
    }

    private static bool MayBreak(Rune before, Rune after)
    {
        if (Rune.IsWhiteSpace(after) || Is(after, Closing) || Is(before, Opening))
            return false;
        return Rune.IsWhiteSpace(before) || IsWide(before) || IsWide(after);
    }

    private static bool Is(Rune rune, string among) => among.AsSpan().IndexOf(rune.ToString()) >= 0;

    private static float Width(string piece, Func<Rune, float> widthOf)
    {
        var sum = 0f;
        foreach (var rune in piece.EnumerateRunes())
            sum += widthOf(rune);
        return sum;
    }

    /// <summary>Chinese, and what is written with it: between such characters a line may end.</summary>
    private static bool IsWide(Rune rune) =>
        rune.Value is (>= 0x2E80 and <= 0x9FFF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE4F)
            or (>= 0xFF00 and <= 0xFFEF) or (>= 0x20000 and <= 0x3FFFF);
}
