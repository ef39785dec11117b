using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Calls;

/// <summary>The calls that are owed: a colleague's own, or all in their regions.</summary>
public sealed class ListCalls(IDbContextFactory<TongdianContext> contexts, CompanyDirectory directory, TimeProvider time)
{
    private const int Most = 200;

    /// <summary>A call. <paramref name="Owner"/> is the first-asked owner of the case as of now.</summary>
    public sealed record Item(
        Guid Id, string Number, bool IsCase, CallKind Kind, string About, string? Owner, string? OwnerName, DateTimeOffset CreatedAt, int Tries, DateTimeOffset? TriedAt, CallOutcome? Outcome);

    /// <summary>The open calls, the oldest first.</summary>
    public async Task<IReadOnlyList<Item>> List(StaffMember me, bool all, CancellationToken cancel)
    {
        var company = await directory.Get(cancel);
        var (regions, owners) = (company.CoveredBy(me), (string[])[me.Id, .. company.ActedForBy(me, time.GetUtcNow()).Select(s => s.Id)]);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var found = await Joined(context, context.Set<Call>().AsNoTracking().Where(c => c.Outcome == null && regions.Contains(c.Region)))
            .Where(f => all || owners.Contains(f.Owner) || f.Owner == null).OrderBy(f => f.Call.CreatedAt).Take(Most).ToListAsync(cancel);
        return [.. found.Select(f => View(f, company))];
    }

    /// <summary>One call that the colleague may see; null when there is none.</summary>
    internal async Task<Item?> Find(Guid id, StaffMember me, CancellationToken cancel)
    {
        var company = await directory.Get(cancel);
        var regions = company.CoveredBy(me);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await Joined(context, context.Set<Call>().AsNoTracking().Where(c => c.Id == id && regions.Contains(c.Region))).FirstOrDefaultAsync(cancel) is { } found ? View(found, company) : null;
    }

    private sealed record Found
    {
        public required Call Call { get; init; }
        public string? Owner { get; init; }
        public bool IsCase { get; init; }
    }

    private static IQueryable<Found> Joined(TongdianContext context, IQueryable<Call> calls) =>
        calls.LeftJoin(context.Set<CaseRow>(), c => c.CaseId, k => k.Id, (c, k) => new Found { Call = c, Owner = k == null ? c.Owner : k.Owner, IsCase = k != null });

    private static Item View(Found found, Company company) => new(
        found.Call.Id, found.Call.Number, found.IsCase, found.Call.Kind, found.Call.About, found.Owner, company.Staff.GetValueOrDefault(found.Owner ?? "")?.Name, found.Call.CreatedAt,
        found.Call.Tries, found.Call.TriedAt, found.Call.Outcome);
}
