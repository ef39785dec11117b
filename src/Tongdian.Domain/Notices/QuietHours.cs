namespace Tongdian.Domain.Notices;

/// <summary>The hours in which nobody is disturbed without need, by the company's clock; over midnight when they end earlier than they begin.</summary>
/// <param name="From">They begin, included.</param>
/// <param name="Until">They end, not included. Equal to <paramref name="From"/>: there are none.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly Until)
{
    /// <summary>Ten in the evening until eight in the morning.</summary>
    public static readonly QuietHours Night = new(new TimeOnly(22, 0), new TimeOnly(8, 0));

    /// <summary>Whether an instant lies in them.</summary>
    /// <param name="at">The instant, with the offset of the company's clock.</param>
    public bool Cover(DateTimeOffset at)
    {
        var time = TimeOnly.FromTimeSpan(at.TimeOfDay);
        return From <= Until ? time >= From && time < Until : time >= From || time < Until;
    }

    /// <summary>
    /// When something that is due at an instant is sent: then, or when the quiet hours are over. What would be past its limit by then is sent before
    /// they begin: never later than the limit, never in the quiet hours.
    /// </summary>
    /// <param name="at">When it is due, with the offset of the company's clock.</param>
    /// <param name="limit">After this it is of no use; null when it is always.</param>
    public DateTimeOffset Fit(DateTimeOffset at, DateTimeOffset? limit = null)
    {
        if (!Cover(at))
            return at;
        var ends = at + Ahead(at, Until);
        return limit is { } last && ends > last ? at - Ahead(at, From, back: true) - TimeSpan.FromMinutes(1) : ends;
    }

    // Without daylight saving a day has twenty-four hours.
    private static TimeSpan Ahead(DateTimeOffset at, TimeOnly to, bool back = false)
    {
        var way = back ? at.TimeOfDay - to.ToTimeSpan() : to.ToTimeSpan() - at.TimeOfDay;
        return way < TimeSpan.Zero ? way + TimeSpan.FromDays(1) : way;
    }
}
