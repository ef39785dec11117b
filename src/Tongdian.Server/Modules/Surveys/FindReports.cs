using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Field;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Surveys;

/// <summary>The reports that a case has, and what they are written from.</summary>
internal sealed class FindReports(IDbContextFactory<TongdianContext> contexts, CaseStore store, ProcessCatalog processes, SiteSheets sheets)
{
    /// <summary>The report of the last time the survey was done; null when none is kept.</summary>
    public async Task<SurveyReportRow?> Kept(Case state, string stage, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Set<SurveyReportRow>().AsNoTracking().Where(r => r.CaseId == state.Id.Value && r.Stage == stage)
            .OrderByDescending(r => r.Occurrence).FirstOrDefaultAsync(cancel);
    }

    /// <summary>A survey that was done, as its fact has it; null when it was not done up to a version.</summary>
    public async Task<ReportSource?> Done(Case state, string stage, int version, CancellationToken cancel)
    {
        var process = processes.Get(state.Process);
        if (process.Stage(stage) is not { Role: Roles.Surveyor } survey)
            return null;
        var facts = (await store.Events(state.Id, 0, version, cancel)).Select(e => CaseStore.Fact(e.Payload)).ToList();
        var last = facts.FindLastIndex(f => f.Event is StageCompleted e && e.Stage == stage);
        if (last < 0)
            return null;
        var (done, before) = (facts[last], facts.Take(last).ToList());
        var (entry, occurrence) = (((StageCompleted)done.Event).Entry, before.Count(f => f.Event is StageEntered e && e.Stage == stage));
        return new ReportSource(
            AsCustomer(state, process, done.At), survey, Of(entry), await sheets.Read(state, stage, cancel, occurrence), ReportState.Done, done.At)
        {
            Surveyor = done.By.Kind == ActorKind.Staff ? done.By.Id : null,
            SignedAt = before.LastOrDefault(f => f.Event is StageSigned e && e.Stage == stage && entry.Signatures.Any(s => s.File == e.Signature.File))?.At,
            Occurrence = occurrence,
        };
    }

    /// <summary>What was entered so far; null when nothing was.</summary>
    public async Task<ReportSource?> Draft(CaseAccess access, string stage, CancellationToken cancel) =>
        access.Process.Stage(stage) is { Role: Roles.Surveyor } survey && access.State.Stage(stage).Entry is { } entry
            ? new ReportSource(AsCustomer(access.State, access.Process, access.Now), survey, Of(entry), await sheets.Read(access.State, stage, cancel), ReportState.Draft, access.Now)
            : null;

    /// <summary>What is on a report is for the customer to see, whoever has it made.</summary>
    public static CaseAccess AsCustomer(Case state, ProcessDefinition process, DateTimeOffset now) => new(state, process, Actor.Customer, null, now, PhotosDecided: true);

    private static Submission Of(StageEntry entry) => new(entry.Fields.ToImmutableSortedDictionary(StringComparer.Ordinal), entry.Files, entry.Signatures);
}
