using System.Collections.Immutable;

namespace Tongdian.Domain.Survey;

/// <summary>Lines that stand beside each other, put together: what a reader cuts apart at a gap belongs together on a plate.</summary>
internal static class TextRows
{
    /// <summary>Every row of more than one line, with its lines from left to right.</summary>
    public static ImmutableArray<TextLine> Of(IEnumerable<TextLine> lines)
    {
        var rows = new List<List<TextLine>>();
        foreach (var line in lines.OrderBy(l => l.Box.Left).ThenBy(l => l.Box.Top))
        {
            if (rows.Find(r => Follows(r[^1].Box, line.Box)) is { } row) row.Add(line);
            else rows.Add([line]);
        }

        return [.. rows.Where(r => r.Count > 1).Select(Joined)];
    }

    // The same height of text, at the same height of the plate, no further apart than a plate's columns.
    private static bool Follows(PictureBox last, PictureBox next)
    {
        var (least, most) = (Math.Min(last.Height, next.Height), Math.Max(last.Height, next.Height));
        var shared = Math.Min(last.Top + last.Height, next.Top + next.Height) - Math.Max(last.Top, next.Top);
        var gap = next.Left - (last.Left + last.Width);
        return shared > 0.5 * least && least > 0.5 * most && gap < 6 * most;
    }

    private static TextLine Joined(List<TextLine> row) => new(
        string.Join(' ', row.Select(l => l.Text)), row.Min(l => l.Confidence), row.Select(l => l.Box).Aggregate((a, b) => a.With(b)));
}
