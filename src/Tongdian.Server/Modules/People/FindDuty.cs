using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Processes;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.People;

/// <summary>Who is on duty at an instant: in the region itself, or else in the nearest one above it that has somebody.</summary>
public sealed class FindDuty(IDbContextFactory<TongdianContext> contexts, CompanyDirectory directory)
{
    /// <summary>Somebody on duty, with who stands in.</summary>
    public sealed record Item(string Region, string Staff, string Name, string? Phone, string? Deputy, string? DeputyName, string? DeputyPhone, DateTimeOffset Until);

    internal static async Task<IResult> Handle(string? region, string? department, string? at, HttpContext http, CompanyDirectory directory, TimeProvider time, FindDuty use)
    {
        var company = await directory.Get(http.RequestAborted);
        var faults = new List<Domain.FieldError>();
        if (region is null || !company.Regions.ContainsKey(region))
            faults.Add(new("region", "field.option"));
        if (department is null || !Departments.All.Contains(department))
            faults.Add(new("department", "field.option"));
        var instant = time.GetUtcNow();
        if (at is not null && (!LocalInstant.TryParse(at, out instant) || !PlanDuty.CanBePlanned(instant)))
            faults.Add(new("at", "field.instant"));
        return faults.Count > 0 ? Problem.From(AdministrationErrors.Invalid(faults)) : TypedResults.Ok(await use.At(region!, department!, instant, http.RequestAborted));
    }

    /// <summary>Everybody on duty there then; none when nobody is, up to the root. Who left the company is on duty nowhere: the deputy is.</summary>
    public async Task<IReadOnlyList<Item>> At(string region, string department, DateTimeOffset at, CancellationToken cancel)
    {
        var company = await directory.Get(cancel);
        var upwards = company.Upwards(region).ToList();
        var (since, now) = (at - PlanDuty.Longest, at);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var duties = await context.Set<Duty>().AsNoTracking()
            .Where(d => upwards.Contains(d.Region) && d.Department == department && d.From >= since && d.From <= now && d.To > now).ToListAsync(cancel);
        return upwards.Select(r => duties.Where(d => d.Region == r).OrderBy(d => d.From).ThenBy(d => d.Id).Select(d => View(d, company)).OfType<Item>().ToList())
            .FirstOrDefault(found => found.Count > 0) ?? [];
    }

    private static Item? View(Duty duty, Company company)
    {
        var (staff, deputy) = (company.Person(duty.StaffId.ToString()), duty.DeputyId is { } id ? company.Person(id.ToString()) : null);
        return (staff ?? deputy) is { } first
            ? new Item(
                duty.Region, first.Id, first.Name, first.Phone, staff is null ? null : deputy?.Id, staff is null ? null : deputy?.Name,
                staff is null ? null : deputy?.Phone, duty.To)
            : null;
    }
}
