using System.Collections.Immutable;

namespace Tongdian.Domain.Cases;

/// <summary>A stretch that is the customer's, because they took a later appointment than the one offered.</summary>
/// <param name="From">When the visit that was offered first would have begun.</param>
/// <param name="To">When the one begins that the customer took or asked for.</param>
public sealed record Deferral(DateTimeOffset From, DateTimeOffset To);

/// <summary>
/// When the customer takes a later appointment than the first one offered, the difference is customer time. An offer that the company itself
/// replaces before the customer asked for another was no offer, and what the company could not do when the customer wanted it stays the company's.
/// </summary>
internal static class LaterAppointment
{
    /// <summary>The reason of such a stretch, as of a pause.</summary>
    public const string Reason = "customer-later-appointment";

    public static StageState Proposed(StageState stage, TimeProposed e, DateTimeOffset at) => stage with
    {
        Offered = stage.Appointment is { Status: AppointmentStatus.Asked } ? stage.Offered ?? e.Begins : e.Begins,
        Appointment = new Appointment(e.Time, AppointmentStatus.Proposed, e.Note, at) { Begins = e.Begins },
    };

    public static StageState Asked(StageState stage, TimeAsked e, DateTimeOffset at)
    {
        // Moving what was agreed on is the customer's wish only while it lies ahead: afterwards it may be that nobody came.
        var offered = stage.Appointment is { Status: AppointmentStatus.Agreed } agreed ? agreed.Begins > at ? agreed.Begins : null : stage.Offered;
        return Defer(stage with { Offered = offered }, e.Begins) with
        {
            Appointment = new Appointment(e.Time, AppointmentStatus.Asked, e.Note, at) { Begins = e.Begins },
        };
    }

    public static StageState Agreed(StageState stage, TimeAgreed e, DateTimeOffset at)
    {
        if (e.Offered is { } first)
            stage = stage with { Offered = first };
        var taken = e.Offered is not null ? e.Begins : stage.Appointment is { Status: AppointmentStatus.Proposed } ? Earlier(e.Begins, Wish(stage)) : e.Begins;
        return Defer(stage, taken) with { Appointment = new Appointment(e.Time, AppointmentStatus.Agreed, e.Note, at) { Begins = e.Begins } };
    }

    /// <summary>The visit is off: what was still to come of the difference is nobody's.</summary>
    public static StageState Over(StageState stage, DateTimeOffset at) => stage with
    {
        Appointment = null,
        Offered = null,
        Deferrals = Kept(stage.Deferrals?.Where(d => d.From < at).Select(d => d.To > at ? d with { To = at } : d)),
    };

    // How far the customer themselves wanted to go in the talk that goes on.
    private static DateTimeOffset? Wish(StageState stage) => stage.Deferrals?.FirstOrDefault(d => d.From == stage.Offered)?.To ?? stage.Offered;

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one < other ? one : other;

    private static StageState Defer(StageState stage, DateTimeOffset? to)
    {
        if (stage.Offered is not { } from || to is not { } begins)
            return stage;
        var others = stage.Deferrals?.Where(d => d.From != from) ?? [];
        return stage with { Deferrals = Kept(begins > from ? others.Append(new Deferral(from, begins)) : others) };
    }

    private static ImmutableArray<Deferral>? Kept(IEnumerable<Deferral>? deferrals) => deferrals?.ToImmutableArray() is { IsEmpty: false } some ? some : null;
}
