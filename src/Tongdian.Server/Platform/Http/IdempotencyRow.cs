using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tongdian.Server.Platform.Http;

/// <summary>What was answered to a request with a key, kept in the same commit as its effect.</summary>
public sealed class IdempotencyRow
{
    /// <summary>Who asked: staff user, case, or <c>anonymous</c>.</summary>
    public required string Scope { get; init; }
    public required string Key { get; init; }

    /// <summary>Hash of method, path and body.</summary>
    public required byte[] RequestHash { get; init; }
    public int Status { get; init; }

    /// <summary>The answer, without the access code, which is derived again.</summary>
    public required string Answer { get; init; }
    public Guid CaseId { get; init; }
    public DateTimeOffset At { get; init; }
}

internal sealed class IdempotencyTable : IEntityTypeConfiguration<IdempotencyRow>
{
    public void Configure(EntityTypeBuilder<IdempotencyRow> builder)
    {
        builder.ToTable("idempotency_keys").HasKey(i => new { i.Scope, i.Key });
        builder.HasIndex(i => i.At);
    }
}
