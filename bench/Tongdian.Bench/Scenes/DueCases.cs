using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Tongdian.Bench.Load;
using Tongdian.Domain.Clocks;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Watch;
using Tongdian.Server.Platform.Cluster;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Bench.Scenes;

/// <summary>What taking everything that was due came to.</summary>
/// <param name="Measured">Alerts, in the time that taking them took; of each commit how long it took.</param>
/// <param name="Limits">Limits that were due at once.</param>
/// <param name="Alerts">Alerts that they made.</param>
/// <param name="Commits">In so many commits.</param>
/// <param name="Wrong">What is not as it must be; null when all is.</param>
internal sealed record Fired(Measured Measured, int Limits, int Alerts, int Commits, string? Wrong);

/// <summary>
/// The clocks that are due among the cases that were filled in. The heartbeat of the server stands still meanwhile, so that nobody else takes
/// them, and the watchers' clock too.
/// </summary>
internal sealed class DueCases(
    CaseSamples samples, Database database, IDbContextFactory<TongdianContext> contexts, [FromKeyedServices(WatchModule.Cases)] WatchPartitions heartbeat, IServiceProvider services)
{
    private const int PerCommit = 1_000;

    private FireDue Watch { get => field ??= ActivatorUtilities.CreateInstance<FireDue>(services, new StandingClock(samples.Now)); } = null!;

    public Task Begin() => heartbeat.StopAsync(CancellationToken.None);

    public Task End() => heartbeat.StartAsync(CancellationToken.None);

    /// <summary>Nothing is due, and all watchers are asked about again and again.</summary>
    public Task<Measured> Idle(TimeSpan time, CancellationToken cancel) => Callers.Run(1, time, async _ =>
        (await Watch.Watchers(cancel)).Count == 0 ? true : throw new InvalidOperationException("Something is due"));

    /// <summary>Makes everything due and lets the watchers take it, again and again.</summary>
    public async Task<Fired> Fire(int cases, TimeSpan time, CancellationToken cancel)
    {
        var due = Enumerable.Range(0, cases).Where(CaseSamples.IsDue).ToList();
        var expected = due.SelectMany(i => samples[i].Alerts).GroupBy(a => (Limit: (string)a.Values[1]!, Threshold: (Threshold)a.Values[3]!)).ToDictionary(g => g.Key, g => g.Count());
        var (limits, alerts) = (due.Sum(i => samples[i].Due.Length), expected.Values.Sum());
        var (begin, took, sweeps, latencies) = (Stopwatch.GetTimestamp(), TimeSpan.Zero, 0, new List<List<int>>());
        do
        {
            await MakeDue(due, cancel);
            var began = Stopwatch.GetTimestamp();
            // As the heartbeat does it, but for the grains.
            while (await Watch.Watchers(cancel) is { Count: > 0 } watchers)
                latencies.AddRange(await Task.WhenAll(watchers.Select(w => Task.Run(() => Drain(w, cancel), cancel))));
            took += Stopwatch.GetElapsedTime(began);
            sweeps++;
            if (await Wrong(expected, cancel) is { } wrong)
                return new Fired(Measured.Of(latencies, took), limits, alerts, 0, wrong);
        }
        while (Stopwatch.GetElapsedTime(begin) < time);
        return new Fired(Measured.Of(latencies, took) with { Done = (long)alerts * sweeps }, limits, alerts, latencies.Sum(l => l.Count) / sweeps, null);
    }

    private async Task<List<int>> Drain(int watcher, CancellationToken cancel)
    {
        var (latencies, taken) = (new List<int>(), FireDue.AtOnce);
        while (taken == FireDue.AtOnce)
        {
            var began = Stopwatch.GetTimestamp();
            taken = await Watch.Do(watcher, cancel);
            latencies.Add((int)Stopwatch.GetElapsedTime(began).TotalMicroseconds);
        }

        return latencies;
    }

    private async Task MakeDue(List<int> due, CancellationToken cancel)
    {
        var forget = new WriteBatch();
        forget.Add("DELETE FROM limit_alerts");
        await database.Commit(forget, cancel);
        foreach (var some in due.Chunk(PerCommit))
        {
            var batch = new WriteBatch();
            foreach (var index in some)
            {
                foreach (var row in samples[index].Due)
                    row.For(samples[index].State, FilledCases.Id(index), FilledCases.Number(index).Value).Write(batch, keys: 2);
            }

            await database.Commit(batch, cancel);
        }
    }

    // An alert has a key, so none can be there twice; every one that must be there is, and nothing is left over.
    private async Task<string?> Wrong(Dictionary<(string Limit, Threshold Threshold), int> expected, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var found = await context.Set<LimitAlert>().GroupBy(a => new { a.LimitId, a.Threshold }).Select(g => new { g.Key.LimitId, g.Key.Threshold, Alerts = g.Count() }).ToListAsync(cancel);
        var said = found.ToDictionary(f => (Limit: f.LimitId, f.Threshold), f => f.Alerts);
        var other = expected.Keys.Union(said.Keys).Where(k => expected.GetValueOrDefault(k) != said.GetValueOrDefault(k)).ToList();
        var left = await context.Set<ClockRow>().CountAsync(c => c.NextAt <= samples.Now, cancel);
        return other.Count > 0 ? string.Join("; ", other.Select(k => $"{k.Limit} {k.Threshold}: {said.GetValueOrDefault(k)} alerts instead of {expected.GetValueOrDefault(k)}"))
            : left > 0 ? $"{left} limits are still due" : null;
    }

    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
