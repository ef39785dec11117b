using System.Collections.Immutable;
using Tongdian.Domain.Clocks;

namespace Tongdian.Domain.Cases;

/// <summary>
/// Whose time it was when everything is known: what was written as it happened, less pauses that were refused, with pauses that were recorded
/// afterwards and with the difference to a later appointment. Nothing that was written is changed for it.
/// </summary>
internal static class WhoseTime
{
    /// <summary>Whose time a stage was. May reach into the future, up to an appointment.</summary>
    public static ImmutableArray<TimelineSpan> Of(StageState stage)
    {
        var corrected = Corrected(stage).ToList();
        if (corrected.Count == 0)
            return stage.Time;
        // Where one pause is void, what is told of another may count.
        var edges = (stage.Kept ?? []).SelectMany(p => new[] { p.From, p.Until ?? p.From }).Concat(corrected.SelectMany(c => new[] { c.From, c.To }));
        return Cut(stage.Time, edges, (span, at) => Whose(stage, span, at));
    }

    /// <summary>Whose time the case was: by the rule for the case in every stretch that a stage corrects, as it was written everywhere else.</summary>
    public static ImmutableArray<TimelineSpan> Of(Case state)
    {
        var corrected = state.Stages.Values.SelectMany(Corrected).ToList();
        if (corrected.Count == 0)
            return state.Time;
        var stages = state.Stages.Values.Select(s => (s.Beside, Spans: Of(s))).ToList();
        var edges = corrected.SelectMany(c => new[] { c.From, c.To }).Concat(stages.SelectMany(s => s.Spans.Select(span => span.From)));
        return Cut(state.Time, edges, (span, at) => corrected.Exists(c => c.From <= at && at < c.To)
            ? Deciding(stages.Select(s => (s.Beside, At(s.Spans, at)))) ?? (span.Owner, span.Reason)
            : (span.Owner, span.Reason));
    }

    /// <summary>
    /// The case's time is the company's while the company has any open stage of the main path; else it is that of whom the open stages wait for;
    /// a stage beside the path decides only when nothing else is open.
    /// </summary>
    public static (TimeOwner Owner, string? Reason)? Deciding(IEnumerable<(bool Beside, (TimeOwner Owner, string? Reason)? Now)> stages)
    {
        (TimeOwner Owner, string? Reason)? whose = null;
        var main = false;
        foreach (var (beside, held) in stages)
        {
            if (held is not { } now || (beside && main))
                continue;
            if (whose is null || (!beside && !main) || now.Owner < whose.Value.Owner)
                whose = now;
            main |= !beside;
        }

        return whose;
    }

    private static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Corrected(StageState stage) =>
    [
        .. (stage.Kept ?? []).Where(p => p.Recorded == p.Counts && p.Until is not null).Select(p => (p.From, p.Until!.Value)),
        .. (stage.Deferrals ?? []).Select(d => (d.From, d.To)),
    ];

    private static (TimeOwner Owner, string? Reason) Whose(StageState stage, TimelineSpan span, DateTimeOffset at)
    {
        var (owner, reason) = (span.Owner, span.Reason);
        var kept = stage.Kept ?? [];
        if (kept.Any(p => p is { Counts: false, Recorded: false } && p.Reason == reason && p.Covers(at)))
        {
            (owner, reason) = kept.FirstOrDefault(p => p is { Counts: true, Recorded: false } && p.Covers(at)) is { } other
                ? (other.Owner, other.Reason)
                : (stage.Owner, null);
        }

        if (reason is not null)
            return (owner, reason);
        if (kept.Where(p => p is { Counts: true, Recorded: true } && p.Covers(at)).MinBy(p => p.From) is { } recorded)
            return (recorded.Owner, recorded.Reason);
        return owner is TimeOwner.Utility && stage.Deferrals?.Any(d => d.From <= at && at < d.To) == true
            ? (TimeOwner.Customer, LaterAppointment.Reason)
            : (owner, null);
    }

    private static (TimeOwner Owner, string? Reason)? At(ImmutableArray<TimelineSpan> spans, DateTimeOffset at) =>
        spans.LastOrDefault(s => s.From <= at) is { Owner: not TimeOwner.Nobody } span && (span.To is not { } to || at < to) ? (span.Owner, span.Reason) : null;

    private static ImmutableArray<TimelineSpan> Cut(
        ImmutableArray<TimelineSpan> spans, IEnumerable<DateTimeOffset> edges, Func<TimelineSpan, DateTimeOffset, (TimeOwner Owner, string? Reason)> whose)
    {
        var sorted = edges.Distinct().Order().ToList();
        var cut = new List<TimelineSpan>();
        foreach (var span in spans)
        {
            DateTimeOffset[] inside = [.. sorted.Where(e => e > span.From && (span.To is not { } to || e < to))];
            foreach (var (from, to) in inside.Prepend(span.From).Zip(inside.Select(e => (DateTimeOffset?)e).Append(span.To)))
            {
                var (owner, reason) = whose(span, from);
                if (cut is [.., var last] && (last.Owner, last.Reason) == (owner, reason))
                    cut[^1] = last with { To = to };
                else
                    cut.Add(new TimelineSpan(from, to, owner, reason));
            }
        }

        return [.. cut];
    }
}
