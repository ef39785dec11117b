using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Tongdian.Domain.Clocks;

// Turns the text of a calendar into one, or into the list of everything that is wrong with it.
internal sealed class WorkCalendarReader
{
    private static readonly ImmutableArray<string> WeekDays =
        ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    // Bounds that keep every due time inside what DateTimeOffset can hold.
    private static readonly TimeSpan ShortestDay = TimeSpan.FromHours(1);
    private const int FirstYear = 1900;
    private const int LastYear = 2900;
    private const int LargestOffset = 14 * 60;

    private readonly List<FieldError> errors = [];

    public static Result<WorkCalendar> Read(string json)
    {
        WorkCalendarDocument? document;
        try
        {
            document = JsonSerializer.Deserialize(json, WorkCalendarContext.Default.WorkCalendarDocument);
        }
        catch (JsonException exception)
        {
            return new Error(ErrorKind.Invalid, "calendar.json")
                .With("path", exception.Path ?? "$")
                .With("line", ((exception.LineNumber ?? 0) + 1).ToString(CultureInfo.InvariantCulture));
        }

        if (document is null) return new Error(ErrorKind.Invalid, "calendar.json").With("path", "$").With("line", "1");
        return new WorkCalendarReader().Read(document);
    }

    private Result<WorkCalendar> Read(WorkCalendarDocument document)
    {
        var id = Text(document.Id, "id");
        var version = Number(document.Version, "version", 1, int.MaxValue);
        var timeZone = Text(document.TimeZone, "timeZone");
        var offset = Number(document.UtcOffsetMinutes, "utcOffsetMinutes", -LargestOffset, LargestOffset);
        var workingDays = WorkingDays(document.WorkingDays);
        var windows = Windows(document.Windows);
        var years = Years(document.Years, workingDays);
        if (errors.Count > 0) return new Error(ErrorKind.Invalid, "calendar.invalid").For(errors);
        return new WorkCalendar(id, version, timeZone, TimeSpan.FromMinutes(offset), workingDays, windows, years);
    }

    private ImmutableArray<DayOfWeek> WorkingDays(ImmutableArray<string?>? given)
    {
        var days = ImmutableArray.CreateBuilder<DayOfWeek>();
        foreach (var (place, name) in Each(given, "workingDays"))
        {
            var index = name is null ? -1 : WeekDays.IndexOf(name);
            if (index < 0) Refuse(place, "calendar.week-day");
            else if (days.Contains((DayOfWeek)index)) Refuse(place, "calendar.twice", ("value", name!));
            else days.Add((DayOfWeek)index);
        }

        if (given is { IsEmpty: true }) Refuse("workingDays", "calendar.missing");
        return days.ToImmutable();
    }

    private ImmutableArray<DailyWindow> Windows(ImmutableArray<WindowDocument?>? given)
    {
        var windows = new List<(string Place, DailyWindow Window)>();
        foreach (var (place, document) in Each(given, "windows"))
        {
            var (first, last) = (Time(document?.Begin, $"{place}.begin"), Time(document?.End, $"{place}.end"));
            if (first is not { } begin || last is not { } end) continue;
            var window = new DailyWindow(begin, end);
            if (end <= begin) Refuse(place, "calendar.window-ends-before-it-begins");
            else if (windows.Find(other => begin < other.Window.End && other.Window.Begin < end) is { Place: { } other })
                Refuse(place, "calendar.windows-overlap", ("other", other));
            else windows.Add((place, window));
        }

        var total = windows.Aggregate(TimeSpan.Zero, (sum, each) => sum + (each.Window.End - each.Window.Begin));
        if (given is not null && errors.Count == 0 && total < ShortestDay) Refuse("windows", "calendar.windows-too-short");
        return [.. windows.Select(each => each.Window).OrderBy(window => window.Begin)];
    }

    private ImmutableArray<CalendarYear> Years(ImmutableArray<YearDocument?>? given, ImmutableArray<DayOfWeek> workingDays)
    {
        var years = new SortedDictionary<int, CalendarYear>();
        foreach (var (place, document) in Each(given, "years"))
        {
            var year = Number(document?.Year, $"{place}.year", FirstYear, LastYear);
            var source = Text(document?.Source, $"{place}.source");
            if (document?.Provisional is null) Refuse($"{place}.provisional", "calendar.missing");
            var seen = new Dictionary<DateOnly, string>();
            var off = Dates(document?.DaysOff, $"{place}.daysOff", year, seen, _ => true);
            var worked = Dates(
                document?.WorkingWeekends, $"{place}.workingWeekends", year, seen, date => !workingDays.Contains(date.DayOfWeek));
            if (!years.TryAdd(year, new CalendarYear(year, source, document?.Provisional ?? true, off, worked)))
                Refuse($"{place}.year", "calendar.twice", ("value", year.ToString(CultureInfo.InvariantCulture)));
        }

        return [.. years.Values];
    }

    // `seen` holds the place of every date of the year: a date may be there once, either off or worked.
    private ImmutableArray<DateOnly> Dates(
        ImmutableArray<string?>? given, string list, int year, Dictionary<DateOnly, string> seen, Func<DateOnly, bool> mayBeHere)
    {
        var dates = new SortedSet<DateOnly>();
        foreach (var (place, text) in Each(given, list))
        {
            if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                Refuse(place, "calendar.date");
            else if (date.Year != year) Refuse(place, "calendar.other-year", ("value", text));
            else if (seen.TryGetValue(date, out var other))
                Refuse(place, other.StartsWith(list, StringComparison.Ordinal) ? "calendar.twice" : "calendar.off-and-worked",
                    ("value", text), ("other", other));
            else if (!mayBeHere(date)) Refuse(place, "calendar.not-a-weekend", ("value", text));
            else
            {
                seen.Add(date, place);
                dates.Add(date);
            }
        }

        return [.. dates];
    }

    private IEnumerable<(string Place, T Item)> Each<T>(ImmutableArray<T>? given, string list)
    {
        if (given is not { IsDefault: false } items)
        {
            Refuse(list, "calendar.missing");
            return [];
        }

        return items.Select((item, index) => ($"{list}[{index.ToString(CultureInfo.InvariantCulture)}]", item));
    }

    private string Text(string? given, string place)
    {
        if (string.IsNullOrWhiteSpace(given)) Refuse(place, "calendar.missing");
        return given ?? "";
    }

    private int Number(int? given, string place, int least, int most)
    {
        if (given is null) Refuse(place, "calendar.missing");
        else if (given < least || given > most) Refuse(place, "calendar.out-of-range");
        return given ?? 0;
    }

    private TimeOnly? Time(string? given, string place)
    {
        if (TimeOnly.TryParseExact(given, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return time;
        Refuse(place, "calendar.time");
        return null;
    }

    private void Refuse(string place, string code, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var error = new FieldError(place, code);
        foreach (var (name, value) in values) error = error.With(name, value);
        errors.Add(error);
    }
}
