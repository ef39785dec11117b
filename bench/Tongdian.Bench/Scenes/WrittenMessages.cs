using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tongdian.Bench.Load;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Parties;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Platform.Cluster;
using Tongdian.Server.Platform.Outbox;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Bench.Scenes;

/// <summary>How the messages of a stretch of time came out.</summary>
/// <param name="Sent">Acknowledged, in the time from the first writing to the last acknowledgement; of each how long after it was written, in milliseconds.</param>
/// <param name="InTime">Share that was acknowledged within ten seconds of being written.</param>
internal sealed record HandedOver(Measured Sent, double InTime);

/// <summary>Messages through the product's own way out, to people who were sealed as people of cases are. Sending and telling stand still when that is measured.</summary>
internal sealed class WrittenMessages(
    CaseParties parties, WriteNotice write, Database database, IDbContextFactory<TongdianContext> contexts, SendMessages sending, DrainOutbox drain, StageRunner runner,
    [FromKeyedServices("outbox")] WatchPartitions telling, TimeProvider time)
{
    private const int People = 500;
    private const int PerCommit = 500;
    private const int PerCase = 10;
    private const int Drainers = 8;
    private const long FirstApplicant = 7_000_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan UrgentEvery = TimeSpan.FromMilliseconds(100);

    private readonly List<(PersonKey Key, string Phone)> people = [];
    private long written;

    public async Task Begin(CancellationToken cancel)
    {
        await sending.StopAsync(cancel);
        await telling.StopAsync(cancel);
        var (batch, now) = (new WriteBatch(), time.GetUtcNow());
        for (var n = FirstApplicant; n < FirstApplicant + People; n++)
        {
            var details = new PartyDetails("李娜", IdTypes.ResidentId, Applicants.IdNumber(n), Applicants.Phone(n), null, null, Applicants.Address(n), 40.3, 116.6);
            var (_, key, rows) = parties.Admit(details, CaseId.New(now), now);
            rows(batch);
            people.Add((key, details.Phone));
        }

        await database.Commit(batch, cancel);
    }

    /// <summary>Cases are submitted, and their facts wait for everybody who reacts to them; how fast that is.</summary>
    public async Task<Measured> Drain(int submitted, CancellationToken cancel)
    {
        await runner.Prepare(submitted, cancel);
        var before = await Waiting(cancel);
        var (begin, latencies) = (Stopwatch.GetTimestamp(), new List<int>());
        while (await drain.Parts(OutboxLane.Quick, cancel) is { Count: > 0 } parts)
        {
            await Parallel.ForEachAsync(parts, new ParallelOptions { MaxDegreeOfParallelism = Drainers, CancellationToken = cancel }, async (part, token) =>
            {
                var began = Stopwatch.GetTimestamp();
                await drain.Do(OutboxLane.Quick, part, token);
                lock (latencies)
                    latencies.Add((int)Stopwatch.GetElapsedTime(began).TotalMicroseconds);
            });
        }

        return Measured.Of([latencies], Stopwatch.GetElapsedTime(begin)) with { Done = before - await Waiting(cancel) };
    }

    /// <summary>So many wait, ten to a case.</summary>
    public async Task Fill(int messages, CancellationToken cancel)
    {
        for (var from = 0; from < messages; from += PerCommit)
        {
            var (batch, now) = (new WriteBatch(), time.GetUtcNow());
            var cases = Enumerable.Range(0, PerCommit / PerCase).Select(_ => Guid.CreateVersion7(now)).ToArray();
            for (var n = from; n < Math.Min(messages, from + PerCommit); n++)
                Write(batch, cases[n % cases.Length], NoticeKinds.StageFinished, now.AddMicroseconds(n - from));

            await database.Commit(batch, cancel);
        }
    }

    /// <summary>What waits is sent; ten times a second something urgent comes along.</summary>
    public async Task<HandedOver[]> Empty(CancellationToken cancel)
    {
        var (begin, started) = (Stopwatch.GetTimestamp(), time.GetUtcNow());
        var before = await Sent(cancel);
        await sending.StartAsync(CancellationToken.None);
        using var often = new PeriodicTimer(UrgentEvery);
        var looked = begin;
        while (await often.WaitForNextTickAsync(cancel))
        {
            if (Stopwatch.GetElapsedTime(looked) > TimeSpan.FromSeconds(1))
            {
                looked = Stopwatch.GetTimestamp();
                if (!await Due(urgent: false, cancel))
                    break;
            }

            var batch = new WriteBatch();
            Write(batch, Guid.CreateVersion7(), NoticeKinds.Late, time.GetUtcNow());
            await database.Commit(batch, cancel);
        }

        await AllSent(cancel);
        var took = Stopwatch.GetElapsedTime(begin);
        var urgent = await Since(started, took, urgent: true, cancel);
        return [new HandedOver(new Measured(await Sent(cancel) - before, took.TotalSeconds, 0, 0), 1), urgent];
    }

    /// <summary>So many are written a second, and sent meanwhile.</summary>
    public async Task<HandedOver> Arrive(int rate, double seconds, CancellationToken cancel)
    {
        var (begin, started, done) = (Stopwatch.GetTimestamp(), time.GetUtcNow(), 0);
        using var often = new PeriodicTimer(Tick);
        while (Stopwatch.GetElapsedTime(begin).TotalSeconds is var at && at < seconds && await often.WaitForNextTickAsync(cancel))
        {
            var (batch, now) = (new WriteBatch(), time.GetUtcNow());
            for (var due = (int)(at * rate); done < due; done++)
                Write(batch, Guid.CreateVersion7(now), NoticeKinds.StageFinished, now);
            if (batch.Statements.Count > 0)
                await database.Commit(batch, cancel);
        }

        await AllSent(cancel);
        return await Since(started, Stopwatch.GetElapsedTime(begin), urgent: false, cancel);
    }

    private void Write(WriteBatch batch, Guid about, NoticeKind kind, DateTimeOffset now)
    {
        var serial = Interlocked.Increment(ref written);
        var (key, phone) = people[(int)(serial % People)];
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["stage"] = string.Create(CultureInfo.InvariantCulture, $"现场勘查 {serial}"), ["next"] = "供电方案", ["expected"] = "5 月 1 日", ["owner"] = "王", ["phone"] = "010", ["reason"] = $"{serial}",
        };
        write.ToPhone(new WriteNotice.Subject(about, "TD2611260000001", BenchCompany.Region, "zh-CN", null), key, phone, new Notice(kind, values), now)(batch);
    }

    private async Task AllSent(CancellationToken cancel)
    {
        using var often = new PeriodicTimer(UrgentEvery);
        while (await Due(urgent: false, cancel) || await Due(urgent: true, cancel))
            await often.WaitForNextTickAsync(cancel);
    }

    private async Task<bool> Due(bool urgent, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var waiting = context.Set<Message>().Where(m => m.Channel == MessageChannel.Sms && m.Urgent == urgent && m.NextAt != null);
        return await waiting.AnyAsync(m => m.Attempts == 0, cancel) || await waiting.AnyAsync(m => m.Attempts > 0, cancel);
    }

    private async Task<long> Sent(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Set<Message>().LongCountAsync(m => m.SentAt != null, cancel);
    }

    private async Task<long> Waiting(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Set<OutboxRow>().LongCountAsync(o => o.Consumer != "bench", cancel);
    }

    private async Task<HandedOver> Since(DateTimeOffset started, TimeSpan took, bool urgent, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var found = await context.Set<Message>().Where(m => m.CreatedAt >= started && m.Urgent == urgent).Select(m => new { m.CreatedAt, m.SentAt }).ToListAsync(cancel);
        var delays = found.Select(m => (m.SentAt ?? DateTimeOffset.MaxValue) - m.CreatedAt).ToList();
        return new HandedOver(Measured.Of([[.. delays.Select(d => (int)Math.Min(int.MaxValue, d.TotalMicroseconds))]], took), (double)delays.Count(d => d <= Patience) / Math.Max(1, delays.Count));
    }
}
