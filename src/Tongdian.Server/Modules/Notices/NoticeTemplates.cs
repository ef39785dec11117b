using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tongdian.Domain.Notices;
using Tongdian.Server.Platform.Processes;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Notices;

/// <summary>A text in both languages, ready to be written.</summary>
public sealed record TwoLanguages(MessageTemplate Chinese, MessageTemplate English)
{
    /// <summary>The one of a language.</summary>
    public MessageTemplate In(string language) => language.StartsWith("en", StringComparison.Ordinal) ? English : Chinese;
}

/// <summary>What a kind of message says.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Version">The version of the template.</param>
/// <param name="Text">By SMS, in the inbox, and in a mail that has no text of its own.</param>
/// <param name="Subject">Of the mail; null: the first words of the text.</param>
/// <param name="Body">Of the mail; null: the text.</param>
/// <param name="WeChat">The fields of the WeChat template by their names there; empty: it does not go by WeChat.</param>
public sealed record NoticeTemplate(
    NoticeKind Kind, int Version, TwoLanguages Text, TwoLanguages? Subject, TwoLanguages? Body, ImmutableArray<(string Name, TwoLanguages Value)> WeChat)
{
    /// <summary>Its name as it is kept with every message: <c>stage-finished@1</c>.</summary>
    public string Name => $"{Kind.Id}@{Version}";
}

/// <summary>A published version of a template, by the hash of what it says. Never changed.</summary>
public sealed class TemplateVersion
{
    public required string Id { get; init; }
    public int Version { get; init; }
    public required string Sha256 { get; init; }
    public DateTimeOffset PublishedAt { get; init; }
}

internal sealed class TemplateTable : IEntityTypeConfiguration<TemplateVersion>
{
    public void Configure(EntityTypeBuilder<TemplateVersion> builder) => builder.ToTable("notice_templates").HasKey(t => new { t.Id, t.Version });
}

/// <summary>The templates of all messages, read and checked at the start: one that cannot be written stops it, with file and line.</summary>
public sealed class NoticeTemplates(IDbContextFactory<TongdianContext> contexts, TimeProvider time)
{
    private FrozenDictionary<string, NoticeTemplate> known = FrozenDictionary<string, NoticeTemplate>.Empty;

    /// <summary>All of them, in the order of the kinds.</summary>
    public IEnumerable<NoticeTemplate> All => NoticeKinds.All.Select(Of);

    /// <summary>The template of a kind.</summary>
    public NoticeTemplate Of(NoticeKind kind) => known[kind.Id];

    /// <summary>Reads every file of a folder.</summary>
    /// <exception cref="ProcessFileException">With everything that is wrong: file, line, rule.</exception>
    public async Task Load(string folder, CancellationToken cancel)
    {
        var read = TemplateFolder.Read(folder);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var published = await context.Set<TemplateVersion>().AsNoTracking().ToDictionaryAsync(t => (t.Id, t.Version), t => t.Sha256, cancel);
        var faults = new List<ProcessFault>();
        foreach (var one in read)
        {
            if (!published.TryGetValue((one.Template.Kind.Id, one.Template.Version), out var before))
                context.Add(new TemplateVersion { Id = one.Template.Kind.Id, Version = one.Template.Version, Sha256 = one.Sha256, PublishedAt = time.GetUtcNow() });
            else if (before != one.Sha256)
                faults.Add(new ProcessFault(one.File, one.Line, "published-version-changed", $"{one.Template.Name} is published and may not change: raise its version"));
        }

        if (faults.Count > 0)
            throw new ProcessFileException([.. faults]);
        await context.SaveChangesAsync(cancel);
        known = read.ToFrozenDictionary(r => r.Template.Kind.Id, r => r.Template, StringComparer.Ordinal);
    }
}
