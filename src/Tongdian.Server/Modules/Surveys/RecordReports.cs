using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Surveys;

/// <summary>What can be proved of the report of a survey: the paper, byte for byte.</summary>
internal sealed class RecordReports(IDbContextFactory<TongdianContext> contexts, CaseStore store)
{
    /// <summary>A report was written.</summary>
    public const string Kind = "survey-report";

    /// <summary>Which one: the stage, and the how-manieth time it was done.</summary>
    public static string Part(string stage, int occurrence) => FormattableString.Invariant($"{stage}/{occurrence}");

    /// <summary>The report.</summary>
    public async Task<EvidenceFact?> Read(EvidenceDue due, CancellationToken cancel)
    {
        var state = await store.Find(new CaseId(due.Subject), cancel) ?? throw new InvalidOperationException($"There is no case {due.Subject}");
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var report = (await context.Set<SurveyReportRow>().AsNoTracking().Where(r => r.CaseId == due.Subject).ToListAsync(cancel)).Find(r => Part(r.Stage, r.Occurrence) == due.Part);
        return report is null ? null : new EvidenceFact(
            due.Subject, state.Number.Value, state.Customer.Person, Kind, report.Stage, due.At, [EvidenceContent.File("report", report.Sha256)]);
    }
}
