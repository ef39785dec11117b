using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Modules.Notices.Gateways;
using Tongdian.Server.Platform.Cluster;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Notices;

/// <summary>
/// Sends what is due, many at once, those to one case one after the other. Every provider has places of its own, some of them for what is urgent, so that
/// neither a slow one nor a long queue holds up what should not wait. Messages are claimed by a conditional update, so two servers never send the same at
/// once; when the one that claimed it dies, it is due again after the lease, with the same id. What the provider acknowledged is never sent again.
/// </summary>
internal sealed partial class SendMessages(
    IDbContextFactory<TongdianContext> contexts, Database database, Vault vault, IEnumerable<IMessageGateway> gateways, NoticeSettings settings, GiveUp giveUp, TimeProvider time,
    ILogger<SendMessages> log)
    : Heartbeat(TimeSpan.FromMilliseconds(500), time, log)
{
    private const int UrgentShare = 8;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan ExpiredEvery = TimeSpan.FromSeconds(10);

    private readonly IReadOnlyList<IMessageGateway> gateways = [.. gateways];
    private readonly MessageChannel[] channels = [.. gateways.Select(g => g.Channel)];

    /// <summary>A provider, and how many messages it is busy with.</summary>
    private sealed class Lane(IMessageGateway gateway)
    {
        public IMessageGateway Gateway => gateway;

        public int Flying { get; set; }

        /// <summary>Nothing was due: it is not looked at again for every result of another.</summary>
        public DateTimeOffset IdleUntil { get; set; }

        public int FreeForUrgent => gateway.AtOnce - Flying;

        public int Free => FreeForUrgent - Math.Max(1, gateway.AtOnce / UrgentShare);
    }

    private sealed record Claimed(Message Message, SealedValue Content, Person Person);

    private sealed record Result(Lane On, Claimed Of, SendOutcome? Outcome);

    /// <summary>Sends what is due now, and what comes due meanwhile, until nothing is.</summary>
    /// <returns>How many messages were tried.</returns>
    public async Task<int> SendDue(CancellationToken cancel)
    {
        var results = Channel.CreateUnbounded<Result>(new UnboundedChannelOptions { SingleReader = true });
        // Without a provider nothing is lost: it all waits.
        var lanes = gateways.Select(g => new Lane(g)).ToList();
        var (tried, expired, rested) = (0, DateTimeOffset.MinValue, false);
        while (true)
        {
            if (!cancel.IsCancellationRequested)
            {
                var now = Time.GetUtcNow();
                if (now - expired >= ExpiredEvery)
                    await giveUp.Expired(expired = now, cancel);
                var awake = lanes.Where(l => l.Flying > 0 || l.IdleUntil <= now).ToList();
                rested = awake.Count < lanes.Count;
                foreach (var lane in awake)
                    tried += await Begin(lane, now, results.Writer, cancel);
            }

            if (lanes.Any(l => l.Flying > 0))
                await Land(results.Reader);
            else if (rested && !cancel.IsCancellationRequested)
                // What one of them sent may have held up what another one sends.
                lanes.ForEach(l => l.IdleUntil = DateTimeOffset.MinValue);
            else
                return tried;
        }
    }

    public override async Task Beat(CancellationToken cancel) => await SendDue(cancel);

    private async Task<int> Begin(Lane lane, DateTimeOffset now, ChannelWriter<Result> results, CancellationToken cancel)
    {
        var begun = 0;
        // What failed before comes first: behind a long queue it would hold up its case until the end.
        foreach (var (urgent, again) in ((bool, bool)[])[(true, true), (true, false), (false, true), (false, false)])
        {
            if ((urgent ? lane.FreeForUrgent : lane.Free) is not (> 0 and var free))
                continue;
            var claimed = await Claim(lane.Gateway.Channel, urgent, again, free, now, cancel);
            foreach (var one in claimed)
                _ = Fly(lane, one, results, cancel);
            (begun, lane.Flying) = (begun + claimed.Count, lane.Flying + claimed.Count);
        }

        if (lane.Flying == 0)
            lane.IdleUntil = now + LookAgain;
        return begun;
    }

    private async Task<List<Claimed>> Claim(MessageChannel channel, bool urgent, bool again, int most, DateTimeOffset now, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var (claim, until, quiet) = (Guid.NewGuid(), now + settings.Lease, !urgent && settings.Quiet.Cover(Show.Local(now)));
        var messages = context.Set<Message>();
        var due = await (again ? messages.Where(m => m.Attempts > 0) : messages.Where(m => m.Attempts == 0))
            .Where(m => m.Channel == channel && m.Urgent == urgent && m.NextAt <= now && m.ExpiresAt > now && (!quiet || m.TakesPlaceOf == null) && (!m.InOrder || !messages.Any(e =>
                e.CaseId == m.CaseId && e.NextAt != null && e.InOrder && (e.Urgent || !m.Urgent) && channels.Contains(e.Channel)
                && e.CreatedAt <= m.CreatedAt && (e.CreatedAt < m.CreatedAt || e.Id.CompareTo(m.Id) < 0))))
            .OrderBy(m => m.NextAt).Take(most).Select(m => m.Id).ToListAsync(cancel);
        if (due.Count == 0)
            return [];
        await messages.Where(m => due.Contains(m.Id) && m.NextAt <= now)
            .ExecuteUpdateAsync(m => m.SetProperty(x => x.NextAt, until).SetProperty(x => x.Claim, claim).SetProperty(x => x.Attempts, x => x.Attempts + 1), cancel);
        return await messages.AsNoTracking().Where(m => due.Contains(m.Id) && m.Claim == claim)
            .Join(context.Set<SealedValue>(), m => m.SealedId, v => v.Id, (m, v) => new { Message = m, Content = v })
            .Join(context.Set<Person>(), m => m.Content.PersonId, p => p.Id, (m, p) => new Claimed(m.Message, m.Content, p))
            .ToListAsync(cancel);
    }

    // Whatever happens to it, a message that was claimed has a result.
    private async Task Fly(Lane lane, Claimed one, ChannelWriter<Result> results, CancellationToken cancel)
    {
        SendOutcome? outcome = null;
        try
        {
            outcome = WriteNotice.Open(vault, one.Person, one.Message, one.Content) is { } content
                ? await lane.Gateway.Send(Outgoing(one.Message, content), cancel)
                : new SendOutcome(Accepted: false, Final: true, "erased");
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The server stops: another one sends it after the lease.
        }
        catch (Exception e)
        {
            // What no provider should be able to do: told, and tried again like any other failure.
            Stumbled(log, e, one.Message.Id);
            outcome = new SendOutcome(Accepted: false, Failure: "error");
        }
        finally
        {
            results.TryWrite(new Result(lane, one, outcome));
        }
    }

    private Outgoing Outgoing(Message message, WriteNotice.Content content) => new(
        message.Id, content.To, message.Purpose, content.Language ?? "zh-CN",
        message.Channel == MessageChannel.Sms ? $"【{settings.Sign}】{content.Text}" : content.Text, content.Subject,
        content.Fields ?? new Dictionary<string, string>(StringComparer.Ordinal), message.Failure == SendOutcome.NoAnswer.Failure || message.Attempts > 1,
        content.Link, content.Stop);

    // What was acknowledged is marked even while the server stops; whatever lands within a moment in one commit.
    private async Task Land(ChannelReader<Result> results)
    {
        using var patience = new CancellationTokenSource(LookAgain, TimeProvider.System);
        try
        {
            await results.WaitToReadAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        await Task.Delay(Gather, TimeProvider.System, CancellationToken.None);
        var (batch, now) = (new WriteBatch(), Time.GetUtcNow());
        while (results.TryRead(out var result))
        {
            result.On.Flying--;
            if (result is { Of.Message: var message, Outcome: { } outcome })
                Mark(batch, message, outcome, now);
        }

        if (batch.Statements.Count > 0)
            await database.Commit(batch, CancellationToken.None);
    }

    private static void Mark(WriteBatch batch, Message message, SendOutcome outcome, DateTimeOffset now)
    {
        var next = now + Pause(message.Attempts - 1);
        if (outcome.Accepted)
        {
            batch.Add(
                "UPDATE messages SET sent_at = $1, next_at = NULL, failure = NULL, provider_id = $2 WHERE id = $3 AND sent_at IS NULL", now, outcome.ProviderId, message.Id);
            EvidenceSource.Owe(batch, RecordNotices.Sent, message.Id, "", now);
        }
        else if (outcome.Final || next >= message.ExpiresAt)
        {
            GiveUp.Write(batch, message, outcome.Failure ?? "refused", now);
        }
        else
        {
            batch.Add("UPDATE messages SET next_at = $1, failure = $2 WHERE id = $3 AND claim = $4 AND sent_at IS NULL", next, outcome.Failure, message.Id, message.Claim);
        }
    }

    private static TimeSpan Pause(int attempts) =>
        attempts >= 9 ? LongestPause : TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << attempts, LongestPause.Ticks));

    [LoggerMessage(LogLevel.Error, "The message {Message} could not be sent; it is tried again")]
    private static partial void Stumbled(ILogger logger, Exception e, Guid message);
}
