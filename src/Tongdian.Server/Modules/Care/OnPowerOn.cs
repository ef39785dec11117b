using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Outbox;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Care;

/// <summary>A customer has power: what they will be asked and told afterwards is planned. Power that came twice is planned for once.</summary>
internal sealed class OnPowerOn(CaseStore store, CareSettings settings)
{
    /// <summary>What the outbox calls this.</summary>
    public const string Consumer = "care";

    /// <summary>The fact that it reacts to.</summary>
    public const string Fact = "case-energised";

    public async Task<Action<WriteBatch>> React(OutboxWork work, CancellationToken cancel)
    {
        var state = await store.Find(new CaseId(work.CaseId), cancel) ?? throw new InvalidOperationException($"There is no case {work.CaseId}");
        var on = state.EnergisedAt ?? work.Now;
        return batch =>
        {
            foreach (var (kind, after) in new[] { (CareKind.FollowUp, settings.FollowUpAfter), (CareKind.Tips, settings.TipsAfter) })
            {
                batch.InsertOnce(
                    "care_tasks", 2, ("case_id", work.CaseId), ("kind", kind), ("region", state.Facts.Region), ("person_id", state.Customer.Person), ("energised_at", on), ("next_at", on + after));
            }
        };
    }
}
