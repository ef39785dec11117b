using System.Globalization;
using System.Text.RegularExpressions;
using Tongdian.Server.Platform.Paper;

namespace Tongdian.Server.Modules.Surveys;

/// <summary>The lines of a path as SVG writes it. Curves are followed in short steps; arcs and short forms of curves go straight to their end.</summary>
internal static partial class SketchPath
{
    private const int Steps = 8;

    public static List<List<PaperPoint>> Lines(string path)
    {
        var lines = new List<List<PaperPoint>>();
        var (at, command, numbers) = (new PaperPoint(0, 0), ' ', new List<float>());
        foreach (Match token in Token().Matches(path))
        {
            if (char.IsAsciiLetter(token.Value[0]))
            {
                if (char.ToUpperInvariant(token.Value[0]) == 'Z' && lines is [.., { Count: > 1 } open])
                    open.Add(at = open[0]);
                (command, numbers) = (token.Value[0], []);
                continue;
            }

            numbers.Add(float.Parse(token.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture));
            if (numbers.Count < Needs(command))
                continue;
            at = Go(lines, at, command, numbers);
            // More numbers after a move are lines.
            (command, numbers) = (command switch { 'M' => 'L', 'm' => 'l', _ => command }, []);
        }

        return [.. lines.Where(l => l.Count > 1)];
    }

    private static int Needs(char command) => char.ToUpperInvariant(command) switch { 'H' or 'V' => 1, 'M' or 'L' or 'T' => 2, 'Q' or 'S' => 4, 'C' => 6, 'A' => 7, _ => int.MaxValue };

    private static PaperPoint Go(List<List<PaperPoint>> lines, PaperPoint at, char command, List<float> n)
    {
        var relative = char.IsAsciiLetterLower(command);
        PaperPoint P(float x, float y) => relative ? new(at.X + x, at.Y + y) : new(x, y);
        var to = char.ToUpperInvariant(command) switch
        {
            'H' => new PaperPoint(relative ? at.X + n[0] : n[0], at.Y),
            'V' => new PaperPoint(at.X, relative ? at.Y + n[0] : n[0]),
            _ => P(n[^2], n[^1]),
        };
        if (char.ToUpperInvariant(command) == 'M' || lines.Count == 0)
            lines.Add(char.ToUpperInvariant(command) == 'M' ? [to] : [at, to]);
        else if (char.ToUpperInvariant(command) == 'C')
            lines[^1].AddRange(Curve(at, P(n[0], n[1]), P(n[2], n[3]), to));
        else if (char.ToUpperInvariant(command) == 'Q')
            lines[^1].AddRange(Curve(at, Between(at, P(n[0], n[1])), Between(to, P(n[0], n[1])), to));
        else
            lines[^1].Add(to);
        return to;
    }

    // A curve with one handle is one with two, each two thirds of the way to it.
    private static PaperPoint Between(PaperPoint end, PaperPoint handle) => new(end.X + (handle.X - end.X) * 2 / 3, end.Y + (handle.Y - end.Y) * 2 / 3);

    private static IEnumerable<PaperPoint> Curve(PaperPoint a, PaperPoint b, PaperPoint c, PaperPoint d) => Enumerable.Range(1, Steps).Select(step =>
    {
        var (t, u) = (step / (float)Steps, 1 - step / (float)Steps);
        float Of(float p, float q, float r, float s) => u * u * u * p + 3 * u * u * t * q + 3 * u * t * t * r + t * t * t * s;
        return new PaperPoint(Of(a.X, b.X, c.X, d.X), Of(a.Y, b.Y, c.Y, d.Y));
    });

    [GeneratedRegex(@"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Token();
}
