using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Platform.Cluster;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Notices;

/// <summary>
/// Sends what is due. A message is claimed by a conditional update, so two servers never send it at once; when the one that claimed it dies, it
/// is due again after the lease, with the same id. What the provider acknowledged is never sent again.
/// </summary>
internal sealed class SendMessages(
    IDbContextFactory<TongdianContext> contexts, Vault vault, SmsGateway gateway, TimeProvider time, ILogger<SendMessages> log)
    : Heartbeat(TimeSpan.FromSeconds(2), time, log)
{
    /// <summary>For how long whoever claimed a message has it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private const int AtOnce = 50;
    private const int MostAttempts = 20;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private sealed record Due(Guid Id, DateTimeOffset NextAt, int Attempts, SealedValue Content, Person Person);

    /// <summary>Sends what is due now.</summary>
    /// <returns>How many messages were tried.</returns>
    public async Task<int> SendDue(CancellationToken cancel)
    {
        // Without a provider nothing is lost: it all waits.
        if (!gateway.Configured)
            return 0;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var now = Time.GetUtcNow();
        var due = await context.Set<Message>().AsNoTracking().Where(m => m.Channel == MessageChannel.Sms && m.NextAt <= now)
            .OrderBy(m => m.NextAt).ThenBy(m => m.Id).Take(AtOnce)
            .Join(context.Set<SealedValue>(), m => m.SealedId, v => v.Id, (m, v) => new { Message = m, Content = v })
            .Join(context.Set<Person>(), m => m.Content.PersonId, p => p.Id, (m, p) => new Due(m.Message.Id, m.Message.NextAt!.Value, m.Message.Attempts, m.Content, p))
            .ToListAsync(cancel);
        var tried = 0;
        foreach (var one in due)
        {
            if (await Claim(context, one, cancel))
                tried++;
            else
                continue;
            await Send(context, one, cancel);
        }

        return tried;
    }

    public override async Task Beat(CancellationToken cancel)
    {
        while (await SendDue(cancel) == AtOnce)
        {
            // More may wait.
        }
    }

    private async Task<bool> Claim(TongdianContext context, Due one, CancellationToken cancel)
    {
        var until = Time.GetUtcNow() + Lease;
        return await context.Set<Message>().Where(m => m.Id == one.Id && m.NextAt == one.NextAt && m.SentAt == null)
            .ExecuteUpdateAsync(m => m.SetProperty(x => x.NextAt, until).SetProperty(x => x.Attempts, one.Attempts + 1), cancel) == 1;
    }

    private async Task Send(TongdianContext context, Due one, CancellationToken cancel)
    {
        var outcome = WriteNotice.Open(vault, one.Person, one.Content) is { } content
            ? await gateway.Send(one.Id, content.To, content.Text, cancel)
            : new SendOutcome(Accepted: false, Final: true, "erased");
        var now = Time.GetUtcNow();
        DateTimeOffset? sent = outcome.Accepted ? now : null;
        DateTimeOffset? next = outcome.Accepted || outcome.Final || one.Attempts + 1 >= MostAttempts ? null : now + Pause(one.Attempts);
        // What was acknowledged is marked even while the server stops.
        await context.Set<Message>().Where(m => m.Id == one.Id && m.SentAt == null)
            .ExecuteUpdateAsync(m => m.SetProperty(x => x.SentAt, sent).SetProperty(x => x.NextAt, next).SetProperty(x => x.Failure, outcome.Failure), CancellationToken.None);
    }

    private static TimeSpan Pause(int attempts) =>
        attempts >= 8 ? LongestPause : TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << attempts, LongestPause.Ticks));
}
