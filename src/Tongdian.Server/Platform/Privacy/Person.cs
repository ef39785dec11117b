using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tongdian.Server.Platform.Privacy;

/// <summary>Somebody whose data are kept, each person under a key of their own. Who it is stands nowhere in the clear.</summary>
public sealed class Person
{
    public required Guid Id { get; init; }

    /// <summary>The person's key under the master key; empty once the person is erased, and then nothing of theirs can be read again.</summary>
    public required byte[] WrappedKey { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ErasedAt { get; set; }
}

/// <summary>Something about a person that only the person's key opens.</summary>
public sealed class SealedValue
{
    public required Guid Id { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>What it is for: <c>party</c>, <c>survey.contact</c>. It is authenticated: a value cannot be passed off as another.</summary>
    public required string Purpose { get; init; }

    public required byte[] Cipher { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>Finds cases by a personal value without storing the value: a keyed hash of its one writing.</summary>
public sealed class BlindIndexEntry
{
    /// <summary>Which value: <c>phone</c>, <c>id-number</c>, <c>address</c>.</summary>
    public required string Field { get; init; }

    public required byte[] Hash { get; init; }

    public required Guid CaseId { get; init; }

    /// <summary>Whose value it is: the entries go when the person is erased.</summary>
    public required Guid PersonId { get; init; }
}

internal sealed class PersonMapping :
    IEntityTypeConfiguration<Person>, IEntityTypeConfiguration<SealedValue>, IEntityTypeConfiguration<BlindIndexEntry>
{
    public void Configure(EntityTypeBuilder<Person> builder) => builder.ToTable("persons").Property(p => p.Id).ValueGeneratedNever();

    public void Configure(EntityTypeBuilder<SealedValue> builder)
    {
        builder.ToTable("sealed_values").Property(v => v.Id).ValueGeneratedNever();
        builder.Property(v => v.Purpose).HasMaxLength(100);
        builder.HasOne<Person>().WithMany().HasForeignKey(v => v.PersonId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<BlindIndexEntry> builder)
    {
        builder.ToTable("blind_index");
        // The key begins with field and hash: it is the index that look-ups use.
        builder.HasKey(e => new { e.Field, e.Hash, e.CaseId });
        builder.Property(e => e.Field).HasMaxLength(40);
        builder.HasOne<Person>().WithMany().HasForeignKey(e => e.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
