namespace Tongdian.Server.Modules.Recognition.Text;

/// <summary>The smallest rectangle around points, however it is turned; its angle lies between −45° and 45°, so that its width runs along upright text.</summary>
internal sealed record LeastRectangle(double CentreX, double CentreY, double Width, double Height, double Angle)
{
    /// <summary>Of at least one point.</summary>
    public static LeastRectangle Around(List<(int X, int Y)> points)
    {
        var hull = Hull(points);
        var least = Along(hull, 0);
        for (var i = 0; i < hull.Count; i++)
        {
            var (a, b) = (hull[i], hull[(i + 1) % hull.Count]);
            var angle = Math.Atan2(b.Y - a.Y, b.X - a.X);
            angle -= Math.Round(angle / (Math.PI / 2)) * (Math.PI / 2);
            var one = Along(hull, angle);
            if (one.Width * one.Height < least.Width * least.Height)
                least = one;
        }

        return least;
    }

    /// <summary>The same rectangle with this much more on every side.</summary>
    public LeastRectangle Wider(double by) => this with { Width = Width + 2 * by, Height = Height + 2 * by };

    private static LeastRectangle Along(List<(int X, int Y)> hull, double angle)
    {
        var (cosine, sine) = (Math.Cos(angle), Math.Sin(angle));
        var (left, right, top, bottom) = (double.MaxValue, double.MinValue, double.MaxValue, double.MinValue);
        foreach (var (x, y) in hull)
        {
            var (along, across) = (x * cosine + y * sine, y * cosine - x * sine);
            (left, right) = (Math.Min(left, along), Math.Max(right, along));
            (top, bottom) = (Math.Min(top, across), Math.Max(bottom, across));
        }

        var (u, v) = ((left + right) / 2, (top + bottom) / 2);
        return new LeastRectangle(u * cosine - v * sine, u * sine + v * cosine, right - left + 1, bottom - top + 1, angle);
    }

    // Andrew's monotone chain.
    private static List<(int X, int Y)> Hull(List<(int X, int Y)> points)
    {
        var sorted = points.Distinct().OrderBy(p => p.X).ThenBy(p => p.Y).ToList();
        if (sorted.Count < 3)
            return sorted;
        return [.. Chain(sorted), .. Chain(sorted.AsEnumerable().Reverse())];
    }

    private static List<(int X, int Y)> Chain(IEnumerable<(int X, int Y)> points)
    {
        var chain = new List<(int X, int Y)>();
        foreach (var p in points)
        {
            while (chain.Count > 1 && Turn(chain[^2], chain[^1], p) <= 0)
                chain.RemoveAt(chain.Count - 1);
            chain.Add(p);
        }

        chain.RemoveAt(chain.Count - 1);
        return chain;
    }

    private static long Turn((int X, int Y) a, (int X, int Y) b, (int X, int Y) c) =>
        (long)(b.X - a.X) * (c.Y - a.Y) - (long)(b.Y - a.Y) * (c.X - a.X);
}
