using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.Calls;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Notices;

/// <summary>
/// A message that cannot be delivered is given up. It goes by another way once, when it must not be missed and one is open; else somebody owes the
/// customer a call: in one commit, so that none of it happens in silence.
/// </summary>
internal sealed class GiveUp(IDbContextFactory<TongdianContext> contexts, Database database)
{
    private const int AtOnce = 200;
    private const string Over = "expired";

    /// <summary>Gives up what is of no use any more.</summary>
    public async Task Expired(DateTimeOffset now, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        List<Message> over;
        do
        {
            over = await context.Set<Message>().AsNoTracking().Where(m => m.NextAt != null && m.NextAt <= now && m.ExpiresAt <= now).OrderBy(m => m.ExpiresAt).Take(AtOnce).ToListAsync(cancel);
            var batch = new WriteBatch();
            foreach (var message in over)
                Write(batch, message, message.Failure ?? Over, now);
            if (over.Count > 0)
                await database.Commit(batch, cancel);
        }
        while (over.Count == AtOnce);
    }

    /// <summary>The rows of a message that is given up. Codes that somebody asked for are asked for again; who was erased cannot be called.</summary>
    public static void Write(WriteBatch batch, Message message, string failure, DateTimeOffset now)
    {
        batch.Add("UPDATE messages SET next_at = NULL, failure = $1 WHERE id = $2 AND sent_at IS NULL", failure, message.Id);
        EvidenceSource.Owe(batch, RecordNotices.Failed, message.Id, "", now);
        if (failure != "erased" && !(message.ExpiresAt <= now && NoticeKinds.All.Any(k => k.Id == message.Purpose && k.Passes)))
            TryOtherwise(batch, message, now);
    }

    /// <summary>The provider took it and says now that it did not arrive.</summary>
    public static void Undelivered(WriteBatch batch, Message message, string failure, DateTimeOffset now)
    {
        batch.Add("UPDATE messages SET receipt = $1, receipt_at = $2, failure = $3 WHERE id = $4", Receipt.Undelivered, now, failure, message.Id);
        EvidenceSource.Owe(batch, RecordNotices.Undelivered, message.Id, "", now);
        TryOtherwise(batch, message, now);
    }

    private static void TryOtherwise(WriteBatch batch, Message message, DateTimeOffset now)
    {
        if (message.Instead is { } other && message.ExpiresAt > now)
            Send(batch, message, other, now);
        else if (message.InOrder)
            Call.Owe(batch, message.CaseId, CallKind.Undelivered, message.Id.ToString("N"), message.Number, message.Region, message.Owner, message.Purpose, now);
    }

    // It has the place of the first one among the messages of its case, so those after it go on waiting; and one name, so that it is there once. It is due at
    // once; in quiet hours whoever sends it waits for the morning.
    private static void Send(WriteBatch batch, Message message, MessageChannel other, DateTimeOffset now) => batch.InsertOnce(
        "messages", 1, ("id", new Guid(SHA256.HashData(message.Id.ToByteArray()).AsSpan(0, 16))), ("case_id", message.CaseId), ("number", message.Number), ("region", message.Region),
        ("owner", message.Owner), ("person_id", message.PersonId), ("purpose", message.Purpose), ("template", message.Template), ("channel", other), ("takes_place_of", message.Id),
        ("sealed_id", message.SealedId), ("created_at", message.CreatedAt), ("urgent", message.Urgent), ("in_order", message.InOrder),
        ("next_at", now), ("expires_at", message.ExpiresAt), ("attempts", 0));
}
