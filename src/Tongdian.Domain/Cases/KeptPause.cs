using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Forms;

namespace Tongdian.Domain.Cases;

/// <summary>Whether a pause is approved. The numbers are stored: never change them.</summary>
public enum PauseStanding
{
    /// <summary>Whoever steers has not looked at it yet; until then it counts.</summary>
    Awaiting = 1,

    /// <summary>Somebody who steers approved it, or began it.</summary>
    Approved = 2,

    /// <summary>It is void from its beginning: its time is the company's again.</summary>
    Refused = 3,
}

/// <summary>A pause with who began it, who approved it, and what proves it. It is kept when it is over.</summary>
/// <param name="Number">Its number in the stage, from 1.</param>
/// <param name="Reason">Its reason, from the list of the process.</param>
/// <param name="Owner">Whose time it is.</param>
/// <param name="From">Its first instant.</param>
/// <param name="Until">The instant after its last; null while it lasts.</param>
/// <param name="Standing">Whether it is approved.</param>
public sealed record KeptPause(int Number, string Reason, TimeOwner Owner, DateTimeOffset From, DateTimeOffset? Until, PauseStanding Standing)
{
    /// <summary>What was said with it.</summary>
    public string? Note { get; init; }

    /// <summary>What proves it.</summary>
    public ImmutableArray<FileLink> Files { get; init; } = [];

    /// <summary>Who began it or recorded it: staff user; empty for the customer and the platform.</summary>
    public string By { get; init; } = "";

    /// <summary>Who approved or refused it; null while nobody did.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>Why it was refused.</summary>
    public string? Why { get; init; }

    /// <summary>It was recorded when it was over.</summary>
    public bool Recorded { get; init; }

    /// <summary>Whether it counts.</summary>
    [JsonIgnore]
    public bool Counts => Standing is not PauseStanding.Refused;

    internal bool Covers(DateTimeOffset instant) => From <= instant && (Until is not { } until || instant < until);
}
