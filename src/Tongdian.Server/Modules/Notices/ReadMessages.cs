using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Parties;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Notices;

/// <summary>What was told about a case: to whom, when, by what, and what became of it. The customer reads the words too.</summary>
public sealed class ReadMessages(IDbContextFactory<TongdianContext> contexts, Vault vault)
{
    private const int Most = 100;

    /// <summary>A message. <paramref name="To"/> is masked; <paramref name="Text"/> is there for the customer only.</summary>
    public sealed record Item(
        Guid Id, string Purpose, MessageChannel Channel, string? To, DateTimeOffset CreatedAt, MessageState State, DateTimeOffset? SentAt, DateTimeOffset? NextAt, string? Failure, string? Text);

    /// <summary>The messages, the last first. Codes of the moment are left out: they are over.</summary>
    public async Task<Item[]> Of(CaseAccess access, CancellationToken cancel)
    {
        var (id, codes) = (access.State.Id.Value, (string[])[NoticeKinds.OneTimeCode.Id, NoticeKinds.AccessCode.Id]);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var messages = context.Set<Message>().AsNoTracking().Where(m => m.CaseId == id);
        if (access.Staff is null)
            messages = messages.Where(m => !codes.Contains(m.Purpose));
        var found = await messages.OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.Id).Take(Most)
            .Join(context.Set<SealedValue>(), m => m.SealedId, v => v.Id, (m, v) => new { Message = m, Content = v })
            .Join(context.Set<Person>(), m => m.Content.PersonId, p => p.Id, (m, p) => new { m.Message, m.Content, Person = p }).ToListAsync(cancel);
        return [.. found.OrderByDescending(f => f.Message.CreatedAt).Select(f => View(f.Message, WriteNotice.Open(vault, f.Person, f.Message, f.Content), words: access.Staff is null))];
    }

    /// <summary>Where a message is.</summary>
    internal static MessageState StateOf(Message message) => message switch
    {
        { Receipt: Receipt.Delivered } => MessageState.Delivered,
        { Receipt: Receipt.Undelivered } => MessageState.Failed,
        { SentAt: not null } => MessageState.Sent,
        { NextAt: null } => MessageState.Failed,
        _ => MessageState.Waiting,
    };

    /// <summary>To whom, masked.</summary>
    internal static string? Masked(Message message, WriteNotice.Content? content) => (message.Channel, content?.To) switch
    {
        (MessageChannel.Sms, { } phone) => Masking.Phone(phone),
        (MessageChannel.Mail, { } mail) => Masking.Email(mail),
        _ => null,
    };

    private static Item View(Message m, WriteNotice.Content? content, bool words) =>
        new(m.Id, m.Purpose, m.Channel, Masked(m, content), m.CreatedAt, StateOf(m), m.SentAt, m.NextAt, m.Failure, words ? content?.Text : null);
}

/// <summary>Where a message is.</summary>
public enum MessageState
{
    /// <summary>It is tried at its hour; without a provider it waits.</summary>
    Waiting,

    /// <summary>The provider has it.</summary>
    Sent,

    /// <summary>It was given up, or did not arrive.</summary>
    Failed,

    /// <summary>It arrived.</summary>
    Delivered,
}
