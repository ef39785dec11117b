using System.Globalization;
using Tongdian.Domain.Clocks;

namespace Tongdian.Domain.Tests.Clocks;

// The words of the clock tests. Times are local times of the Chinese calendar: "2026-02-13 16:30".
internal static class Given
{
    public static readonly string ChinaJson = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "calendars", "cn.json"));

    public static readonly WorkCalendar China = WorkCalendar.Parse(ChinaJson).Value;

    public static DateTimeOffset At(string local) =>
        new(DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), China.UtcOffset);

    public static DateOnly Day(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static Limit Hours(decimal amount, LimitReading reading = LimitReading.Utility) => new(amount, LimitUnit.Hours, reading);

    public static Limit WorkingHours(decimal amount, LimitReading reading = LimitReading.Utility) =>
        new(amount, LimitUnit.WorkingHours, reading);

    public static Limit WorkingDays(decimal amount, LimitReading reading = LimitReading.Utility) =>
        new(amount, LimitUnit.WorkingDays, reading);

    public static Timeline Open(params ReadOnlySpan<(string From, TimeOwner Owner)> spans) => Until(null, spans);

    public static Timeline Until(string? end, params ReadOnlySpan<(string From, TimeOwner Owner)> spans)
    {
        var made = new List<TimelineSpan>();
        foreach (var (from, owner) in spans)
        {
            if (made.Count > 0) made[^1] = made[^1] with { To = At(from) };
            made.Add(new(At(from), null, owner));
        }

        if (end is not null) made[^1] = made[^1] with { To = At(end) };
        return new([.. made]);
    }

    public static ClockReading Read(this Limit limit, Timeline timeline, string now) => Clock.Read(limit, timeline, China, At(now));

    public static DateTimeOffset? DueAt(this Limit limit, string start) =>
        limit.Read(Open((start, TimeOwner.Utility)), start).DueAt;
}
