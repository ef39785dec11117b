using Tongdian.Domain;
using Tongdian.Domain.Insight;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Resources;

namespace Tongdian.Server.Modules.Appraisal;

/// <summary>A share of one source: how many of how many, and the mean where it means something.</summary>
/// <param name="Count">The good ones.</param>
/// <param name="Of">All.</param>
/// <param name="Rate">The share; null of nothing.</param>
/// <param name="Mean">Of evaluations the mean level, 1 to 5; of recoveries the share within their limits; null of others.</param>
public sealed record SourceView(int Count, int Of, double? Rate, double? Mean);

/// <summary>A figure from both sources.</summary>
public sealed record MeasureView(Measure Measure, SourceView Ordinary, SourceView Proven, int Waiting, int Erased, int Differences);

/// <summary>A team: a department in a region.</summary>
public sealed record TeamView(string Department, string DepartmentName, string Region, string RegionName, IReadOnlyList<MeasureView> Measures);

/// <summary>What counts of a case by one source.</summary>
/// <param name="Good">On time, told before, satisfied.</param>
/// <param name="Value">Hours late; the mean level of a rating; of a recovery 1 when no limit passed.</param>
public sealed record CountedView(bool Good, double Value);

/// <summary>A case of which both sources do not say the same.</summary>
/// <param name="Measure">Of what.</param>
/// <param name="Department">Of whose; null where it counts for nobody in the week.</param>
/// <param name="DepartmentName">What people call them.</param>
/// <param name="Region">Where.</param>
/// <param name="RegionName">What people call it.</param>
/// <param name="Case">The case.</param>
/// <param name="What">Which stage or recovery of it.</param>
/// <param name="WhatName">What people call it.</param>
/// <param name="Ordinary">What is stored; null when nothing counts.</param>
/// <param name="Proven">What is proven; null when nothing counts, or cannot be told any more.</param>
/// <param name="Found">What was found altered, as the audit calls it.</param>
public sealed record DifferenceView(
    Measure Measure, string? Department, string? DepartmentName, string Region, string RegionName, string Case, string? What, string? WhatName, CountedView? Ordinary, CountedView? Proven,
    IReadOnlyList<Domain.Evidence.Alteration> Found);

/// <summary>Under what records were proven.</summary>
/// <param name="Size">Entries of the checkpoint; 0 while there is none.</param>
/// <param name="Since">When enough witnesses had seen it; null where none are asked for.</param>
/// <param name="Fits">It fits what was kept outside the database; false: nothing may be believed.</param>
/// <param name="Proven">Records whose proofs hold.</param>
/// <param name="Waiting">Records without a proof as yet.</param>
/// <param name="Erased">Records that were destroyed with their person.</param>
public sealed record ProofView(long Size, DateTimeOffset? Since, bool Fits, int Proven, int Waiting, int Erased);

/// <summary>The appraisal of a week, of the regions that the reader covers.</summary>
/// <param name="Week">Which.</param>
/// <param name="From">Its beginning.</param>
/// <param name="To">Its end; now while it runs.</param>
/// <param name="At">When it was computed.</param>
/// <param name="Previous">The week before.</param>
/// <param name="Next">The week after; null when that has not begun.</param>
/// <param name="Proof">Under what records were proven.</param>
/// <param name="Teams">The teams.</param>
/// <param name="Differences">The cases that differ.</param>
public sealed record AppraisalView(
    string Week, DateTimeOffset From, DateTimeOffset To, DateTimeOffset At, string Previous, string? Next, ProofView Proof, IReadOnlyList<TeamView> Teams,
    IReadOnlyList<DifferenceView> Differences);

/// <summary>What teams are appraised by, for managers and auditors: what is stored beside what is proven.</summary>
internal sealed class ShowAppraisal(Appraise appraise, CompanyDirectory directory, ProcessCatalog processes, TimeProvider time)
{
    /// <summary>A week; the one that runs when none is named.</summary>
    public async Task<Result<AppraisalView>> Look(string? asked, StaffMember me, CancellationToken cancel)
    {
        var (running, week) = (IsoWeek.Of(DateOnly.FromDateTime(Show.Local(time.GetUtcNow()).DateTime)), default(IsoWeek));
        if (asked is null)
            week = running;
        else if (!IsoWeek.TryParse(asked, out week) || week.Monday > running.Monday)
            return AppraisalErrors.WeekUnknown;
        var (found, company) = ((await appraise.Of([week], cancel))[0], await directory.Get(cancel));
        var figures = found.Figures;
        var covered = company.CoveredBy(me).ToHashSet(StringComparer.Ordinal);
        return new AppraisalView(
            week.ToString(), figures.Week.From, figures.Week.To, found.At, week.Previous.ToString(), week.Monday < running.Monday ? week.Next.ToString() : null,
            new ProofView(found.Head.Checkpoint?.Size ?? 0, found.Head.Since, found.Head.Broken is null, figures.Records, figures.Waiting, figures.Erased),
            [.. figures.Teams.Where(t => covered.Contains(t.Team.Region)).Select(t => new TeamView(
                t.Team.Department, PageTexts.Text($"department.{t.Team.Department}"), t.Team.Region, Region(t.Team.Region), [.. t.Measures.Select(View)]))],
            // Where a case was, nobody can say of one that is gone altogether.
            [.. figures.Differences.Where(d => d.Region.Length == 0 || covered.Contains(d.Region)).Select(d => new DifferenceView(
                d.Measure, d.Team?.Department, d.Team is { } team ? PageTexts.Text($"department.{team.Department}") : null, d.Region, Region(d.Region), d.Case, d.What, Name(d), View(d.Ordinary), View(d.Proven), d.Found))]);

        string Region(string code) => company.Regions.TryGetValue(code, out var region) ? region.Name : code;
    }

    private string? Name(Difference difference) => difference switch
    {
        { What: null } => null,
        { Measure: Measure.LateNotice } => AppraisalTexts.Text("what.promise"),
        { Measure: Measure.Recovery } => difference.What,
        // Passed again: "survey 2".
        _ => difference.What.Split(' ') is [var id, .. var again] && processes.Stage(id) is { } stage ? string.Join(' ', [Show.In(stage.Name), .. again]) : difference.What,
    };

    private static MeasureView View(MeasureFigures of)
    {
        var means = of.Measure is Measure.Evaluation or Measure.Recovery;
        return new MeasureView(of.Measure, View(of.Ordinary, means ? of.OrdinaryMean : null), View(of.Proven, means ? of.ProvenMean : null), of.Waiting, of.Erased, of.Differences);
    }

    private static SourceView View(Proportion share, double? mean) => new(share.Count, share.Of, share.Rate, mean);

    private static CountedView? View(Counted? counted) => counted is null ? null : new CountedView(counted.Good, counted.Value);
}
