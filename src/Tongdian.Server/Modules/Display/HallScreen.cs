using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tongdian.Server.Modules.Display;

/// <summary>A screen in a business hall: no person, so it shows a token instead of signing in. Of the token only the hash is kept.</summary>
public sealed class HallScreen
{
    public Guid Id { get; init; }

    /// <summary>The region whose hall it hangs in; it shows nothing else.</summary>
    public required string Office { get; init; }

    /// <summary>What colleagues call it.</summary>
    public required string Name { get; init; }

    /// <inheritdoc cref="HashOf"/>
    public required string TokenHash { get; init; }

    public DateTimeOffset MadeAt { get; init; }
    public required string MadeBy { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }
    public string? RevokedBy { get; init; }

    /// <summary>When it was last switched on; null when it never was.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>SHA-256 of a token, in hexadecimal. A token is 256 random bits: there is nothing to guess that a slow hash would protect.</summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

internal sealed class DisplayTables : IEntityTypeConfiguration<HallScreen>
{
    public void Configure(EntityTypeBuilder<HallScreen> builder)
    {
        builder.ToTable("hall_screens").HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.HasIndex(s => s.TokenHash).IsUnique();
        builder.HasIndex(s => s.Office);
    }
}
