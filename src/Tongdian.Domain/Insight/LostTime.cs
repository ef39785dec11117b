using System.Collections.Immutable;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;

namespace Tongdian.Domain.Insight;

/// <summary>An open stage on which nothing happened, and why, as a dispatch round noted it.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Cause">Code of the cause, from the coordination centre's list.</param>
/// <param name="From">Since when.</param>
/// <param name="Until">Until when; null while it lasts.</param>
public sealed record StallCause(CaseId CaseId, string Stage, string Cause, DateTimeOffset From, DateTimeOffset? Until);

/// <summary>
/// Where a case lost time of the company in a stretch, in hours as the stages' limits count them. No hour is counted twice: a stall with a known
/// cause comes first, then what is passed again, then waiting beyond what is allowed (<see cref="Stall.Patience"/>).
/// </summary>
/// <remarks>
/// Lost is: all of a stall; all company time of a pass that there is only because of a send-back or because defects were found; of every other pass what
/// it lay, with nobody or with somebody who had not begun, beyond the allowance. Work itself is never lost.
/// </remarks>
public static class LostTime
{
    /// <summary>The hours by bottleneck; what lost none is not there.</summary>
    public static ImmutableSortedDictionary<string, (BottleneckKey Key, double Hours)> Of(
        CaseHistory history, IReadOnlyCollection<StallCause> stalls, TimeWindow during)
    {
        var lost = new Dictionary<BottleneckKey, double>();
        foreach (var pass in history.Passes.Where(p => p.Meets(during)))
        {
            var stalled = Stalled(pass, stalls, during.To).ToList();
            foreach (var (cause, stretches) in stalled)
                Add(new BottleneckKey(BottleneckKind.Stall, cause), stretches);
            var known = stalled.SelectMany(s => s.Stretches).ToList();
            if (pass.Because is { } back)
                Add(new BottleneckKey(BottleneckKind.SendBack, back.From, back.To), Stretches.Without(pass.Company, known));
            else if (pass.AskedAgain)
                Add(new BottleneckKey(BottleneckKind.Rework, pass.Stage), Stretches.Without(pass.Company, known));
            else
                Wait(pass, known);
        }

        return lost.Where(l => l.Value > 0).ToImmutableSortedDictionary(l => l.Key.ToString(), l => (l.Key, l.Value), StringComparer.Ordinal);

        void Wait(StagePass pass, List<TimeWindow> known)
        {
            var (untaken, taken) = (Phase(pass, StagePhase.Untaken, during.To), Phase(pass, StagePhase.Taken, during.To));
            var beyond = Stretches.After(Stretches.Within(pass.Company, [.. untaken.Concat(taken).OrderBy(w => w.From)]), pass.Allowance).ToList();
            beyond = [.. Stretches.Without(beyond, known)];
            Add(new BottleneckKey(BottleneckKind.Untaken, pass.Stage), Stretches.Within(beyond, untaken));
            Add(new BottleneckKey(BottleneckKind.Between, pass.After ?? "", pass.Stage), Stretches.Within(beyond, taken));
        }

        void Add(BottleneckKey key, IEnumerable<TimeWindow> stretches) =>
            lost[key] = lost.GetValueOrDefault(key) + Stretches.Hours(Stretches.Within(stretches, during));
    }

    // Two causes at once: the earlier one has the time.
    private static IEnumerable<(string Cause, List<TimeWindow> Stretches)> Stalled(StagePass pass, IReadOnlyCollection<StallCause> stalls, DateTimeOffset end)
    {
        var taken = new List<TimeWindow>();
        foreach (var stall in stalls.Where(s => s.Stage == pass.Stage).OrderBy(s => s.From).ThenBy(s => s.Cause, StringComparer.Ordinal))
        {
            var stretches = Stretches.Without(Stretches.Within(pass.Company, new TimeWindow(stall.From, stall.Until ?? end)), taken).ToList();
            taken.AddRange(stretches);
            yield return (stall.Cause, stretches);
        }
    }

    private static List<TimeWindow> Phase(StagePass pass, StagePhase phase, DateTimeOffset end) =>
    [
        .. pass.Phases.Index().Where(p => p.Item.Phase == phase)
            .Select(p => new TimeWindow(p.Item.From, p.Index + 1 < pass.Phases.Length ? pass.Phases[p.Index + 1].From : pass.To ?? end)),
    ];
}
