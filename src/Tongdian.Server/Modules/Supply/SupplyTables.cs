using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tongdian.Server.Modules.Supply;

/// <summary>A code that proves who holds a telephone, for one thing of one case. Only its keyed hash is kept.</summary>
public sealed class OneTimeCode
{
    public required Guid CaseId { get; init; }

    /// <summary>What it allows: <c>contract</c>.</summary>
    public required string Purpose { get; init; }

    public required byte[] Hash { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>How often it was tried.</summary>
    public required int Tries { get; init; }

    /// <summary>Since when codes are counted.</summary>
    public required DateTimeOffset CountedSince { get; init; }

    /// <summary>How many codes were made since then.</summary>
    public required int Made { get; init; }
}

/// <summary>The number of a contract. The key lets only one case have it.</summary>
public sealed class ContractNumber
{
    public required string Number { get; init; }

    public required Guid CaseId { get; init; }
}

internal sealed class SupplyTables : IEntityTypeConfiguration<OneTimeCode>, IEntityTypeConfiguration<ContractNumber>
{
    public void Configure(EntityTypeBuilder<OneTimeCode> builder)
    {
        builder.ToTable("one_time_codes").HasKey(c => new { c.CaseId, c.Purpose });
        builder.Property(c => c.Purpose).HasMaxLength(40);
    }

    public void Configure(EntityTypeBuilder<ContractNumber> builder)
    {
        builder.ToTable("contract_numbers").HasKey(c => c.Number);
        builder.Property(c => c.Number).HasMaxLength(40);
    }
}
