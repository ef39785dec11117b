using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Notices;

/// <summary>How a person wants to be told; nobody who has not chosen has a row.</summary>
public sealed class NoticeChoice
{
    public Guid PersonId { get; init; }

    /// <summary>By what; null: as the company thinks best.</summary>
    public MessageChannel? Channel { get; init; }

    /// <summary>They do not want greetings, tips and whatever else is not about their case.</summary>
    public bool NoCare { get; init; }

    /// <summary>The sealed value with who they are to the company's WeChat account; null: they have not joined the two.</summary>
    public Guid? WeChatSealed { get; init; }
    public DateTimeOffset ChangedAt { get; init; }
}

internal sealed class NoticeChoiceTable : IEntityTypeConfiguration<NoticeChoice>
{
    public void Configure(EntityTypeBuilder<NoticeChoice> builder)
    {
        builder.ToTable("notice_choices").HasKey(c => c.PersonId);
        builder.Property(c => c.PersonId).ValueGeneratedNever();
    }
}

/// <summary>Reads and keeps how people want to be told.</summary>
public sealed class NoticeChoices(Database database, IDbContextFactory<TongdianContext> contexts)
{
    /// <summary>What a person chose; null when nothing.</summary>
    public async Task<NoticeChoice?> Of(Guid person, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Set<NoticeChoice>().AsNoTracking().FirstOrDefaultAsync(c => c.PersonId == person, cancel);
    }

    /// <summary>Keeps a choice; whatever was joined with WeChat stays.</summary>
    public async Task Keep(Guid person, MessageChannel? channel, bool noCare, DateTimeOffset now, CancellationToken cancel)
    {
        var batch = new WriteBatch();
        batch.Upsert("notice_choices", 1, ("person_id", person), ("channel", channel), ("no_care", noCare), ("changed_at", now));
        await Decline(batch, person, noCare, now, cancel);
        await database.Commit(batch, cancel);
    }

    /// <summary>Nothing but the case any more, or again: for everything that was applied for with the same telephone.</summary>
    public async Task Decline(Guid person, bool noCare, DateTimeOffset now, CancellationToken cancel)
    {
        var batch = new WriteBatch();
        await Decline(batch, person, noCare, now, cancel);
        await database.Commit(batch, cancel);
    }

    /// <summary>Who told the same telephone, each person with themselves: one customer who applied several times.</summary>
    public async Task<ILookup<Guid, Guid>> Sharing(IReadOnlyCollection<Guid> people, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var phones = context.Set<BlindIndexEntry>().AsNoTracking().Where(e => e.Field == "phone");
        var found = await phones.Where(e => people.Contains(e.PersonId)).Join(phones, e => e.Hash, o => o.Hash, (e, o) => new { Person = e.PersonId, Other = o.PersonId }).Distinct().ToListAsync(cancel);
        return people.Select(p => new { Person = p, Other = p }).Concat(found).Distinct().ToLookup(f => f.Person, f => f.Other);
    }

    /// <summary>Which of them want nothing but the case.</summary>
    public async Task<IReadOnlySet<Guid>> Declining(IReadOnlyCollection<Guid> people, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return (await context.Set<NoticeChoice>().Where(c => c.NoCare && people.Contains(c.PersonId)).Select(c => c.PersonId).ToListAsync(cancel)).ToHashSet();
    }

    /// <summary>Joins a person with who they are to WeChat, and tells them by it from now on; null: they are apart again, and nothing is kept of it.</summary>
    public async Task Join(PersonKey key, string? openId, DateTimeOffset now, CancellationToken cancel)
    {
        var before = await Of(key.PersonId, cancel);
        var (batch, id) = (new WriteBatch(), Guid.CreateVersion7(now));
        if (openId is not null)
            CaseParties.Seal(key, id, "wechat", System.Text.Encoding.UTF8.GetBytes(openId), now)(batch);
        var channel = openId is not null ? MessageChannel.WeChat : before?.Channel == MessageChannel.WeChat ? null : before?.Channel;
        batch.Upsert(
            "notice_choices", 1, ("person_id", key.PersonId), ("channel", channel), ("no_care", before?.NoCare ?? false), ("we_chat_sealed", openId is null ? null : id), ("changed_at", now));
        if (before?.WeChatSealed is { } old)
            batch.Add("DELETE FROM sealed_values WHERE id = $1 AND person_id = $2", old, key.PersonId);
        await database.Commit(batch, cancel);
    }

    private async Task Decline(WriteBatch batch, Guid person, bool noCare, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var one in (await Sharing([person], cancel))[person])
            batch.Upsert("notice_choices", 1, ("person_id", one), ("no_care", noCare), ("changed_at", now));
    }
}
