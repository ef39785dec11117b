using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tongdian.Domain.Cases;
using Tongdian.Server.Platform.Outbox;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Cases.Tied;

/// <summary>A meter or seal with the case that it was installed for. One number in two cases is possible, and worth a question.</summary>
public sealed class TiedRow
{
    public required string Number { get; init; }
    public TiedKind Kind { get; init; }
    public Guid CaseId { get; init; }
    public required string Stage { get; init; }
    public DateTimeOffset At { get; init; }
}

internal sealed class TiedTables : IEntityTypeConfiguration<TiedRow>
{
    public void Configure(EntityTypeBuilder<TiedRow> builder)
    {
        builder.ToTable("tied_numbers").HasKey(t => new { t.Number, t.Kind, t.CaseId });
        builder.Property(t => t.Number).HasMaxLength(40);
        builder.HasIndex(t => t.CaseId);
    }
}

/// <summary>A stage is done: the numbers of meters and seals that it handed in lead to the case from now on.</summary>
internal sealed class TieNumbers(CaseStore store)
{
    /// <summary>What the outbox calls this.</summary>
    public const string Consumer = "tied-numbers";

    public async Task<Action<WriteBatch>> React(OutboxWork work, CancellationToken cancel)
    {
        var found = new List<(TiedNumber Tied, string Stage, DateTimeOffset At)>();
        foreach (var version in work.Versions)
        {
            foreach (var fact in (await store.Events(new CaseId(work.CaseId), version - 1, 1, cancel)).Select(e => CaseStore.Fact(e.Payload)))
            {
                if (fact.Event is StageCompleted done)
                    found.AddRange(TiedNumbers.Of(done.Entry).Select(n => (n, done.Stage, fact.At)));
            }
        }

        return batch =>
        {
            foreach (var (tied, stage, at) in found.DistinctBy(f => f.Tied))
                batch.InsertOnce("tied_numbers", 3, ("number", tied.Number), ("kind", tied.Kind), ("case_id", work.CaseId), ("stage", stage), ("at", at));
        };
    }
}
