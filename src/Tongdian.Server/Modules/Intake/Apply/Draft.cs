using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tongdian.Server.Platform.Privacy;

namespace Tongdian.Server.Modules.Intake.Apply;

/// <summary>An application that is being written. Who knows its link can go on with it; what was entered only the person's key opens.</summary>
public sealed class Draft
{
    public required Guid Id { get; init; }

    /// <summary>Hash of the secret in the link; the secret itself is kept nowhere.</summary>
    public required byte[] TokenHash { get; init; }

    /// <summary>Whose key seals it. The person becomes that of the case, or goes with the draft.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>How often it was changed.</summary>
    public int Version { get; set; }

    /// <summary>What was entered so far, sealed; empty once it was submitted.</summary>
    public required byte[] Answers { get; set; }

    public required DateTimeOffset BegunAt { get; init; }

    /// <summary>When it goes: 30 days after its last change.</summary>
    public required DateTimeOffset ExpiresAt { get; set; }

    /// <summary>The case that came of it.</summary>
    public Guid? CaseId { get; set; }
}

internal sealed class DraftTable : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> builder)
    {
        builder.ToTable("application_drafts").Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.TokenHash).HasMaxLength(32);
        builder.HasIndex(d => d.TokenHash).IsUnique();
        builder.HasIndex(d => d.ExpiresAt);
        builder.HasOne<Person>().WithMany().HasForeignKey(d => d.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
