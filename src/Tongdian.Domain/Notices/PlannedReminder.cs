using System.Collections.Immutable;
using System.Globalization;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Notices;

/// <summary>What a customer is reminded of. The numbers are stored: never change them.</summary>
public enum ReminderKind
{
    /// <summary>Somebody comes tomorrow.</summary>
    Visit = 1,

    /// <summary>The power is expected tomorrow.</summary>
    PowerOn = 2,

    /// <summary>The scheme waits for the customer's answer.</summary>
    Confirmation = 3,

    /// <summary>The scheme was not answered in time: from here on somebody calls.</summary>
    ConfirmationCall = 4,
}

/// <summary>A reminder that is still to come.</summary>
/// <param name="Kind">What of.</param>
/// <param name="Key">With the kind, what makes it one and the same: it is sent once.</param>
/// <param name="Stage">The stage that it is about.</param>
/// <param name="At">When it is due, before quiet hours are looked at.</param>
/// <param name="Limit">After this it is of no use: the visit has begun, the time to answer is over. Null: it is of use until it was done.</param>
public sealed record PlannedReminder(ReminderKind Kind, string Key, string Stage, DateTimeOffset At, DateTimeOffset? Limit);

/// <summary>Which reminders a case has before it, as it stands. Pure: computed anew after every change, nothing is counted down.</summary>
public static class ReminderPlan
{
    private static readonly TimeSpan DayAhead = TimeSpan.FromDays(1);
    private static readonly ImmutableArray<decimal> Shares = [0.5m, 0.9m];

    /// <summary>The reminders of a case: a day before every visit agreed on and before the power is expected, at half and at nine tenths of the time for an answer to the scheme, and when that is over.</summary>
    /// <param name="state">The case.</param>
    /// <param name="process">Its process.</param>
    /// <param name="clocks">Its clocks.</param>
    /// <param name="calendar">Its calendar.</param>
    public static ImmutableArray<PlannedReminder> Of(Case state, ProcessDefinition process, CaseClocks clocks, WorkCalendar calendar)
    {
        var plan = ImmutableArray.CreateBuilder<PlannedReminder>();
        foreach (var stage in process.Stages.Where(s => state.Stage(s.Id).Status.IsOpen()))
        {
            var at = state.Stage(stage.Id);
            if (stage.IsVisit && at is { ArrivedAt: null, Appointment: { Status: AppointmentStatus.Agreed } visit })
            {
                var begins = VisitTimes.Begins(visit.Time, calendar);
                plan.Add(new PlannedReminder(ReminderKind.Visit, Key(stage, visit.Time), stage.Id, begins - DayAhead, begins));
            }

            if (stage is { Id: SchemeStages.Confirmation, Role: Roles.Customer, Limit: { } limit } && clocks.Stage(stage) is { DueAt: { } due })
                plan.AddRange(OfAnswer(stage, at.Occurrence, limit, due));
        }

        if (process.Stages.FirstOrDefault(s => s.Effect == StageEffect.Energises) is { } power && state.Status.IsRunning()
            && !state.Stage(power.Id).Status.IsPassed() && clocks.ExpectedAt is { } expected)
        {
            plan.Add(new PlannedReminder(ReminderKind.PowerOn, $"{calendar.DateOf(expected):yyyy-MM-dd}", power.Id, expected - DayAhead, expected));
        }

        return plan.ToImmutable();
    }

    private static string Key(StageDefinition stage, VisitTime time) => time.From is { } from
        ? string.Create(CultureInfo.InvariantCulture, $"{stage.Id}:{time.Day:yyyy-MM-dd}:{from:HH:mm}")
        : string.Create(CultureInfo.InvariantCulture, $"{stage.Id}:{time.Day:yyyy-MM-dd}:{time.Part}");

    private static IEnumerable<PlannedReminder> OfAnswer(StageDefinition stage, int occurrence, Limit limit, DateTimeOffset due)
    {
        foreach (var share in Shares)
        {
            var left = TimeSpan.FromHours((double)(limit.Amount * (1 - share)));
            if (limit.Unit == LimitUnit.Hours)
                yield return new PlannedReminder(ReminderKind.Confirmation, string.Create(CultureInfo.InvariantCulture, $"{occurrence}:{share * 100:0}"), stage.Id, due - left, due);
        }

        yield return new PlannedReminder(ReminderKind.ConfirmationCall, occurrence.ToString(CultureInfo.InvariantCulture), stage.Id, due, null);
    }
}
