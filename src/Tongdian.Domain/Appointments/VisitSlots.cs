using System.Collections.Immutable;
using Tongdian.Domain.Clocks;

namespace Tongdian.Domain.Appointments;

/// <summary>What is asked for: a visit of a certain length, by somebody of a certain rank.</summary>
/// <param name="Pattern">How the crews work.</param>
/// <param name="Visit">How long the visit lasts.</param>
/// <param name="Rank">Who asks.</param>
/// <param name="Calendar">When people work.</param>
/// <param name="Now">The instant of the question.</param>
public sealed record SlotQuestion(VisitPattern Pattern, TimeSpan Visit, VisitRank Rank, WorkCalendar Calendar, DateTimeOffset Now)
{
    /// <summary>Nothing that begins before it is offered; null when the visit may be at any time.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>The first instant at which a visit can begin.</summary>
    public DateTimeOffset Soonest
    {
        get
        {
            var soonest = Rank == VisitRank.Emergency ? Now : Now + Pattern.Notice;
            return NotBefore > soonest ? NotBefore.Value : soonest;
        }
    }
}

/// <summary>
/// Which times a customer can pick. A crew's places stand on a grid: from the beginning of each window of the working day a place, the way to the next
/// customer, a place… A visit takes as many in a row as it needs, and no window is left half through it. Pure: what is free follows from what is taken.
/// </summary>
public static class VisitSlots
{
    /// <summary>So many days ahead times can be picked, today included.</summary>
    public const int DaysAhead = 14;

    /// <summary>The free times of some days, in order.</summary>
    /// <param name="question">What is asked for.</param>
    /// <param name="crews">Who could come.</param>
    /// <param name="taken">What they have taken on already.</param>
    /// <param name="first">The first day.</param>
    /// <param name="last">The last day; not later than <see cref="DaysAhead"/> allows is looked at.</param>
    public static ImmutableArray<VisitSlot> Free(
        SlotQuestion question, IReadOnlyCollection<Crew> crews, IReadOnlySet<CrewQuarter> taken, DateOnly first, DateOnly last)
    {
        var found = new SortedDictionary<DateTimeOffset, List<(string Crew, bool Kept, VisitSlot Slot)>>();
        var end = question.Calendar.DateOf(question.Now).AddDays(DaysAhead - 1);
        for (var day = first; day <= last && day <= end; day = day.AddDays(1))
        {
            var places = Places(question.Pattern, question.Calendar, day);
            foreach (var crew in crews)
            {
                foreach (var (slot, kept) in Of(question, crew, places, day))
                {
                    if (slot.Quarters().Any(q => taken.Contains(new CrewQuarter(crew.Id, q))))
                        continue;
                    if (!found.TryGetValue(slot.From, out var same))
                        found.Add(slot.From, same = []);
                    same.Add((crew.Id, kept, slot));
                }
            }
        }

        return
        [
            .. found.Values.Select(same => same[0].Slot with
            {
                Crews = [.. same.OrderBy(c => !c.Kept).ThenBy(c => c.Crew, StringComparer.Ordinal).Select(c => c.Crew)], Kept = same.Count(c => c.Kept),
            }),
        ];
    }

    /// <summary>The beginnings of a crew's places on a day, window by window; none when nobody works.</summary>
    public static ImmutableArray<ImmutableArray<DateTimeOffset>> Places(VisitPattern pattern, WorkCalendar calendar, DateOnly day) =>
        [.. calendar.WindowsOn(day).Select(window => InWindow(pattern, window))];

    private static ImmutableArray<DateTimeOffset> InWindow(VisitPattern pattern, TimeWindow window)
    {
        var places = ImmutableArray.CreateBuilder<DateTimeOffset>();
        for (var at = NextQuarter(window.From); places.Count < pattern.PlacesPerHalfDay && at + pattern.Slot <= window.To; at += pattern.Step)
            places.Add(at);
        return places.ToImmutable();
    }

    // What begins at a crew's places, as far as whoever asks may have them.
    private static IEnumerable<(VisitSlot Slot, bool Kept)> Of(SlotQuestion question, Crew crew, ImmutableArray<ImmutableArray<DateTimeOffset>> places, DateOnly day)
    {
        var (pattern, needed) = (question.Pattern, question.Pattern.PlacesFor(question.Visit));
        var number = ((long)day.DayNumber * places.Sum(w => w.Length)) + Offset(crew.Id);
        foreach (var window in places)
        {
            for (var i = 0; i + needed <= window.Length; i++)
            {
                var from = window[i];
                var slot = new VisitSlot(from, from + question.Visit, from + (pattern.Step * needed), [crew.Id]);
                var kept = Enumerable.Range(i, needed).Any(n => pattern.Keeps(number + n)) && question.Now < from.AddHours(-pattern.GreenHours);
                if (from >= question.Soonest && (!kept || question.Rank != VisitRank.Ordinary) && crew.Away.All(a => a.To <= slot.From || a.From >= slot.Until))
                    yield return (slot, kept);
            }

            number += window.Length;
        }
    }

    // Each crew keeps other places of the day, so that every time can have some that are not kept. The same on every machine.
    private static long Offset(string crew)
    {
        var hash = 2166136261u;
        foreach (var c in crew)
            hash = (hash ^ c) * 16777619;
        return hash % 100;
    }

    private static DateTimeOffset NextQuarter(DateTimeOffset at)
    {
        var grain = TimeSpan.FromMinutes(VisitPattern.Quarter).Ticks;
        return new DateTimeOffset((at.Ticks + grain - 1) / grain * grain, at.Offset);
    }
}
