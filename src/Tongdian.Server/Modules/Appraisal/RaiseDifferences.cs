using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Insight;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Storage;
using Database = Tongdian.Server.Platform.Storage.Database;

namespace Tongdian.Server.Modules.Appraisal;

/// <summary>
/// Appraises the week that runs and those before it, every hour, and writes an alert for each case of which what is stored is not what is proven: one for each case
/// and measure, however often it is found.
/// </summary>
internal sealed partial class RaiseDifferences(
    Appraise appraise, Database database, IDbContextFactory<TongdianContext> contexts, TimeProvider time, ILogger<RaiseDifferences> log)
{
    /// <summary>How often.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    private const int Weeks = 5;

    /// <summary>Looks, and raises what differs.</summary>
    /// <returns>How many differences there are.</returns>
    public async Task<int> Do(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var weeks = new List<IsoWeek> { IsoWeek.Of(DateOnly.FromDateTime(Show.Local(now).DateTime)) };
        while (weeks.Count < Weeks)
            weeks.Add(weeks[^1].Previous);
        var found = await appraise.Of(weeks, cancel);
        if (found[0].Head.Broken is { } broken)
            Broken(log, broken);
        var differences = found.SelectMany(f => f.Figures.Differences).ToList();
        await Raise(differences, now, cancel);
        return differences.Count;
    }

    private async Task Raise(List<Difference> differences, DateTimeOffset now, CancellationToken cancel)
    {
        var numbers = differences.Select(d => d.Case).Distinct(StringComparer.Ordinal).ToArray();
        if (numbers.Length == 0)
            return;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var cases = await context.Set<CaseRow>().AsNoTracking().Where(c => numbers.Contains(c.Number)).ToDictionaryAsync(c => c.Number, cancel);
        var batch = new WriteBatch();
        foreach (var difference in differences.DistinctBy(d => (d.Case, d.Measure)))
        {
            Differs(log, difference.Case, difference.Measure);
            if (!cases.TryGetValue(difference.Case, out var row))
                continue;
            new LimitAlert
            {
                CaseId = row.Id, LimitId = LimitAlert.Evidence + CodeOf(difference.Measure), Occurrence = 1, Threshold = Threshold.Altered, At = now, SeenAt = now, Number = row.Number,
                Process = row.Process, Region = row.Region, Department = difference.Team?.Department, Owner = row.Owner,
            }.Write(batch);
        }

        await database.Commit(batch, cancel);
    }

    private static string CodeOf(Measure measure) => measure switch
    {
        Measure.OnTime => "on-time", Measure.LateNotice => "late-notice", Measure.Evaluation => "evaluation", _ => "recovery",
    };

    [LoggerMessage(LogLevel.Critical, "What is stored of {Case} is not what was entered in the log of evidence ({Measure}). ./run audit says more")]
    private static partial void Differs(ILogger logger, string @case, Measure measure);

    [LoggerMessage(LogLevel.Critical, "Nothing can be proven, so that no figure can: {Why}. ./run audit says more")]
    private static partial void Broken(ILogger logger, string why);
}
