using System.Collections.Immutable;

namespace Tongdian.Domain.Appointments;

/// <summary>Who picks a time.</summary>
public enum VisitRank
{
    /// <summary>Everybody.</summary>
    Ordinary = 1,

    /// <summary>The green channel: kept places too.</summary>
    Green = 2,

    /// <summary>An emergency: kept places too, and what begins at once.</summary>
    Emergency = 3,
}

/// <summary>A crew that can come.</summary>
/// <param name="Id">Staff user.</param>
/// <param name="Away">When it is absent: it has no places then.</param>
public sealed record Crew(string Id, ImmutableArray<Clocks.TimeWindow> Away);

/// <summary>A quarter of an hour of a crew, by the instant at which it begins. What is taken is taken in these.</summary>
public readonly record struct CrewQuarter(string Crew, DateTimeOffset At);

/// <summary>A time that can be picked.</summary>
/// <param name="From">When the visit begins.</param>
/// <param name="Until">When it ends.</param>
/// <param name="Busy">Until when the crew has no time for another, the way there included.</param>
/// <param name="Crews">The crews that are free then, those first that are best taken; at least one.</param>
public sealed record VisitSlot(DateTimeOffset From, DateTimeOffset Until, DateTimeOffset Busy, ImmutableArray<string> Crews)
{
    /// <summary>How many of <see cref="Crews"/> are free because the place is kept for whoever asks: they are taken first.</summary>
    public int Kept { get; init; }

    /// <summary>The quarters of an hour that a crew has no time for another.</summary>
    public IEnumerable<DateTimeOffset> Quarters()
    {
        for (var at = From; at < Busy; at += TimeSpan.FromMinutes(VisitPattern.Quarter))
            yield return at;
    }

    /// <summary>The crew to take: kept places first, and spread over the crews, so that those who ask at the same moment seldom meet.</summary>
    /// <param name="spread">Any number.</param>
    public string Choose(uint spread) => Crews[(int)(spread % (uint)(Kept > 0 ? Kept : Crews.Length))];
}

/// <summary>How much somebody may take, by the process that their case follows.</summary>
public static class Ranks
{
    private const int Emergency = 300;
    private const int Green = 200;

    /// <summary>The rank of the cases of a process; its priority says it.</summary>
    public static VisitRank Of(Processes.ProcessDefinition process) =>
        process.Priority >= Emergency ? VisitRank.Emergency : process.Priority >= Green ? VisitRank.Green : VisitRank.Ordinary;
}
