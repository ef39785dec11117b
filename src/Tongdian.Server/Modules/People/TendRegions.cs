using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.People;

/// <summary>The tree of regions: a new one, another name, another place in the tree, one that nobody uses any more.</summary>
public sealed class TendRegions(IDbContextFactory<TongdianContext> contexts, CompanyDirectory directory, IEnumerable<RegionUse> uses, KnownCalendars calendars, TimeProvider time)
{
    private const int LongestName = 60;

    private readonly RegionUse[] uses = [.. uses];

    /// <summary>A region with the names in both languages.</summary>
    public sealed record Item(string Code, string? Parent, string NameZh, string NameEn)
    {
        /// <summary>Its own calendar; null: that of the region around it.</summary>
        public string? Calendar { get; init; }
    }

    /// <summary>Its names and the region around it; none: it is a root.</summary>
    public sealed record ChangeRequest(string? Parent, string NameZh, string NameEn)
    {
        /// <inheritdoc cref="Item.Calendar"/>
        public string? Calendar { get; init; }
    }

    /// <summary>Every region, by code.</summary>
    public async Task<IReadOnlyList<Item>> List(CancellationToken cancel) =>
        [.. (await directory.Get(cancel)).Regions.Values.OrderBy(r => r.Code, StringComparer.Ordinal).Select(Of)];

    public async Task<Result<Item>> Add(Item request, StaffMember by, CancellationToken cancel)
    {
        var faults = Faults(request.NameZh, request.NameEn, request.Calendar).ToList();
        if (!Codes.IsCode(request.Code))
            faults.Insert(0, new FieldError("code", "region.code-form"));
        if (faults.Count > 0)
            return AdministrationErrors.Invalid(faults);
        return await Locked(async (context, regions) =>
        {
            if (regions.ContainsKey(request.Code))
                return AdministrationErrors.RegionTaken;
            if (request.Parent is { } parent && !regions.ContainsKey(parent))
                return AdministrationErrors.RegionUnknown("parent", parent);
            var region = new Region { Code = request.Code, Parent = request.Parent, NameZh = request.NameZh.Trim(), NameEn = request.NameEn.Trim(), Calendar = request.Calendar };
            context.Add(region);
            context.Add(AdministrationEntry.Of(
                by, time.GetUtcNow(), Acts.RegionAdded, region.Code,
                new Change("parent", null, region.Parent), new Change("nameZh", null, region.NameZh), new Change("nameEn", null, region.NameEn),
                new Change("calendar", null, region.Calendar)));
            return region;
        }, cancel);
    }

    public async Task<Result<Item>> Change(string code, ChangeRequest request, StaffMember by, CancellationToken cancel)
    {
        var faults = Faults(request.NameZh, request.NameEn, request.Calendar).ToList();
        if (faults.Count > 0)
            return AdministrationErrors.Invalid(faults);
        return await Locked(async (context, regions) =>
        {
            if (!regions.TryGetValue(code, out var region))
                return AdministrationErrors.RegionUnknown("code", code);
            if (request.Parent is { } parent && !regions.ContainsKey(parent))
                return AdministrationErrors.RegionUnknown("parent", parent);
            for (var above = request.Parent; above is not null; above = regions[above].Parent)
            {
                if (above == code)
                    return AdministrationErrors.RegionInItself;
            }

            context.Add(AdministrationEntry.Of(
                by, time.GetUtcNow(), Acts.RegionChanged, code, new Change("parent", region.Parent, request.Parent),
                new Change("nameZh", region.NameZh, request.NameZh.Trim()), new Change("nameEn", region.NameEn, request.NameEn.Trim()),
                new Change("calendar", region.Calendar, request.Calendar)));
            (region.Parent, region.NameZh, region.NameEn, region.Calendar) = (request.Parent, request.NameZh.Trim(), request.NameEn.Trim(), request.Calendar);
            return region;
        }, cancel);
    }

    public async Task<Result<Item>> Remove(string code, StaffMember by, CancellationToken cancel) => await Locked(async (context, regions) =>
    {
        if (!regions.TryGetValue(code, out var region))
            return AdministrationErrors.RegionUnknown("code", code);
        if (regions.Values.Any(r => r.Parent == code))
            return AdministrationErrors.RegionInUse("regions");
        foreach (var use in uses)
        {
            if (await use.Names(context, code, cancel))
                return AdministrationErrors.RegionInUse(use.Code);
        }

        context.Remove(region);
        context.Add(AdministrationEntry.Of(
            by, time.GetUtcNow(), Acts.RegionRemoved, code,
            new Change("parent", region.Parent, null), new Change("nameZh", region.NameZh, null), new Change("nameEn", region.NameEn, null)));
        return region;
    }, cancel);

    /// <summary>One change of the tree after the other: two moves at once could make a circle that neither of them is.</summary>
    private async Task<Result<Item>> Locked(Func<TongdianContext, Dictionary<string, Region>, Task<Result<Region>>> change, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        await context.Set<Region>().ExecuteUpdateAsync(r => r.SetProperty(x => x.NameEn, x => x.NameEn), cancel);
        var regions = await context.Set<Region>().ToDictionaryAsync(r => r.Code, StringComparer.Ordinal, cancel);
        if ((await change(context, regions)).Failed(out var refused, out var region))
            return refused;
        await context.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        directory.Changed();
        return Of(region);
    }

    private static Item Of(Region region) => new(region.Code, region.Parent, region.NameZh, region.NameEn) { Calendar = region.Calendar };

    private IEnumerable<FieldError> Faults(string nameZh, string nameEn, string? calendar)
    {
        if (calendar is not null && !calendars.Ids().Contains(calendar))
            yield return new FieldError("calendar", "calendar.unknown").With("calendar", calendar);
        foreach (var (field, name) in new[] { ("nameZh", nameZh), ("nameEn", nameEn) })
        {
            if (string.IsNullOrWhiteSpace(name))
                yield return new FieldError(field, "field.required");
            else if (FreeText.Fault(field, name, LongestName) is { } unfit)
                yield return unfit;
        }
    }
}
