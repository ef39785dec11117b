using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Processes;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.People;

/// <summary>A colleague as the rest of the platform sees them.</summary>
public sealed record StaffMember(
    string Id, string Login, string Name, string WorkNumber, string? Phone, ImmutableArray<string> Roles, ImmutableArray<string> Departments,
    ImmutableArray<string> Regions, bool Active, string SecurityStamp)
{
    /// <summary>Who acts for the colleague, from when to when; null when nobody was named.</summary>
    public Deputy? Deputy { get; init; }

    /// <summary>What a system of the company may call; null for people.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>The colleague as somebody who acts on a case.</summary>
    public Actor Actor => Actor.Staff(Id, Roles, Departments);
}

/// <summary>Somebody who acts for a colleague during an absence.</summary>
public sealed record Deputy(string Id, DateTimeOffset From, DateTimeOffset Until);

/// <summary>The people and regions at one moment.</summary>
public sealed record Company(
    FrozenDictionary<string, StaffMember> Staff, FrozenDictionary<string, Region> Regions, DateTimeOffset ReadAt)
{
    /// <summary>The colleagues who are people: whoever is chosen for something is one of them.</summary>
    public IEnumerable<StaffMember> People => Staff.Values.Where(s => s.Scopes is null);

    /// <summary>A person who works here and can be chosen for something; null when that is nobody, or a system.</summary>
    public StaffMember? Person(string id) => Staff.GetValueOrDefault(id) is { Active: true, Scopes: null } person ? person : null;

    /// <summary>The duties of these weeks, in order.</summary>
    public ImmutableArray<Duty> Duties { get; init; } = [];

    /// <summary>When somebody of a department is on duty for a region, besides office hours.</summary>
    public IReadOnlyCollection<TimeWindow> OnDuty(string region, string? department) =>
        [.. Duties.Where(d => d.Department == department && Upwards(region).Contains(d.Region)).Select(d => new TimeWindow(d.From, d.To))];

    /// <summary>Whether somebody's regions cover this one: it is one of them or lies below one.</summary>
    public bool Covers(StaffMember member, string region) => Upwards(region).Any(r => member.Regions.Contains(r));

    /// <summary>A region and those above it, the nearest first.</summary>
    public IEnumerable<string> Upwards(string region)
    {
        for (var at = Regions.GetValueOrDefault(region); at is not null; at = at.Parent is { } parent ? Regions.GetValueOrDefault(parent) : null)
            yield return at.Code;
    }

    /// <summary>The calendar of the nearest region upwards that has one of its own; null when none has.</summary>
    public string? CalendarOf(string region) => Upwards(region).Select(r => Regions[r].Calendar).FirstOrDefault(c => c is not null);

    /// <summary>Who acts for somebody at an instant: the deputy during an absence; nobody for the deputy's own absence.</summary>
    public StaffMember? DeputyOf(StaffMember member, DateTimeOffset at) =>
        member.Deputy is { } named && named.From <= at && at < named.Until ? Person(named.Id) : null;

    /// <summary>The absent colleagues whose deputy somebody is at an instant.</summary>
    public IReadOnlyList<StaffMember> ActedForBy(StaffMember member, DateTimeOffset at) =>
        [.. People.Where(s => s.Active && s.Id != member.Id && DeputyOf(s, at)?.Id == member.Id).OrderBy(s => s.Id, StringComparer.Ordinal)];

    /// <summary>A colleague as somebody who acts on a case, for absent colleagues too.</summary>
    public Actor ActorOf(StaffMember member, DateTimeOffset at) => member.Actor with { ActsFor = [.. ActedForBy(member, at).Select(s => s.Id)] };

    /// <summary>All regions that somebody's regions cover.</summary>
    public IReadOnlyList<string> CoveredBy(StaffMember member) => [.. Regions.Keys.Where(r => Covers(member, r))];

    /// <summary>
    /// Who is the first asked when a customer comes without meeting anybody: spread over those who take calls and stand at counters in the
    /// region, and whoever steers there when there is none.
    /// </summary>
    public StaffMember FirstAsked(string region, Guid caseId)
    {
        var here = People.Where(s => s.Active && Covers(s, region)).OrderBy(s => s.Id, StringComparer.Ordinal).ToList();
        var asked = here.Where(s => s.Roles.Contains(Roles.CustomerServiceAgent) || s.Roles.Contains(Roles.CounterClerk)).ToList();
        if (asked.Count == 0)
            asked = here.Where(s => s.Roles.Contains(Roles.Coordinator) || s.Roles.Contains(Roles.Manager) || s.Roles.Contains(Roles.Administrator)).ToList();
        return asked.Count > 0
            ? asked[(int)((uint)caseId.GetHashCode() % (uint)asked.Count)]
            : throw new InvalidOperationException($"Nobody is responsible for the region {region}");
    }
}

/// <summary>Keeps the people and regions in memory, so that no look-up of a case waits for their names. Read again when older than a few seconds.</summary>
public sealed class CompanyDirectory(IDbContextFactory<TongdianContext> contexts, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    // Nothing stalls for longer, and no roster is made further ahead; what comes into reach later is looked at when it is due.
    private static readonly TimeSpan DutiesBack = PlanDuty.Longest + TimeSpan.FromDays(14);
    private static readonly TimeSpan DutiesAhead = TimeSpan.FromDays(35);

    private readonly SemaphoreSlim turn = new(1, 1);
    private volatile Company? company;
    private int changes;

    /// <summary>The company as of at most a few seconds ago.</summary>
    public async ValueTask<Company> Get(CancellationToken cancel)
    {
        if (company is { } known && time.GetUtcNow() - known.ReadAt < Fresh)
            return known;
        await turn.WaitAsync(cancel);
        try
        {
            if (company is { } meanwhile && time.GetUtcNow() - meanwhile.ReadAt < Fresh)
                return meanwhile;
            // What was read before a change that came meanwhile is given to who asked before it, and to nobody after.
            var before = Volatile.Read(ref changes);
            var read = await Read(cancel);
            if (before == Volatile.Read(ref changes))
                company = read;
            return read;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The next to ask reads again: somebody or something changed.</summary>
    public void Changed()
    {
        Interlocked.Increment(ref changes);
        company = null;
    }

    public void Dispose() => turn.Dispose();

    private async Task<Company> Read(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var staff = await context.Users.AsNoTracking().ToListAsync(cancel);
        var scopes = (await context.UserClaims.AsNoTracking().Where(c => c.ClaimType == CompanySystems.ScopeClaim).ToListAsync(cancel)).ToLookup(c => c.UserId, c => c.ClaimValue!);
        var regions = await context.Set<Region>().AsNoTracking().ToListAsync(cancel);
        var now = time.GetUtcNow();
        var (since, until) = (now - DutiesBack, now + DutiesAhead);
        return new Company(
            staff.Select(u => Member(u, scopes.Contains(u.Id) ? [.. scopes[u.Id]] : null)).ToFrozenDictionary(m => m.Id, StringComparer.Ordinal),
            regions.ToFrozenDictionary(r => r.Code, StringComparer.Ordinal),
            now)
        {
            Duties = [.. await context.Set<Duty>().AsNoTracking().Where(d => d.From >= since && d.From < until).OrderBy(d => d.From).ThenBy(d => d.Id).ToListAsync(cancel)],
        };
    }

    private static StaffMember Member(StaffUser user, IReadOnlyList<string>? scopes) => new(
        user.Id.ToString(), user.UserName!, user.DisplayName, user.WorkNumber, user.PhoneNumber, [.. user.Roles], [.. user.Departments],
        [.. user.Regions], user.Active, user.SecurityStamp ?? "")
    {
        Scopes = scopes,
        Deputy = user is { DeputyId: { } deputy, DeputyFrom: { } from, DeputyUntil: { } until } ? new Deputy(deputy.ToString(), from, until) : null,
    };
}
