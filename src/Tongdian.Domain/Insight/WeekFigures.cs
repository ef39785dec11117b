using System.Collections.Immutable;
using Tongdian.Domain.Clocks;

namespace Tongdian.Domain.Insight;

/// <summary>What on-time rates are told apart by. The numbers are stored: never change them.</summary>
public enum RateBy
{
    /// <summary>The promise for the whole case, by process.</summary>
    Process = 1,

    /// <summary>The limit of a stage, by stage.</summary>
    Stage = 2,

    /// <summary>The promise for the whole case, by region of the site.</summary>
    Region = 3,

    /// <summary>The limits of stages, by the department that does them.</summary>
    Department = 4,
}

/// <summary>A case behind a figure.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Region">Its region: who does not cover it is not shown the case.</param>
/// <param name="Hours">What it adds to the figure: hours lost or used; of a rate the hours past the limit by the end of the week, 0 when on time.</param>
public sealed record CaseShare(string Number, string Region, double Hours);

/// <summary>The cases behind a figure, those that add most first.</summary>
/// <param name="Items">As many as are kept.</param>
/// <param name="More">How many there are beyond.</param>
public sealed record CaseList(ImmutableArray<CaseShare> Items, int More);

/// <summary>How much was on time of what was decided in a week, as the limit is meant and when everybody's time counts.</summary>
/// <param name="By">What it is told apart by.</param>
/// <param name="Code">Which process, stage, region or department.</param>
/// <param name="Own">As the limit is meant: for the company's stages, only the company's time.</param>
/// <param name="Elapsed">The same limit when everybody's time counts.</param>
/// <param name="OwnCases">The cases of <paramref name="Own"/>, the late ones first.</param>
/// <param name="ElapsedCases">The cases of <paramref name="Elapsed"/>, the late ones first.</param>
public sealed record OnTimeRate(RateBy By, string Code, Proportion Own, Proportion Elapsed, CaseList OwnCases, CaseList ElapsedCases)
{
    /// <summary>The name of the figure: <c>rate:stage:survey</c>.</summary>
    public string Figure => Name(By, Code);

    internal static string Name(RateBy by, string code) => $"rate:{by.ToString().ToLowerInvariant()}:{code}";
}

/// <summary>Where the hours of a stage went in a week, by the clock.</summary>
/// <param name="Stage">Which stage.</param>
/// <param name="Owner">Whose time.</param>
/// <param name="Phase">What was done in the company's time; else null.</param>
/// <param name="Hours">How much, over all cases.</param>
/// <param name="Cases">The cases.</param>
public sealed record TimeSpent(string Stage, TimeOwner Owner, StagePhase? Phase, double Hours, CaseList Cases);

/// <summary>A share of a bottleneck's hours.</summary>
public sealed record HoursIn(string Code, double Hours);

/// <summary>A bottleneck of a week.</summary>
/// <param name="Key">What and where.</param>
/// <param name="Lost">Hours lost, over the cases that it could have happened to.</param>
/// <param name="Hit">How many of these lost time to it.</param>
/// <param name="Regions">The regions with most of the hours.</param>
/// <param name="Processes">The processes with most of the hours.</param>
/// <param name="Cases">The cases that lost time.</param>
public sealed record Bottleneck(
    BottleneckKey Key, HoursPerCase Lost, int Hit, ImmutableArray<HoursIn> Regions, ImmutableArray<HoursIn> Processes, CaseList Cases)
{
    /// <summary>The name of the figure: <c>untaken:survey</c>.</summary>
    public string Figure => Key.ToString();
}

/// <summary>Whether the customers whose promise was missed in a week had been told, before it was missed, that it would take longer.</summary>
/// <param name="Before">So many were told before.</param>
/// <param name="After">So many afterwards.</param>
/// <param name="Never">So many had not been told by the end of the week.</param>
/// <param name="NotBefore">The cases of <paramref name="After"/> and <paramref name="Never"/>; the hours from the end of the promise until the customer
/// was told, or until the end of the week.</param>
public sealed record LateWords(int Before, int After, int Never, CaseList NotBefore);

/// <summary>How many cases had their scheme revised so many times in a week.</summary>
public sealed record TimesRevised(int Times, int Cases);

/// <summary>A part of schemes in the revisions of a week.</summary>
/// <param name="Part">Its name, as in <see cref="Cases.EntryParts"/>.</param>
/// <param name="Changed">How often it was changed.</param>
/// <param name="Commented">How often customers had said something of it.</param>
public sealed record RevisedPart(string Part, int Changed, int Commented);

/// <summary>The revisions of schemes in a week.</summary>
/// <param name="Times">By how often, once first.</param>
/// <param name="Parts">The parts that were changed or spoken of most, at most ten.</param>
/// <param name="Cases">The cases; what one adds is the number of its revisions.</param>
public sealed record RevisedSchemes(ImmutableArray<TimesRevised> Times, ImmutableArray<RevisedPart> Parts, CaseList Cases);

/// <summary>How many cases were where a bottleneck could have hit them.</summary>
/// <param name="Place"><c>""</c>: all cases of the week; a stage; or <c>survey&gt;scheme</c>: a stage opened by another's end.</param>
/// <param name="Cases">How many.</param>
public sealed record CasesAt(string Place, int Cases);

/// <summary>The figures of a week. Bottlenecks come worst first.</summary>
public sealed record WeekFigures(
    DateTimeOffset From, DateTimeOffset To, int Cases, ImmutableArray<OnTimeRate> Rates, ImmutableArray<TimeSpent> Time, ImmutableArray<Bottleneck> Bottlenecks,
    ImmutableArray<CasesAt> Places)
{
    /// <summary>Who was told that a promise would be missed; null in figures that are older than the duty to tell.</summary>
    public LateWords? Words { get; init; }

    /// <summary>Whose scheme was revised; null in figures that are older than this count.</summary>
    public RevisedSchemes? Schemes { get; init; }

    /// <summary>How many of the bottlenecks are the worst that a review talks about.</summary>
    public const int Worst = 5;

    /// <summary>The rate of this name; null when nothing was decided.</summary>
    public OnTimeRate? Rate(string figure) => Rates.FirstOrDefault(r => r.Figure == figure);

    /// <summary>The hours lost to a bottleneck: also of one that nobody lost time to, over the cases that it could have happened to.</summary>
    public HoursPerCase Lost(BottleneckKey key) =>
        Bottlenecks.FirstOrDefault(b => b.Key == key)?.Lost ?? new HoursPerCase(Places.FirstOrDefault(p => p.Place == WeekTally.Place(key))?.Cases ?? 0, 0, 0);
}
