using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Display;

/// <summary>
/// Looks at the cases of an office: the latest of those that are open, and what was energised today. Names, telephones and addresses are not read at
/// all. What is asked goes by indexes of what is open and of what was energised; what is long over costs nothing.
/// </summary>
public sealed class ReadHall(
    IDbContextFactory<TongdianContext> contexts, CompanyDirectory directory, ProcessCatalog processes, CalendarCatalog calendars, TimeProvider time)
{
    // Twelve pages: nobody waits longer than a few minutes for their own.
    private const int MostOpen = 80;
    private const int MostEnergised = 16;

    private const decimal Near = 0.75m;

    private sealed record PoweredOn(Guid Id, string Number, string Process, int Version, DateTimeOffset At);

    public async Task<HallPicture> Now(string office, CancellationToken cancel)
    {
        var (now, company) = (time.GetUtcNow(), await directory.Get(cancel));
        var regions = company.Regions.Keys.Where(r => company.Upwards(r).Contains(office)).ToArray();
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var open = context.Set<CaseRow>().AsNoTracking()
            .Where(c => c.ClosedAt == null && (c.Status == CaseStatus.Submitted || c.Status == CaseStatus.Accepted) && regions.Contains(c.Region));
        var count = await open.CountAsync(cancel);
        var latest = await open.OrderByDescending(c => c.SubmittedAt).ThenByDescending(c => c.Id).Take(MostOpen).Select(c => c.State).ToListAsync(cancel);
        var today = DateOnly.FromDateTime(Show.Local(now).DateTime);
        var (midnight, monday) = (Show.FromLocal(today.ToDateTime(default)), Show.FromLocal(today.AddDays(-(((int)today.DayOfWeek + 6) % 7)).ToDateTime(default)));
        var energised = await context.Set<CaseEventRow>().AsNoTracking().Where(e => e.Kind == EventKinds.Energised && e.At >= monday)
            .Join(context.Set<CaseRow>().Where(c => regions.Contains(c.Region)), e => e.CaseId, c => c.Id, (e, c) => new PoweredOn(c.Id, c.Number, c.Process, c.ProcessVersion, e.At))
            .ToListAsync(cancel);
        var late = await Late(context, energised, cancel);
        var on = energised.Where(e => e.At >= midnight).OrderByDescending(e => e.At).ThenByDescending(e => e.Id).ToList();
        var screens = await context.Set<HallScreen>().AsNoTracking().Where(s => s.Office == office && s.RevokedAt == null).Select(s => s.TokenHash).ToListAsync(cancel);
        return new HallPicture(
            now, company.Regions.GetValueOrDefault(office) is { } known ? new LocalizedText(known.NameZh, known.NameEn) : new LocalizedText(office, office),
            new HallFigures(count, on.Count, energised.Count, energised.Count(e => !late.Contains(e.Id))),
            [.. on.Take(MostEnergised).Select(View), .. latest.Select(state => View(CaseStore.Read(state), now))], screens.ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Those whose promise for the whole case had passed before the power came on.</summary>
    private async Task<IReadOnlySet<Guid>> Late(TongdianContext context, List<PoweredOn> energised, CancellationToken cancel)
    {
        var ids = energised.Select(e => e.Id).ToArray();
        var missed = await context.Set<LimitAlert>().AsNoTracking().Where(a => ids.Contains(a.CaseId) && a.Threshold == Threshold.Breach && a.Stage == null)
            .Select(a => new { a.CaseId, a.LimitId }).ToListAsync(cancel);
        var of = energised.ToDictionary(e => e.Id, e => ProcessOf(e));
        return missed.Where(a => of[a.CaseId].Promises.Any(p => p.Kind == PromiseKind.Promise && p.Since is null && a.LimitId == $"promise:{p.Id}"))
            .Select(a => a.CaseId).ToHashSet();
    }

    private ProcessDefinition ProcessOf(PoweredOn one) => processes.Get(new ProcessKey(one.Process, one.Version));

    private HallRow View(PoweredOn one)
    {
        var process = ProcessOf(one);
        var stage = process.Stages.FirstOrDefault(s => s.Effect == StageEffect.Energises)?.Name ?? process.Name;
        return new HallRow(CaseNumber.TryParse(one.Number, out var number) ? number.Value.Masked : "", process.Name, stage, HallState.Energised, one.At);
    }

    private HallRow View(Case state, DateTimeOffset now)
    {
        var process = processes.Get(state.Process);
        var clocks = new CaseClocks(state, process, calendars.Get(state.Calendar), now);
        var open = process.Stages.Where(s => state.Stage(s.Id).Status.IsOpen()).ToImmutableArray();
        // Where it is: on the main way first, and what somebody can work on before what waits for a request.
        var at = open.OrderBy(s => s.Beside).ThenBy(s => s.Inside is not null).FirstOrDefault();
        return new HallRow(state.Number.Masked, process.Name, at?.Name ?? process.Name, StateOf(state, clocks, open, at), clocks.ExpectedAt);
    }

    private static HallState StateOf(Case state, CaseClocks clocks, ImmutableArray<StageDefinition> open, StageDefinition? at)
    {
        var (promise, limits) = (clocks.Promise.Reading, open.Select(clocks.Stage).OfType<ClockReading>().ToList());
        if (promise.BreachedAt is not null || limits.Exists(l => l.BreachedAt is not null))
            return HallState.Late;
        switch (at is null ? null : state.Stage(at.Id).Now?.Owner)
        {
            case TimeOwner.Customer:
                return HallState.Waiting;
            case TimeOwner.ThirdParty or TimeOwner.ForceMajeure:
                return HallState.Paused;
            default:
                return promise.Fraction >= Near || promise.DueAt < clocks.ExpectedAt || limits.Exists(l => l.Running && l.Fraction >= Near) ? HallState.Near : HallState.OnTime;
        }
    }
}
