using System.Text;
using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Notices;

/// <summary>What can be proved of a message: what it said, to whom, by what way, and what became of it.</summary>
internal sealed class RecordNotices(IDbContextFactory<TongdianContext> contexts, Vault vault)
{
    /// <summary>The provider took it, or it stands on the customer's page.</summary>
    public const string Sent = "notice-sent";

    /// <summary>It was given up.</summary>
    public const string Failed = "notice-failed";

    /// <summary>The provider says that it arrived.</summary>
    public const string Delivered = "notice-delivered";

    /// <summary>The provider says that it did not arrive.</summary>
    public const string Undelivered = "notice-undelivered";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> Kinds = [Sent, Failed, Delivered, Undelivered];

    /// <summary>The message; null when its person was erased.</summary>
    public async Task<EvidenceFact?> Read(EvidenceDue due, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var found = await context.Set<Message>().AsNoTracking().Where(m => m.Id == due.Subject)
            .Join(context.Set<SealedValue>(), m => m.SealedId, v => v.Id, (m, v) => new { Message = m, Value = v })
            .Join(context.Set<Person>(), m => m.Value.PersonId, p => p.Id, (m, p) => new { m.Message, m.Value, Person = p }).FirstOrDefaultAsync(cancel);
        // What was sent all the same was not given up.
        if (found is null || (due.Kind == Failed && found.Message.SentAt is not null) || WriteNotice.Open(vault, found.Person, found.Message, found.Value) is not { } content)
            return null;
        var says = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["notice.id"] = found.Message.Id.ToString("N"), ["notice.kind"] = found.Message.Purpose, ["notice.channel"] = found.Message.Channel.ToString(),
            ["notice.to"] = content.To, ["notice.text"] = content.Text, ["provider.id"] = found.Message.ProviderId, ["provider.says"] = due.Kind == Sent ? null : found.Message.Failure,
        };
        return new EvidenceFact(
            found.Message.CaseId, found.Message.Number, found.Person.Id, due.Kind, null, due.At,
            [.. says.Where(s => !string.IsNullOrEmpty(s.Value)).Select(s => EvidenceContent.Hidden(s.Key, Encoding.UTF8.GetBytes(s.Value!)))]);
    }
}
