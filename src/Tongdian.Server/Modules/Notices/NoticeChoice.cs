using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
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
        await database.Commit(batch, cancel);
    }
}
