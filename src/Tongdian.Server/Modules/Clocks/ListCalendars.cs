using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Clocks;

/// <summary>Every version of every calendar, with when and by whom it was taken; and one of them whole.</summary>
public sealed class ListCalendars(CalendarCatalog catalog, IDbContextFactory<TongdianContext> contexts, CompanyDirectory directory)
{
    /// <summary>A version; <paramref name="LoadedBy"/> is the administrator's name, null when it came with the program.</summary>
    public sealed record Item(string Calendar, int Version, DateTimeOffset LoadedAt, string? LoadedBy, bool Newest, IReadOnlyList<int> Years);

    /// <summary>A version whole.</summary>
    public sealed record Whole(
        string Calendar, int Version, string TimeZone, IReadOnlyList<DayOfWeek> WorkingDays, IReadOnlyList<WindowView> Windows, IReadOnlyList<YearView> Years);

    /// <summary>A window of every working day, local time.</summary>
    public sealed record WindowView(TimeOnly Begin, TimeOnly End);

    /// <summary>What makes a year differ from the plain week.</summary>
    public sealed record YearView(int Year, string Source, bool Provisional, IReadOnlyList<DateOnly> DaysOff, IReadOnlyList<DateOnly> WorkingWeekends);

    /// <summary>All versions, by calendar, the newest first.</summary>
    public async Task<IReadOnlyList<Item>> Read(CancellationToken cancel)
    {
        var staff = (await directory.Get(cancel)).Staff;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var rows = await context.Set<CalendarVersion>().AsNoTracking().Select(v => new { v.Id, v.Version, v.LoadedAt, v.LoadedBy }).ToListAsync(cancel);
        return
        [
            .. rows.OrderBy(v => v.Id, StringComparer.Ordinal).ThenByDescending(v => v.Version).Select(v => new Item(
                v.Id, v.Version, v.LoadedAt, v.LoadedBy is { } by ? staff.GetValueOrDefault(by)?.Name ?? "" : null,
                catalog.Newest(v.Id)?.Version == v.Version, [.. catalog.Get(new CalendarKey(v.Id, v.Version)).Years.Select(y => y.Year)])),
        ];
    }

    internal static async Task<IResult> Handle(ListCalendars use, CancellationToken cancel) => TypedResults.Ok(await use.Read(cancel));

    internal static IResult HandleOne(string calendar, int version, CalendarCatalog catalog) =>
        Codes.IsCode(calendar) && catalog.Find(new CalendarKey(calendar, version)) is { } known
            ? TypedResults.Ok(View(known))
            : Problem.From(new Error(ErrorKind.NotFound, "calendar.unknown").With("calendar", calendar));

    private static Whole View(WorkCalendar c) => new(
        c.Id, c.Version, c.TimeZone, c.WorkingDays, [.. c.Windows.Select(w => new WindowView(w.Begin, w.End))],
        [.. c.Years.Select(y => new YearView(y.Year, y.Source, y.Provisional, y.DaysOff, y.WorkingWeekends))]);
}
