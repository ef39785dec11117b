using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tongdian.Server.Platform.Privacy;

namespace Tongdian.Server.Modules.Files;

/// <summary>A file that somebody sent. Its bytes lie encrypted in the file store; who can open the key can read them.</summary>
public sealed class StoredFile
{
    /// <summary>The uploader of a file that came without signing in.</summary>
    public const string Anonymous = "anonymous";

    public required Guid Id { get; init; }

    /// <summary>Hash of the original as it came, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Length of the original.</summary>
    public required long Bytes { get; init; }

    /// <summary>What the content is, whatever the sender called it.</summary>
    public required string MediaType { get; init; }

    /// <summary>What a case took it as, or a draft keeps it as: <c>identity</c>, <c>meter-photo</c>.</summary>
    public string? Kind { get; set; }

    public required DateTimeOffset UploadedAt { get; init; }

    /// <summary>When it goes unless a case has taken it; null once one has.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    public Guid? CaseId { get; set; }

    /// <summary>The draft, or the case to which a device sent it, that alone may take it; null when anybody may.</summary>
    public Guid? DraftId { get; set; }

    /// <summary>Under whose key it is; null in quarantine, under the master key.</summary>
    public Guid? PersonId { get; set; }

    /// <summary>Id of the user who sent it, or <see cref="Anonymous"/>.</summary>
    public required string Uploader { get; init; }

    /// <summary>Key of the original, wrapped.</summary>
    public required byte[] WrappedKey { get; set; }

    /// <summary>Key of the derived copy, wrapped; null when there is none.</summary>
    public byte[]? DerivedWrappedKey { get; set; }

    /// <summary>Length of the derived copy.</summary>
    public long? DerivedBytes { get; init; }

    /// <summary><see cref="PhotoFacts"/> as JSON, sealed under the original's key: place and time say something about a person.</summary>
    public byte[]? SealedFacts { get; init; }

    /// <summary>Width of a picture in pixels, as stored, before it is turned upright.</summary>
    public int? Width { get; init; }

    /// <summary>Height of a picture in pixels, as stored, before it is turned upright.</summary>
    public int? Height { get; init; }

    /// <summary>Hash of uploader and idempotency key: the same upload again finds this file.</summary>
    public string? IdempotencyScope { get; init; }

    internal StoredObject Original => new(Id, Derived: false);

    internal StoredObject View => new(Id, Derived: true);
}

/// <summary>That a case has taken a file. The key lets only one case have it.</summary>
public sealed class TakenFile
{
    public required Guid FileId { get; init; }

    public required Guid CaseId { get; init; }
}

internal sealed class StoredFileMapping : IEntityTypeConfiguration<StoredFile>, IEntityTypeConfiguration<TakenFile>
{
    public void Configure(EntityTypeBuilder<TakenFile> builder) => builder.ToTable("file_claims").HasKey(c => c.FileId);

    public void Configure(EntityTypeBuilder<StoredFile> builder)
    {
        builder.ToTable("stored_files").Property(f => f.Id).ValueGeneratedNever();
        builder.Property(f => f.Sha256).HasMaxLength(64);
        builder.Property(f => f.MediaType).HasMaxLength(100);
        builder.Property(f => f.Kind).HasMaxLength(100);
        builder.Property(f => f.Uploader).HasMaxLength(100);
        builder.Property(f => f.IdempotencyScope).HasMaxLength(64);
        builder.HasIndex(f => f.CaseId);
        builder.HasIndex(f => f.DraftId);
        builder.HasIndex(f => f.ExpiresAt);
        builder.HasIndex(f => f.IdempotencyScope).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(f => f.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.Ignore(f => f.Original).Ignore(f => f.View);
    }
}
