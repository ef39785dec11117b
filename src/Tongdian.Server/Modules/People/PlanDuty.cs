using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Tongdian.Domain;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Processes;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.People;

/// <summary>The duty roster of a region, week by week.</summary>
public sealed class PlanDuty(
    IDbContextFactory<TongdianContext> contexts, CompanyDirectory directory, IEnumerable<DutyFollower> followers, TimeProvider time)
{
    /// <summary>No duty is longer, so that whoever looks for those of an instant need not look further back.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(14);

    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    // The company's zone: a week of the roster begins on Monday at midnight there.
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>Which duty it was.</summary>
    public sealed record Response(Guid Id);

    /// <summary>A duty that is to be entered.</summary>
    public sealed record Request(string Region, string Department, DateTimeOffset From, DateTimeOffset To, Guid Staff, Guid? Deputy);

    /// <summary>The region whose last week is copied, and the Monday of the week it is copied to.</summary>
    public sealed record CopyRequest(string Region, DateOnly Week);

    /// <summary>How many duties were copied, and how many were not, because they are there already or somebody left the company.</summary>
    public sealed record CopyResponse(int Copied, int LeftOut);

    /// <summary>A duty of the week.</summary>
    public sealed record Item(
        Guid Id, string Region, string Department, DateTimeOffset From, DateTimeOffset To, Guid Staff, string Name, Guid? Deputy, string? DeputyName);

    /// <summary>A stretch of the week in which nobody of a department is on duty.</summary>
    public sealed record Gap(string Department, DateTimeOffset From, DateTimeOffset To);

    /// <summary>A week of a region. Gaps are told for every department that has any duty there.</summary>
    public sealed record WeekView(string Region, DateOnly Week, IReadOnlyList<Item> Duties, IReadOnlyList<Gap> Gaps);

    internal static async Task<IResult> HandleWeek(string? region, string? week, HttpContext http, CompanyDirectory directory, PlanDuty use)
    {
        var faults = new List<FieldError>();
        if (region is null || !(await directory.Get(http.RequestAborted)).Regions.ContainsKey(region))
            faults.Add(new FieldError("region", "field.option"));
        var monday = use.ThisWeek();
        if (week is not null && (!DateOnly.TryParseExact(week, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out monday) || !IsWeek(monday)))
            faults.Add(new FieldError("week", "duty.week"));
        return faults.Count > 0 ? Problem.From(AdministrationErrors.Invalid(faults)) : TypedResults.Ok(await use.Show(region!, monday, http.RequestAborted));
    }

    /// <summary>The Monday of this week.</summary>
    public DateOnly ThisWeek()
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().ToOffset(Offset).DateTime);
        return today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
    }

    /// <summary>The week that begins on a Monday.</summary>
    public async Task<WeekView> Show(string region, DateOnly monday, CancellationToken cancel)
    {
        var staff = (await directory.Get(cancel)).Staff;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var (begin, end) = (Begin(monday), Begin(monday) + Week);
        var duties = await Overlapping(context, region, begin, end).OrderBy(d => d.From).ThenBy(d => d.Id).ToListAsync(cancel);
        var gaps = duties.GroupBy(d => d.Department, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).SelectMany(g =>
            Coverage.Gaps(new TimeWindow(begin, end), g.Select(d => new TimeWindow(d.From, d.To))).Select(w => new Gap(g.Key, w.From, w.To)));
        return new WeekView(region, monday, [.. duties.Select(View)], [.. gaps]);

        Item View(Duty d) => new(
            d.Id, d.Region, d.Department, d.From, d.To, d.StaffId, Name(d.StaffId) ?? "", d.DeputyId, d.DeputyId is { } deputy ? Name(deputy) : null);
        string? Name(Guid id) => staff.GetValueOrDefault(id.ToString())?.Name;
    }

    public async Task<Result<Response>> Add(Request request, StaffMember by, KeyedRequest? once, CancellationToken cancel)
    {
        var company = await directory.Get(cancel);
        var faults = new List<FieldError>();
        if (!company.Regions.ContainsKey(request.Region))
            faults.Add(new FieldError("region", "field.option"));
        if (!Departments.All.Contains(request.Department))
            faults.Add(new FieldError("department", "field.option"));
        if (!CanBePlanned(request.From))
            faults.Add(new FieldError("from", "period.out-of-range"));
        else if (request.To <= request.From)
            faults.Add(new FieldError("to", "period.ends-before-it-begins"));
        else if (request.To - request.From > Longest)
            faults.Add(new FieldError("to", "duty.too-long").With("days", Longest.TotalDays.ToString(CultureInfo.InvariantCulture)));
        if (!IsActive(company, request.Staff))
            faults.Add(new FieldError("staff", "field.option"));
        if (request.Deputy is { } deputy && (deputy == request.Staff || !IsActive(company, deputy)))
            faults.Add(new FieldError("deputy", deputy == request.Staff ? "staff.deputy-self" : "field.option"));
        if (faults.Count > 0)
            return AdministrationErrors.Invalid(faults);
        var duty = new Duty
        {
            Id = Guid.CreateVersion7(), Region = request.Region, Department = request.Department, From = request.From, To = request.To,
            StaffId = request.Staff, DeputyId = request.Deputy,
        };
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        context.Add(duty);
        var now = time.GetUtcNow();
        context.Add(AdministrationEntry.Of(by, now, Acts.DutyAdded, Subject(duty), Told(duty, company).Select(t => new Change(t.Field, null, t.Value))));
        Idempotency.Done(context, once, now);
        await Commit(context, transaction, company, duty.Region, cancel);
        return new Response(duty.Id);
    }

    public async Task<Result<Response>> Remove(Guid id, StaffMember by, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (await context.Set<Duty>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, cancel) is not { } duty)
            return AdministrationErrors.DutyUnknown;
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        if (await context.Set<Duty>().Where(d => d.Id == id).ExecuteDeleteAsync(cancel) == 0)
            return AdministrationErrors.DutyUnknown;
        var company = await directory.Get(cancel);
        var told = Told(duty, company).Select(t => new Change(t.Field, t.Value, null));
        context.Add(AdministrationEntry.Of(by, time.GetUtcNow(), Acts.DutyRemoved, Subject(duty), told));
        await Commit(context, transaction, company, duty.Region, cancel);
        return new Response(id);
    }

    /// <summary>Enters for a week what was entered for the one before it. What is there already is not entered twice.</summary>
    public async Task<Result<CopyResponse>> CopyLastWeek(CopyRequest request, StaffMember by, KeyedRequest? once, CancellationToken cancel)
    {
        var company = await directory.Get(cancel);
        var faults = new List<FieldError>();
        if (!company.Regions.ContainsKey(request.Region))
            faults.Add(new FieldError("region", "field.option"));
        if (!IsWeek(request.Week))
            faults.Add(new FieldError("week", "duty.week"));
        if (faults.Count > 0)
            return AdministrationErrors.Invalid(faults);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var (begin, last) = (Begin(request.Week), Begin(request.Week) - Week);
        var before = await context.Set<Duty>().AsNoTracking().Where(d => d.Region == request.Region && d.From >= last && d.From < begin).ToListAsync(cancel);
        var there = (await Overlapping(context, request.Region, begin, begin + Week).ToListAsync(cancel)).Select(Same).ToHashSet();
        var copies = before.Where(d => IsActive(company, d.StaffId)).Select(d => new Duty
        {
            Id = Guid.CreateVersion7(), Region = d.Region, Department = d.Department, From = d.From + Week, To = d.To + Week, StaffId = d.StaffId,
            DeputyId = d.DeputyId is { } deputy && IsActive(company, deputy) ? deputy : null,
        }).Where(d => there.Add(Same(d))).ToList();
        var now = time.GetUtcNow();
        Idempotency.Done(context, once, now);
        if (copies.Count == 0)
        {
            await context.SaveChangesAsync(cancel);
        }
        else
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancel);
            context.AddRange(copies);
            context.Add(AdministrationEntry.Of(
                by, now, Acts.DutiesCopied, request.Region, new Change("week", null, request.Week.ToString("O", CultureInfo.InvariantCulture)),
                new Change("duties", null, copies.Count.ToString(CultureInfo.InvariantCulture))));
            await Commit(context, transaction, company, request.Region, cancel);
        }

        return new CopyResponse(copies.Count, before.Count - copies.Count);

        static (string, DateTimeOffset, DateTimeOffset, Guid) Same(Duty d) => (d.Department, d.From, d.To, d.StaffId);
    }

    private async Task Commit(TongdianContext context, IDbContextTransaction transaction, Company company, string region, CancellationToken cancel)
    {
        await context.SaveChangesAsync(cancel);
        // In the same transaction: nobody who counts hours of duty ever counts by a roster that is no more.
        string[] below = [.. company.Regions.Keys.Where(r => company.Upwards(r).Contains(region))];
        foreach (var follower in followers)
            await follower.Changed(context, below, time.GetUtcNow(), cancel);
        await transaction.CommitAsync(cancel);
        directory.Changed();
    }

    private static IQueryable<Duty> Overlapping(TongdianContext context, string region, DateTimeOffset begin, DateTimeOffset end)
    {
        var since = begin - Longest;
        return context.Set<Duty>().AsNoTracking().Where(d => d.Region == region && d.From >= since && d.From < end && d.To > begin);
    }

    private static DateTimeOffset Begin(DateOnly monday) => new(monday, TimeOnly.MinValue, Offset);

    /// <summary>Whether an instant has neighbours that can be written.</summary>
    internal static bool CanBePlanned(DateTimeOffset instant) => instant.UtcDateTime.Year is > 2000 and < 3000;

    private static bool IsWeek(DateOnly monday) => monday is { DayOfWeek: DayOfWeek.Monday, Year: > 2000 and < 3000 };

    private static bool IsActive(Company company, Guid id) => company.Person(id.ToString()) is not null;

    private static string Subject(Duty duty) => $"{duty.Region}/{duty.Department}";

    private static IEnumerable<(string Field, string? Value)> Told(Duty duty, Company company) =>
    [
        ("staff", company.Staff.GetValueOrDefault(duty.StaffId.ToString())?.Login),
        ("deputy", duty.DeputyId is { } deputy ? company.Staff.GetValueOrDefault(deputy.ToString())?.Login : null),
        ("from", Text(duty.From)), ("until", Text(duty.To)),
    ];

    private static string Text(DateTimeOffset instant) => instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
}
