using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Forms;

namespace Tongdian.Domain.Cases;

/// <summary>A pause that lasts.</summary>
public sealed record ActivePause(string Reason, TimeOwner Owner, string? Note, DateTimeOffset Since);

/// <summary>A document that lies before the customer to be signed, and the signatures under it.</summary>
public sealed record StageOffer(FileLink Document, DateTimeOffset Since, ImmutableArray<SignatureLink> Signatures, DateTimeOffset? SignedAt);

/// <summary>Where one stage of a case is, and what happened in it.</summary>
public sealed record StageState
{
    /// <summary>A stage that was never entered.</summary>
    public static readonly StageState Pending = new();

    /// <summary>Where it is.</summary>
    public StageStatus Status { get; init; }

    /// <summary>How often it was entered, or asked for again: each has its own thresholds.</summary>
    public int Occurrence { get; init; }

    /// <summary>Whose time it is when nobody paused it.</summary>
    public TimeOwner Owner { get; init; } = TimeOwner.Utility;

    /// <summary>It runs beside the main path.</summary>
    public bool Beside { get; init; }

    /// <summary>First entered.</summary>
    public DateTimeOffset? EnteredAt { get; init; }

    /// <summary>Work began (this occurrence).</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>A person last did something for it, or it was entered: a stage without activity stalls. Null for stages of before this was kept.</summary>
    public DateTimeOffset? ActiveAt { get; init; }

    /// <summary>The customer last asked for it: its clock runs from here.</summary>
    public DateTimeOffset? RequestedAt { get; init; }

    /// <summary>Completed or skipped (this occurrence).</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>May not be done before.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Staff user who does it.</summary>
    public string? Assignee { get; init; }

    /// <summary>Pauses that last.</summary>
    public ImmutableArray<ActivePause> Pauses { get; init; } = [];

    /// <summary>When somebody comes for it, as far as that was spoken about.</summary>
    public Appointment? Appointment { get; init; }

    /// <summary>Somebody set out for the visit that was last agreed on; null when nobody did.</summary>
    public DateTimeOffset? SetOutAt { get; init; }

    /// <summary>Somebody arrived for the visit that was last agreed on; null when nobody did.</summary>
    public DateTimeOffset? ArrivedAt { get; init; }

    /// <summary>How far from the site they were then; null when the device did not say.</summary>
    public CheckInPlace? ArrivedPlace { get; init; }

    /// <summary>Pauses with who approved them, those that are over too, by number; null when there were none.</summary>
    public ImmutableArray<KeptPause>? Kept { get; init; }

    /// <summary>When the visit begins that was offered first, and from which on a later one is the customer's time; null when nothing was offered.</summary>
    public DateTimeOffset? Offered { get; init; }

    /// <summary>What is the customer's time because of later appointments; null when there were none.</summary>
    public ImmutableArray<Deferral>? Deferrals { get; init; }

    /// <summary>Whose time every moment since it was first entered was, as it was told then; <see cref="CaseClocks.StageTimeline"/> knows what was told later.</summary>
    public ImmutableArray<TimelineSpan> Time { get; init; } = [];

    /// <summary>What was entered last: the final entry when completed, a draft otherwise.</summary>
    public StageEntry? Entry { get; init; }

    /// <summary>What lies before the customer to be signed; null when nothing does, or when what it said was changed.</summary>
    public StageOffer? Offer { get; init; }

    /// <summary>The service notices that were signed, one for each time the stage was entered; null when none was.</summary>
    public ImmutableArray<SignedNotice>? Notices { get; init; }

    /// <summary>The service notice of this time; null while it is not signed.</summary>
    [JsonIgnore]
    public SignedNotice? SignedNotice => Notices?.FirstOrDefault(n => n.Occurrence == Occurrence);

    /// <summary>What came with the customer's requests for the review or inspection, rectifications included.</summary>
    public ImmutableArray<FileLink> Requested { get; init; } = [];

    /// <summary>What was said of parts of what it handed in when the case was last sent back to it; null when nothing was, or when it has handed in since.</summary>
    public PartRemarks? Remarks { get; init; }

    /// <summary>How often a review or inspection found defects.</summary>
    public int Rejections { get; init; }

    /// <summary>Whose time it is now, or null when the stage is not open.</summary>
    [JsonIgnore]
    public (TimeOwner Owner, string? Reason)? Now => Status switch
    {
        StageStatus.AwaitingRequest => (TimeOwner.Customer, "awaiting-request"),
        StageStatus.Open or StageStatus.Started when Pauses is [var pause, ..] => (pause.Owner, pause.Reason),
        StageStatus.Open or StageStatus.Started => (Owner, null),
        _ => null,
    };

    // What is finished, closed or to be done anew has nothing left to be signed.
    internal StageState Move(StageStatus to) => this with { Status = Status.To(to), Offer = to is StageStatus.Open or StageStatus.Started ? Offer : null };

    /// <summary>Ends the pauses of a reason, or all.</summary>
    internal StageState EndPauses(DateTimeOffset at, string? reason = null) => this with
    {
        Pauses = Pauses.RemoveAll(p => reason is null || p.Reason == reason),
        Kept = Kept is { } kept ? [.. kept.Select(p => p.Until is null && (reason is null || p.Reason == reason) ? p with { Until = at } : p)] : null,
    };

    /// <summary>With something else about a pause.</summary>
    internal StageState WithPause(int number, Func<KeptPause, KeptPause> change) =>
        this with { Kept = [.. (Kept ?? []).Select(p => p.Number == number ? change(p) : p)] };

    /// <summary>Brings <see cref="Time"/> up to date after a fact at <paramref name="at"/>.</summary>
    internal StageState WithTime(DateTimeOffset at)
    {
        var goesOn = Status == StageStatus.Pending && Time.Length > 0;
        return this with
        {
            Time = Now is var (owner, reason)
                ? TimeKeeping.Switch(Time, at, owner, reason)
                : goesOn ? TimeKeeping.Switch(Time, at, TimeOwner.Nobody, "sent-back") : TimeKeeping.Close(Time, at),
        };
    }
}

/// <summary>Writing a timeline as facts come in.</summary>
internal static class TimeKeeping
{
    /// <summary>From <paramref name="at"/> on, which is not before the last stretch began or ended, the time is <paramref name="owner"/>'s.</summary>
    public static ImmutableArray<TimelineSpan> Switch(ImmutableArray<TimelineSpan> spans, DateTimeOffset at, TimeOwner owner, string? reason)
    {
        if (spans is [.., { To: null } last])
        {
            if (last.Owner == owner && last.Reason == reason)
                return spans;
            spans = at == last.From ? spans.RemoveAt(spans.Length - 1) : spans.SetItem(spans.Length - 1, last with { To = at });
        }
        else if (spans is [.., { To: { } ended }])
        {
            // A finished stage that is entered again: the gap belongs to nobody, and the clock goes on from what was used.
            if (at > ended)
                spans = spans.Add(new TimelineSpan(ended, at, TimeOwner.Nobody, "sent-back"));
        }

        return spans is [.., var before] && before.Owner == owner && before.Reason == reason && before.To == at
            ? spans.SetItem(spans.Length - 1, before with { To = null })
            : spans.Add(new TimelineSpan(at, null, owner, reason));
    }

    /// <summary>The last stretch ends at <paramref name="at"/>.</summary>
    public static ImmutableArray<TimelineSpan> Close(ImmutableArray<TimelineSpan> spans, DateTimeOffset at) =>
        spans is [.., { To: null } last] ? spans.SetItem(spans.Length - 1, last with { To = at }) : spans;
}
