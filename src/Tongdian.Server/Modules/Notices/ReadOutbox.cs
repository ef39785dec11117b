using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Notices.Gateways;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Notices;

/// <summary>What went out, what waits, and what failed, for the regions of whoever looks.</summary>
internal sealed class ReadOutbox(
    IDbContextFactory<TongdianContext> contexts, CompanyDirectory directory, Database database, Vault vault, IEnumerable<IMessageGateway> gateways, TimeProvider time)
{
    private const int Size = 50;

    private static readonly TimeSpan AgainFor = TimeSpan.FromDays(1);

    /// <summary>A message; the address is masked, the text is not shown.</summary>
    public sealed record Item(
        Guid Id, string Number, string Purpose, MessageChannel Channel, string? To, DateTimeOffset CreatedAt, DateTimeOffset? NextAt, int Attempts,
        DateTimeOffset? SentAt, string? Failure, MessageState State);

    /// <summary>One page; <paramref name="Next"/> is the cursor of the following one.</summary>
    public sealed record Page(IReadOnlyList<Item> Items, string? Next, bool Configured);

    private sealed record Cursor(DateTimeOffset CreatedAt, Guid Id);

    // Filled by name, so that the database can put it in order.
    private sealed record Found
    {
        public required Message Message { get; init; }
        public required SealedValue Content { get; init; }
        public required Person Person { get; init; }
    }

    /// <summary>The messages, the newest first.</summary>
    public async Task<Result<Page>> Look(StaffMember me, MessageState? state, string? after, CancellationToken cancel)
    {
        Cursor? from = null;
        if (after is not null && !Pages.TryRead(after, out from))
            return Pages.BadCursor;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var messages = context.Set<Message>().AsNoTracking();
        messages = state switch
        {
            MessageState.Waiting => messages.Where(m => m.NextAt != null),
            MessageState.Sent => messages.Where(m => m.SentAt != null && m.Receipt == null),
            MessageState.Delivered => messages.Where(m => m.Receipt == Receipt.Delivered),
            MessageState.Failed => messages.Where(m => m.NextAt == null && (m.SentAt == null || m.Receipt == Receipt.Undelivered)),
            _ => messages,
        };
        if (from is { } c)
            messages = messages.Where(m => m.CreatedAt < c.CreatedAt || (m.CreatedAt == c.CreatedAt && m.Id.CompareTo(c.Id) < 0));
        var rows = await Joined(context, messages, (await directory.Get(cancel)).CoveredBy(me))
            .OrderByDescending(f => f.Message.CreatedAt).ThenByDescending(f => f.Message.Id).Take(Size + 1).ToListAsync(cancel);
        var next = rows.Count > Size && rows[Size - 1].Message is var last ? Pages.Write(new Cursor(last.CreatedAt, last.Id)) : null;
        return new Page([.. rows.Take(Size).Select(View)], next, gateways.Any());
    }

    /// <summary>What a message says. Who looked and why is kept before anything is shown, as with every look behind a mask.</summary>
    public async Task<Result<string>> Text(StaffMember me, Guid id, string? reason, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(reason))
            return CaseErrors.ReasonMissing;
        if (FreeText.Check("reason", reason) is { } unfit)
            return unfit;
        if (await Find(me, id, cancel) is not { } found)
            return new Error(ErrorKind.NotFound, "message.not-found");
        var now = time.GetUtcNow();
        var batch = new WriteBatch();
        batch.Insert(
            "unmaskings", ("id", Guid.CreateVersion7(now)), ("case_id", found.Message.CaseId), ("staff_id", me.Id), ("reason", reason.Trim()), ("at", now));
        await database.Commit(batch, CancellationToken.None);
        return WriteNotice.Open(vault, found.Person, found.Message, found.Content) is { } content ? content.Text : new Error(ErrorKind.NotFound, "person.erased");
    }

    /// <summary>Tries a message once more that was given up.</summary>
    public async Task<Result<string>> Again(StaffMember me, Guid id, CancellationToken cancel)
    {
        if (await Find(me, id, cancel) is null)
            return new Error(ErrorKind.NotFound, "message.not-found");
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow();
        var until = now + AgainFor;
        var due = await context.Set<Message>().Where(m => m.Id == id && m.NextAt == null && (m.SentAt == null || m.Receipt == Receipt.Undelivered))
            .ExecuteUpdateAsync(
                m => m.SetProperty(x => x.NextAt, now).SetProperty(x => x.Attempts, 0).SetProperty(x => x.SentAt, (DateTimeOffset?)null).SetProperty(x => x.Receipt, (Receipt?)null)
                    .SetProperty(x => x.ExpiresAt, until),
                cancel);
        return due == 1 ? "" : new Error(ErrorKind.Conflict, "message.not-given-up");
    }

    private async Task<Found?> Find(StaffMember me, Guid id, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await Joined(context, context.Set<Message>().AsNoTracking().Where(m => m.Id == id), (await directory.Get(cancel)).CoveredBy(me)).FirstOrDefaultAsync(cancel);
    }

    private static IQueryable<Found> Joined(TongdianContext context, IQueryable<Message> messages, IReadOnlyList<string> regions) =>
        from m in messages
        join v in context.Set<SealedValue>() on m.SealedId equals v.Id
        join p in context.Set<Person>() on v.PersonId equals p.Id
        where regions.Contains(m.Region)
        select new Found { Message = m, Content = v, Person = p };

    private Item View(Found found)
    {
        var m = found.Message;
        return new Item(
            m.Id, m.Number, m.Purpose, m.Channel, ReadMessages.Masked(m, WriteNotice.Open(vault, found.Person, m, found.Content)), m.CreatedAt, m.NextAt, m.Attempts, m.SentAt, m.Failure,
            ReadMessages.StateOf(m));
    }
}
