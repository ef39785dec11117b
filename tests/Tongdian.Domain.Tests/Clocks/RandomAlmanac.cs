using System.Globalization;
using System.Text.Json;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Tests.Clocks.Oracle;

namespace Tongdian.Domain.Tests.Clocks;

/// <summary>Random calendars around the end of 2026, told to the oracle as plain numbers and to the engine as the file that it reads.</summary>
internal static class RandomAlmanac
{
    private static readonly DateOnly Origin = new(2026, 11, 20);

    public static DateTimeOffset Instant(int minute, TimeSpan offset) => new(Origin.ToDateTime(TimeOnly.MinValue).AddMinutes(minute), offset);

    public static (WorkCalendar Calendar, MinuteOracle Oracle) Region(int seed)
    {
        var almanac = Make(new Random(seed));
        return (WorkCalendar.Parse(Json(almanac)).Value, new MinuteOracle(Origin, almanac));
    }

    private static Almanac Make(Random random)
    {
        var week = Enum.GetValues<DayOfWeek>().Where(_ => random.Next(7) < 5).DefaultIfEmpty(DayOfWeek.Wednesday).ToArray();
        // One to four windows with at least a minute between them, together at least an hour, perhaps until a minute before midnight.
        int[] cuts;
        do
        {
            cuts = [.. Enumerable.Range(0, 2 * random.Next(1, 5)).Select(_ => random.Next(0, MinuteOracle.PerDay)).Distinct().Order()];
        }
        while (cuts.Length < 2 || cuts.Length % 2 != 0 || cuts.Chunk(2).Sum(c => c[1] - c[0]) < 60);
        var windows = cuts.Chunk(2).Select(c => (c[0], c[1])).ToArray();
        var days = Enumerable.Range(0, 120).Select(Origin.AddDays).ToList();
        // Single days and whole weeks off; on some days off people work after all.
        var off = days.Where(d => random.Next(12) == 0 || (d.DayNumber / 7 % 9 == 4 && random.Next(8) > 0)).ToHashSet();
        var worked = days.Where(d => !week.Contains(d.DayOfWeek) && !off.Contains(d) && random.Next(4) == 0).ToArray();
        var announced = random.Next(3) switch { 0 => new[] { 2026 }, 1 => [2026, 2027], _ => [2027] };
        return new Almanac(week, windows, [.. off], worked, announced, random.Next(-3, 14) * 60);
    }

    private static string Json(Almanac almanac) => JsonSerializer.Serialize(new
    {
        id = "random",
        version = 1,
        timeZone = "test",
        utcOffsetMinutes = almanac.OffsetMinutes,
        workingDays = almanac.Week.Select(d => d.ToString().ToLowerInvariant()),
        windows = almanac.Windows.Select(w => new { begin = Time(w.Begin), end = Time(w.End) }),
        years = new[] { 2026, 2027 }.Select(year => new
        {
            year,
            source = "test",
            provisional = !almanac.AnnouncedYears.Contains(year),
            daysOff = Dates(almanac.Off, year),
            workingWeekends = Dates(almanac.Worked, year),
        }),
    });

    private static string Time(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:D2}:{minute % 60:D2}");

    private static IEnumerable<string> Dates(DateOnly[] dates, int year) =>
        dates.Where(d => d.Year == year).Select(d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}
