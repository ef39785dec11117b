using Tongdian.Domain.Clocks;
using Tongdian.Domain.Insight;

namespace Tongdian.Server.Modules.Insight;

/// <summary>A case behind a figure, and what it adds.</summary>
public sealed record CaseView(string Number, double Hours);

/// <summary>The cases behind a figure, as far as they were kept and the reader covers their region.</summary>
/// <param name="Items">Those that add most, first.</param>
/// <param name="More">Further ones that were not kept.</param>
/// <param name="Elsewhere">Kept ones in regions of others.</param>
public sealed record CasesView(IReadOnlyList<CaseView> Items, int More, int Elsewhere);

/// <summary>How many of how many, with the Wilson interval at 95 %.</summary>
public sealed record ShareView(int Count, int Of, double? Rate, double Low, double High, CasesView Cases);

/// <summary>An on-time rate in both readings.</summary>
public sealed record RateView(string Figure, RateBy By, string Code, string Name, ShareView Own, ShareView Elapsed);

/// <summary>Hours of a stage.</summary>
public sealed record TimeView(string Stage, string Name, TimeOwner Owner, StagePhase? Phase, double Hours, CasesView Cases);

/// <summary>A share of hours.</summary>
public sealed record HoursView(string Code, string Name, double Hours);

/// <summary>A bottleneck beside what it was the week before; null when there is no review of that.</summary>
public sealed record BottleneckView(
    string Figure, BottleneckKind Kind, string Name, double Hours, int Hit, int Of, double? HoursBefore, int? HitBefore, IReadOnlyList<HoursView> Regions,
    IReadOnlyList<HoursView> Processes, CasesView Cases);

/// <summary>An action.</summary>
public sealed record ActionView(
    Guid Id, string Week, string What, string Owner, string OwnerName, DateOnly Until, string Figure, string FigureName, DateTimeOffset? DoneAt, string? DoneBy);

/// <summary>What a figure was in a week: a rate, or hours lost over so many cases.</summary>
public sealed record ValueView(int? Count, int Of, double? Rate, double? Low, double? High, double? Hours);

/// <summary>An action of an earlier review, and whether its figure moved.</summary>
/// <param name="Action">The action.</param>
/// <param name="Before">In the week for which it was decided.</param>
/// <param name="After">In this week; null when nothing was decided in it.</param>
/// <param name="Movement">Whether it moved.</param>
/// <param name="Low">Lower bound of the difference at 95 %: shares of a rate, hours per case of a bottleneck.</param>
/// <param name="High">Upper bound.</param>
public sealed record MovedView(ActionView Action, ValueView Before, ValueView? After, Movement Movement, double? Low, double? High);

/// <summary>How many customers whose promise was missed were told before, afterwards, and not yet.</summary>
public sealed record WordsView(int Before, int After, int Never, CasesView NotBefore);

/// <summary>So many cases had their scheme revised so many times.</summary>
public sealed record TimesView(int Times, int Cases);

/// <summary>A part of schemes, how often it was changed, and how often customers had said something of it.</summary>
public sealed record PartView(string Part, string Name, int Changed, int Commented);

/// <summary>The revisions of schemes.</summary>
public sealed record SchemesView(IReadOnlyList<TimesView> Times, IReadOnlyList<PartView> Parts, CasesView Cases);

/// <summary>The review of a week.</summary>
public sealed record ReviewView(
    string Week, DateTimeOffset From, DateTimeOffset To, DateTimeOffset MadeAt, int Cases, string? Previous, string? Next, IReadOnlyList<RateView> Rates,
    IReadOnlyList<TimeView> Time, IReadOnlyList<BottleneckView> Bottlenecks, IReadOnlyList<ActionView> Actions, IReadOnlyList<MovedView> Earlier,
    WordsView? Words, SchemesView? Schemes);
