using System.Data;
using System.Data.Common;
using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Tongdian.Domain.Cases;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Cases;

/// <summary>How many cases of a process are in a state.</summary>
public sealed record CaseCount(string Process, CaseStatus Status, long Cases);

/// <summary>
/// Counts cases without looking at them: adds up what the write door appended. Whoever reads a long tail folds a bounded part of it, so that
/// the next reader has less to add.
/// </summary>
public sealed class CountCases(IDbContextFactory<TongdianContext> contexts)
{
    /// <summary>The longest tail that readers put up with, in rows.</summary>
    internal const int FoldAbove = 10_000;

    private const int MostAtOnce = 50_000;
    private const string Prefix = "cases:";

    /// <summary>The counts that are not zero, by process and state.</summary>
    public async Task<IReadOnlyList<CaseCount>> Read(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var sums = await Sums(context.Set<CounterDelta>()).ToListAsync(cancel);
        if (sums.Sum(s => s.Rows) > FoldAbove)
            await Fold(cancel);
        return Counts(sums);
    }

    /// <summary>Puts one row per counter in the place of the oldest rows.</summary>
    /// <returns>False when somebody else was at it: nothing was changed.</returns>
    internal async Task<bool> Fold(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        try
        {
            // Repeatable read: rows that are committed meanwhile are neither added up nor deleted, whatever their number. SQLite has one writer anyway.
            await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
            var deltas = context.Set<CounterDelta>();
            if (await deltas.OrderBy(d => d.Id).Take(MostAtOnce).MaxAsync(d => (long?)d.Id, cancel) is not { } last)
                return true;
            var sums = await Sums(deltas.Where(d => d.Id <= last)).ToListAsync(cancel);
            if (await deltas.Where(d => d.Id <= last).ExecuteDeleteAsync(cancel) != sums.Sum(s => s.Rows))
                return false;
            context.AddRange(sums.Where(s => s.Value != 0).Select(s => new CounterDelta { Counter = s.Counter, Delta = s.Value }));
            await context.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            return true;
        }
        catch (Exception e) when ((e as DbException ?? e.InnerException) is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure })
        {
            return false;
        }
    }

    /// <summary>Shows the counts to whoever watches the server, as <c>tongdian_cases</c>.</summary>
    internal void Publish(IMeterFactory meters) => meters.Create("Tongdian").CreateObservableGauge(
        "tongdian.cases",
        () =>
        {
            using var context = contexts.CreateDbContext();
            return Counts(Sums(context.Set<CounterDelta>()).ToList())
                .Select(c => new Measurement<long>(c.Cases, new("process", c.Process), new("state", c.Status.ToString().ToLowerInvariant()))).ToList();
        },
        description: "Cases by process and state");

    private static IQueryable<Sum> Sums(IQueryable<CounterDelta> deltas) =>
        deltas.GroupBy(d => d.Counter).Select(g => new Sum(g.Key, g.Sum(d => d.Delta), g.Count()));

    private static IReadOnlyList<CaseCount> Counts(List<Sum> sums) =>
        [.. sums.Where(s => s.Value != 0 && s.Counter.StartsWith(Prefix, StringComparison.Ordinal)).Select(Count)];

    private static CaseCount Count(Sum sum) => sum.Counter.Split(':') is [_, var process, var status]
        ? new CaseCount(process, Enum.Parse<CaseStatus>(status), sum.Value)
        : throw new InvalidOperationException($"Unknown counter {sum.Counter}");

    private sealed record Sum(string Counter, long Value, int Rows);
}
