using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Notices;

/// <summary>Everything that a customer was told about a case, and what became of it, for the file with which others check it.</summary>
public sealed class ReadTold(IDbContextFactory<TongdianContext> contexts, Vault vault)
{
    // What opens the case stays with its customer: the file is handed to others.
    private static readonly HashSet<string> Secret = [.. NoticeKinds.All.Where(k => k.Fields.Contains("code")).Select(k => k.Id)];

    /// <summary>Who reads it.</summary>
    public enum Reader
    {
        /// <summary>Addresses are masked, and no text is shown.</summary>
        Masked,

        /// <summary>The customer reads the text; the address is masked.</summary>
        Customer,

        /// <summary>A colleague who said why they must see all of it.</summary>
        Whole,
    }

    /// <summary>A message.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Purpose">What it is for.</param>
    /// <param name="Channel">By what it went.</param>
    /// <param name="To">To whom, as who reads may see it.</param>
    /// <param name="WholeTo">Whether that is all of the address.</param>
    /// <param name="Text">What it says; null where it is not for who reads, holds a code, or was destroyed.</param>
    /// <param name="CreatedAt">When it was written.</param>
    /// <param name="SentAt">When it was handed over.</param>
    /// <param name="ReceiptAt">When the provider said what became of it.</param>
    /// <param name="State">Where it is.</param>
    /// <param name="Failure">Why it failed.</param>
    /// <param name="ProviderId">By what name the provider knows it.</param>
    /// <param name="Secret">It holds a code that opens the case.</param>
    /// <param name="Destroyed">Address and text were destroyed with the person.</param>
    public sealed record Item(
        Guid Id, string Purpose, MessageChannel Channel, string? To, bool WholeTo, string? Text, DateTimeOffset CreatedAt, DateTimeOffset? SentAt, DateTimeOffset? ReceiptAt,
        MessageState State, string? Failure, string? ProviderId, bool Secret, bool Destroyed)
    {
        /// <summary>It says that the company will be late.</summary>
        public bool SaysLate => Purpose == NoticeKinds.Late.Id;

        /// <summary>The message as a word that may have come in time. What stands on the customer's page has arrived with that.</summary>
        public LateWord Word => new(
            Id, SentAt, Channel == MessageChannel.Inbox ? SentAt : State == MessageState.Delivered ? ReceiptAt : null, State == MessageState.Failed);

        /// <summary>The entries of the log that record it, by their kinds; not all of them are there.</summary>
        public IEnumerable<(string Kind, Guid Entry)> Entries =>
            RecordNotices.Kinds.Select(k => (k, MakeLeaf.IdOf(new EvidenceDue { Kind = k, Subject = Id, Part = "" })));
    }

    /// <summary>All messages about a case, the first one first.</summary>
    public async Task<IReadOnlyList<Item>> Of(CaseAccess access, Reader reader, CancellationToken cancel)
    {
        var id = access.State.Id.Value;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var found = await context.Set<Message>().AsNoTracking().Where(m => m.CaseId == id).OrderBy(m => m.CreatedAt).ThenBy(m => m.Id)
            .Join(context.Set<SealedValue>(), m => m.SealedId, v => v.Id, (m, v) => new { Message = m, Content = v })
            .Join(context.Set<Person>(), m => m.Content.PersonId, p => p.Id, (m, p) => new { m.Message, m.Content, Person = p }).ToListAsync(cancel);
        return [.. found.OrderBy(f => f.Message.CreatedAt).Select(f => View(f.Message, WriteNotice.Open(vault, f.Person, f.Message, f.Content), reader))];
    }

    private static Item View(Message m, WriteNotice.Content? content, Reader reader)
    {
        var (secret, whole) = (Secret.Contains(m.Purpose), reader == Reader.Whole && content is { To.Length: > 0 });
        return new Item(
            m.Id, m.Purpose, m.Channel, whole ? content!.To : ReadMessages.Masked(m, content), whole, secret || reader == Reader.Masked ? null : content?.Text,
            m.CreatedAt, m.SentAt, m.ReceiptAt, ReadMessages.StateOf(m), m.Failure, m.ProviderId, secret, content is null);
    }
}
