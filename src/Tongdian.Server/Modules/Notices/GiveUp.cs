using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.Calls;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Notices;

/// <summary>A message that cannot be delivered is given up, and somebody owes the customer a call: in one commit, so that none of it happens in silence.</summary>
internal sealed class GiveUp(IDbContextFactory<TongdianContext> contexts, Database database)
{
    private const int AtOnce = 200;
    private const string Over = "expired";

    /// <summary>Gives up what is of no use any more.</summary>
    public async Task Expired(DateTimeOffset now, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var over = await context.Set<Message>().AsNoTracking().Where(m => m.NextAt != null && m.NextAt <= now && m.ExpiresAt <= now).OrderBy(m => m.NextAt).Take(AtOnce).ToListAsync(cancel);
        if (over.Count == 0)
            return;
        var batch = new WriteBatch();
        foreach (var message in over)
            Write(batch, message, message.Failure ?? Over, now);
        await database.Commit(batch, cancel);
    }

    /// <summary>The rows of a message that is given up. Codes that somebody asked for are asked for again; who was erased cannot be called.</summary>
    public static void Write(WriteBatch batch, Message message, string failure, DateTimeOffset now)
    {
        batch.Add("UPDATE messages SET next_at = NULL, failure = $1 WHERE id = $2 AND sent_at IS NULL", failure, message.Id);
        if (failure != "erased" && !(message.ExpiresAt <= now && NoticeKinds.All.Any(k => k.Id == message.Purpose && k.Passes)))
            Owe(batch, message, now);
    }

    /// <summary>The provider took it and says now that it did not arrive.</summary>
    public static void Undelivered(WriteBatch batch, Message message, string failure, DateTimeOffset now)
    {
        batch.Add("UPDATE messages SET receipt = $1, receipt_at = $2, failure = $3 WHERE id = $4", Receipt.Undelivered, now, failure, message.Id);
        Owe(batch, message, now);
    }

    private static void Owe(WriteBatch batch, Message message, DateTimeOffset now)
    {
        if (message.InOrder)
            Call.Owe(batch, message.CaseId, CallKind.Undelivered, message.Id.ToString("N"), message.Number, message.Region, message.Owner, message.Purpose, now);
    }
}
