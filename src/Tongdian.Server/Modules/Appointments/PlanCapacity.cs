using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Appointments;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Appointments;

/// <summary>How the crews of a role work in a region, what is taken of the next two weeks, and who comes where.</summary>
public sealed class PlanCapacity(CompanyDirectory directory, CalendarCatalog calendars, FindSlots find, IDbContextFactory<TongdianContext> contexts, TimeProvider time)
{
    /// <summary>How they are to work; no places: customers pick no times there.</summary>
    public sealed record Request(
        string Region, string Role, int SlotMinutes, int BufferMinutes, int PlacesPerHalfDay, int GreenPercent, int GreenHours, int NoticeHours)
    {
        internal VisitPattern Pattern => new(SlotMinutes, BufferMinutes, PlacesPerHalfDay, GreenPercent, GreenHours, NoticeHours);
    }

    /// <summary>A crew on a day: how many places it has, and how many visits.</summary>
    public sealed record CrewDay(DateOnly Day, int Places, int Taken, bool Away);

    /// <summary>A crew in two weeks.</summary>
    public sealed record CrewView(string Id, string Name, string WorkNumber, IReadOnlyList<CrewDay> Days);

    /// <summary>A visit that was picked.</summary>
    /// <param name="Number">Of the case.</param>
    /// <param name="Stage">What for.</param>
    /// <param name="Crew">Who comes.</param>
    /// <param name="From">When it begins.</param>
    /// <param name="Until">When it ends.</param>
    /// <param name="Rank">Emergency, green channel, or neither.</param>
    public sealed record BookingView(string Number, string Stage, string Crew, DateTimeOffset From, DateTimeOffset Until, VisitRank Rank);

    /// <summary>The plan of a role in a region.</summary>
    /// <param name="Region">Its code.</param>
    /// <param name="Role">Who comes.</param>
    /// <param name="Pattern">How they work; null when nobody said it.</param>
    /// <param name="From">The region that says it: this one, or the nearest above it.</param>
    /// <param name="Crews">Everybody, with the working days of two weeks.</param>
    /// <param name="Bookings">The visits, in order.</param>
    public sealed record View(
        string Region, string Role, VisitPattern? Pattern, string? From, IReadOnlyList<CrewView> Crews, IReadOnlyList<BookingView> Bookings);

    /// <summary>Looks at it.</summary>
    public async Task<Result<View>> Look(string? region, string? role, StaffMember me, CancellationToken cancel)
    {
        var company = await directory.Get(cancel);
        if (Refuse(company, region, role, me) is { } refused)
            return refused;
        var calendar = calendars.Newest(company.CalendarOf(region!) ?? CalendarCatalog.Default) ?? throw new InvalidOperationException("No calendar is loaded");
        var now = time.GetUtcNow();
        var said = await find.Said(company, region!, role!, cancel);
        var crews = FindSlots.Crews(company, region!, role!, null);
        var (today, ids) = (calendar.DateOf(now), crews.Select(c => c.Id).ToArray());
        var (since, until) = (calendar.StartOf(today), calendar.StartOf(today.AddDays(VisitSlots.DaysAhead)));
        string[] below = [.. company.Regions.Keys.Where(r => company.Upwards(r).Contains(region))];
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var bookings = await context.Set<VisitBooking>().AsNoTracking()
            .Where(b => b.Begins >= since && b.Begins < until && (ids.Contains(b.Crew) || (b.Role == role && below.Contains(b.Region)))).ToListAsync(cancel);
        var days = Enumerable.Range(0, VisitSlots.DaysAhead).Select(today.AddDays).Where(d => calendar.KindOf(d) == DayKind.Working).ToList();
        return new View(
            region!, role!, said?.Pattern, said?.Region, [.. crews.Select(c => Of(c, company, said?.Pattern, calendar, days, bookings))],
            [.. bookings.Where(b => b.Role == role && below.Contains(b.Region)).OrderBy(b => b.Begins).ThenBy(b => b.Number, StringComparer.Ordinal).Select(b => new BookingView(
                b.Number, b.Stage, company.Staff.TryGetValue(b.Crew, out var who) ? who.Name : b.Crew, calendar.Local(b.Begins), calendar.Local(b.Ends), b.Rank))]);
    }

    /// <summary>Says how they work from now on; what was picked stays.</summary>
    public async Task<Result<View>> Change(Request request, StaffMember me, CancellationToken cancel)
    {
        var company = await directory.Get(cancel);
        if (Refuse(company, request.Region, request.Role, me) is { } refused)
            return refused;
        if (request.Pattern.Faults is { IsEmpty: false } faults)
            return new Error(ErrorKind.Invalid, "request.invalid").For(faults);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var row = await context.Set<VisitPatternRow>().FirstOrDefaultAsync(p => p.Region == request.Region && p.Role == request.Role, cancel);
        if (row is null)
            context.Add(row = new VisitPatternRow { Region = request.Region, Role = request.Role });
        (row.Pattern, row.ChangedBy, row.ChangedAt) = (request.Pattern, Guid.Parse(me.Id), time.GetUtcNow());
        await context.SaveChangesAsync(cancel);
        return await Look(request.Region, request.Role, me, cancel);
    }

    private static Error? Refuse(Company company, string? region, string? role, StaffMember me)
    {
        string[] unknown = [.. region is null || !company.Regions.ContainsKey(region) ? ["region"] : Array.Empty<string>(), .. role is null || !Roles.Visiting.Contains(role) ? ["role"] : Array.Empty<string>()];
        return unknown.Length > 0 ? AppointmentsErrors.Unknown(unknown) : company.Covers(me, region!) ? null : AppointmentsErrors.NotYours;
    }

    private static CrewView Of(Crew crew, Company company, VisitPattern? pattern, WorkCalendar calendar, List<DateOnly> days, List<VisitBooking> bookings)
    {
        var who = company.Staff[crew.Id];
        return new CrewView(who.Id, who.Name, who.WorkNumber, [.. days.Select(day =>
        {
            var places = pattern is null ? [] : VisitSlots.Places(pattern, calendar, day).SelectMany(w => w).ToList();
            var present = places.Count(p => crew.Away.All(a => a.To <= p || a.From >= p + pattern!.Slot));
            return new CrewDay(day, present, bookings.Count(b => b.Crew == crew.Id && calendar.DateOf(b.Begins) == day), places.Count > 0 && present == 0);
        })]);
    }
}
