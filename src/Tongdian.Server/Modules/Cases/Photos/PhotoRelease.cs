using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tongdian.Domain.Cases;

namespace Tongdian.Server.Modules.Cases.Photos;

/// <summary>What the customer sees of a photograph. The numbers are stored: never change them.</summary>
public enum PhotoStanding
{
    /// <summary>All of it.</summary>
    Shown = 1,

    /// <summary>A copy in which parts are black.</summary>
    Masked = 2,

    /// <summary>Nothing.</summary>
    Withheld = 3,
}

/// <summary>What a colleague decided about a photograph. The original and its first copy stay as they are.</summary>
public sealed class PhotoRelease
{
    public required Guid FileId { get; init; }
    public required Guid CaseId { get; init; }

    /// <summary>Of the case.</summary>
    public required string Number { get; init; }
    public required PhotoStanding Standing { get; init; }

    /// <summary><see cref="PhotoMask"/>s as JSON; null when nothing is masked.</summary>
    public string? Masks { get; init; }

    /// <summary>The file that the customer gets instead; null when nothing is masked.</summary>
    public Guid? MaskedFile { get; init; }

    /// <summary>Why it is withheld.</summary>
    public string? Reason { get; init; }

    /// <summary>Staff user.</summary>
    public required string DecidedBy { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>What is masked.</summary>
    public IReadOnlyList<PhotoMask> ReadMasks() => Masks is null ? [] : JsonSerializer.Deserialize<PhotoMask[]>(Masks) ?? [];
}

internal sealed class PhotoReleaseTable : IEntityTypeConfiguration<PhotoRelease>
{
    public void Configure(EntityTypeBuilder<PhotoRelease> builder)
    {
        builder.ToTable("photo_releases").HasKey(p => p.FileId);
        builder.Property(p => p.FileId).ValueGeneratedNever();
        builder.Property(p => p.Number).HasMaxLength(20);
        builder.Property(p => p.Reason).HasMaxLength(2000);
        builder.Property(p => p.DecidedBy).HasMaxLength(60);
        builder.HasIndex(p => p.CaseId);
        builder.HasIndex(p => new { p.Number, p.At });
    }
}
