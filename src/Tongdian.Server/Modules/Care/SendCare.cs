using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Care;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Cluster;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Care;

/// <summary>
/// Sends what is due some days after power-on, the questions and the tips: the message and the end of its row are one commit. Who was erased is passed over; who was
/// asked on the telephone already is not asked again; who cannot be reached by a message is called, because the questions ask for something.
/// </summary>
internal sealed class SendCare(
    Database database, IDbContextFactory<TongdianContext> contexts, CaseStore store, CompanyDirectory directory, WriteNotice notices, NoticeChoices choices, CareSettings settings,
    TimeProvider time, ILogger<SendCare> log)
    : DueWork(TimeSpan.FromSeconds(10), time, log)
{
    public override async Task<int> TakeDue(CancellationToken cancel)
    {
        var now = Time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var due = await context.Set<CareTask>().AsNoTracking().Where(t => t.NextAt != null && t.NextAt <= now).OrderBy(t => t.NextAt).Take(AtOnce).ToListAsync(cancel);
        if (due.Count == 0)
            return 0;
        var (company, states) = (await directory.Get(cancel), await store.FindMany([.. due.Select(d => d.CaseId).Distinct()], cancel));
        var sharing = await choices.Sharing([.. due.Where(d => d.Kind == CareKind.Tips).Select(d => d.PersonId).Distinct()], cancel);
        var declining = await choices.Declining([.. sharing.SelectMany(s => s).Distinct()], cancel);
        var batch = new WriteBatch();
        foreach (var one in due)
        {
            var (state, sent) = (states[one.CaseId], false);
            var notice = one.Kind == CareKind.FollowUp ? Questions(state, company) : sharing[one.PersonId].Any(declining.Contains) ? null : Tips(state);
            if (notice is not null && !(await notices.ToCustomer(state, notice, now, cancel, $"{one.Kind}")).Failed(out _, out var rows))
            {
                rows(batch);
                sent = true;
            }

            batch.Add(
                "UPDATE care_tasks SET next_at = NULL, sent_at = $1, expires_at = $2 WHERE case_id = $3 AND kind = $4 AND next_at IS NOT NULL",
                sent ? now : null, sent ? now + settings.AnswerWithin : null, one.CaseId, one.Kind);
        }

        await database.Commit(batch, cancel);
        return due.Count;
    }

    private Notice? Questions(Case state, Company company)
    {
        if (state.Stage(AnswerFollowUp.Stage).Status == StageStatus.Completed)
            return null;
        var owner = company.Staff.GetValueOrDefault(state.Owner);
        return new Notice(
            NoticeKinds.FollowUp, new Dictionary<string, string>(StringComparer.Ordinal) { ["owner"] = owner?.Name ?? "", ["phone"] = owner?.Phone ?? "" }, Leads: LinkTarget.FollowUp)
        {
            LinkLasts = settings.AnswerWithin,
        };
    }

    private Notice Tips(Case state) => new(
        NoticeKinds.Tips, new Dictionary<string, string>(StringComparer.Ordinal) { ["tip"] = CareTexts.In(state.Language, $"tip.{SupplyTypes.Of(state.Facts)}") }, Leads: LinkTarget.FollowUp)
    {
        LinkLasts = settings.AnswerWithin,
    };
}
