namespace Tongdian.Domain.Clocks;

/// <summary>Stretches of time that are to be covered, and what is left open.</summary>
public static class Coverage
{
    /// <summary>The parts of a stretch that none of the others covers, in order. Those may overlap, touch or reach beyond it.</summary>
    public static IEnumerable<TimeWindow> Gaps(TimeWindow stretch, IEnumerable<TimeWindow> covered)
    {
        var open = stretch.From;
        foreach (var part in covered.Where(c => c.Within(stretch).Length > TimeSpan.Zero).OrderBy(c => c.From))
        {
            if (part.From > open)
                yield return new TimeWindow(open, part.From);
            if (part.To > open)
                open = part.To;
        }

        if (open < stretch.To)
            yield return new TimeWindow(open, stretch.To);
    }
}
