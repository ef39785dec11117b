using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Tongdian.Domain.Clocks;

/// <summary>
/// When the offices of a region work. Immutable: a case pins the <see cref="Id"/> and <see cref="Version"/> it began with. A year
/// without data has weekends off and no holidays, and is provisional.
/// </summary>
public sealed class WorkCalendar
{
    private readonly FrozenDictionary<DateOnly, DayKind> exceptions;
    private readonly FrozenDictionary<int, CalendarYear> byYear;

    internal WorkCalendar(
        string id,
        int version,
        string timeZone,
        TimeSpan utcOffset,
        ImmutableArray<DayOfWeek> workingDays,
        ImmutableArray<DailyWindow> windows,
        ImmutableArray<CalendarYear> years)
    {
        (Id, Version, TimeZone, UtcOffset) = (id, version, timeZone, utcOffset);
        (WorkingDays, Windows, Years) = (workingDays, windows, years);
        WindowTimePerDay = windows.Aggregate(TimeSpan.Zero, (sum, window) => sum + (window.End - window.Begin));
        byYear = years.ToFrozenDictionary(year => year.Year);
        exceptions = years
            .SelectMany(year => year.DaysOff.Select(date => (date, DayKind.Holiday))
                .Concat(year.WorkingWeekends.Select(date => (date, DayKind.Working))))
            .ToFrozenDictionary(day => day.Item1, day => day.Item2);
    }

    /// <summary>Its name, e.g. <c>cn</c>.</summary>
    public string Id { get; }

    /// <summary>Counts up with every change of the data; 1 or more.</summary>
    public int Version { get; }

    /// <summary>The name of the time zone, for people; <see cref="UtcOffset"/> is what counts.</summary>
    public string TimeZone { get; }

    /// <summary>Local time less UTC, the same all year: there is no daylight saving.</summary>
    public TimeSpan UtcOffset { get; }

    /// <summary>The days of a plain week that are worked; at least one.</summary>
    public ImmutableArray<DayOfWeek> WorkingDays { get; }

    /// <summary>The office windows of every working day, ascending, without overlap, together at least an hour.</summary>
    public ImmutableArray<DailyWindow> Windows { get; }

    /// <summary>The years with data, ascending.</summary>
    public ImmutableArray<CalendarYear> Years { get; }

    /// <summary>How much window time a working day has.</summary>
    public TimeSpan WindowTimePerDay { get; }

    /// <summary>
    /// Reads a calendar from its JSON text. Errors have the code <c>calendar.json</c> (not JSON of this shape) or
    /// <c>calendar.invalid</c>, with one field error per wrong place, e.g. <c>years[1].daysOff[3]</c>.
    /// </summary>
    public static Result<WorkCalendar> Parse(string json) => WorkCalendarReader.Read(json);

    /// <summary>The years that another version has announced and this one has not.</summary>
    public ImmutableArray<CalendarYear> AnnouncedBy(WorkCalendar other) => [.. other.Years.Where(y => !y.Provisional && IsProvisional(y.Year))];

    /// <summary>The same calendar with these years in the place of its own; windows and all other years stay.</summary>
    public WorkCalendar With(IEnumerable<CalendarYear> years)
    {
        var other = years.ToImmutableArray();
        return new(
            Id, Version, TimeZone, UtcOffset, WorkingDays, Windows,
            [.. Years.Where(y => other.All(o => o.Year != y.Year)).Concat(other).OrderBy(y => y.Year)]);
    }

    /// <summary>What a date is.</summary>
    public DayKind KindOf(DateOnly date) => exceptions.TryGetValue(date, out var kind) ? kind
        : WorkingDays.Contains(date.DayOfWeek) ? DayKind.Working
        : DayKind.Weekend;

    /// <summary>True when a year is not announced yet or there is no data for it.</summary>
    public bool IsProvisional(int year) => !byYear.TryGetValue(year, out var data) || data.Provisional;

    /// <summary>The local date of an instant.</summary>
    public DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant).DateTime);

    /// <summary>The same instant, written in local time.</summary>
    public DateTimeOffset Local(DateTimeOffset instant) => instant.ToOffset(UtcOffset);

    /// <summary>The first instant of a date.</summary>
    public DateTimeOffset StartOf(DateOnly date) => new(date, TimeOnly.MinValue, UtcOffset);

    /// <summary>The end of the last window that a date has, or would have if it were worked.</summary>
    public DateTimeOffset EndOfWork(DateOnly date) => new(date, Windows[^1].End, UtcOffset);

    /// <summary>The windows of a date, in order; none when it is not worked.</summary>
    public IEnumerable<TimeWindow> WindowsOn(DateOnly date) => KindOf(date) is DayKind.Working
        ? Windows.Select(window => new TimeWindow(new(date, window.Begin, UtcOffset), new(date, window.End, UtcOffset)))
        : [];

    /// <summary>The windows inside a stretch, in order, the first and last cut to it. Lazy: it may end in the far future.</summary>
    public IEnumerable<TimeWindow> WindowsIn(TimeWindow stretch)
    {
        for (var date = DateOf(stretch.From); StartOf(date) < stretch.To; date = date.AddDays(1))
        {
            foreach (var window in WindowsOn(date))
            {
                var part = window.Within(stretch);
                if (part.Length > TimeSpan.Zero) yield return part;
            }
        }
    }
}
