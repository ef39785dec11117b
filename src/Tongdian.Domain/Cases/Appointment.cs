using System.Globalization;
using Tongdian.Domain.Clocks;

namespace Tongdian.Domain.Cases;

/// <summary>Half of a working day. The numbers are stored: never change them.</summary>
public enum DayPart
{
    /// <summary>From the beginning of work until noon.</summary>
    Morning = 1,

    /// <summary>From noon until the end of work.</summary>
    Afternoon = 2,
}

/// <summary>How far both sides are with a time for a visit. The numbers are stored: never change them.</summary>
public enum AppointmentStatus
{
    /// <summary>The customer asked for it; the company is to answer.</summary>
    Asked = 1,

    /// <summary>The company offers it; the customer is to answer.</summary>
    Proposed = 2,

    /// <summary>Both said yes.</summary>
    Agreed = 3,
}

/// <summary>When somebody comes to the customer's place: a half-day, in the calendar's local time, or exactly when in it.</summary>
public sealed record VisitTime(DateOnly Day, DayPart Part)
{
    /// <summary>The instant at which the visit begins; null when only the half-day is known.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The instant at which it ends; null when only the half-day is known.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>An exact time, with the half-day that it lies in.</summary>
    /// <param name="from">When it begins.</param>
    /// <param name="until">When it ends.</param>
    /// <param name="calendar">When people work.</param>
    public static VisitTime Exact(DateTimeOffset from, DateTimeOffset until, WorkCalendar calendar)
    {
        var day = calendar.DateOf(from);
        var afternoon = VisitTimes.Begins(new VisitTime(day, DayPart.Afternoon), calendar);
        return new VisitTime(day, from < afternoon ? DayPart.Morning : DayPart.Afternoon) { From = calendar.Local(from), Until = calendar.Local(until) };
    }
}

/// <summary>A time for the visit of a stage. What the customer takes later than it was offered is customer time (<see cref="Deferral"/>).</summary>
/// <param name="Time">When somebody comes.</param>
/// <param name="Status">Who said what to it.</param>
/// <param name="Note">What was said with it, at most 2 000 characters.</param>
/// <param name="Since">When it was said.</param>
public sealed record Appointment(VisitTime Time, AppointmentStatus Status, string? Note, DateTimeOffset Since)
{
    /// <summary>The instant at which <see cref="Time"/> begins; null for what was said before later appointments were counted.</summary>
    public DateTimeOffset? Begins { get; init; }
}

/// <summary>Which half-days can be asked for and offered, and when a visit begins and is awaited.</summary>
public static class VisitTimes
{
    /// <summary>After so long whoever does not come to an exact time has not come.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    /// <summary>How many days ahead at most.</summary>
    public const int MostDaysAhead = 60;

    /// <summary>What is wrong with a half-day; null when somebody can come then. Fields are <c>day</c> and <c>part</c>.</summary>
    /// <param name="time">The half-day.</param>
    /// <param name="calendar">When people work: a day off is named with the next working day.</param>
    /// <param name="now">A half-day that has begun is over.</param>
    public static FieldError? Fault(VisitTime time, WorkCalendar calendar, DateTimeOffset now)
    {
        var (first, last) = (FirstDay(calendar, now), calendar.DateOf(now).AddDays(MostDaysAhead));
        if (!Enum.IsDefined(time.Part))
            return new FieldError("part", "field.option");
        if (time.Day > last)
            return new FieldError("day", "appointment.too-far").With("last", Written(last));
        if (time.Day < calendar.DateOf(now) || Begins(time, calendar) <= now)
            return new FieldError("day", "date.in-the-past").With("today", Written(first));
        return calendar.KindOf(time.Day) == DayKind.Working
            ? null
            : new FieldError("day", "appointment.day-off").With("next", Written(NextWorkingDay(time.Day, calendar)));
    }

    /// <summary>The first day of which a half-day is still to come.</summary>
    public static DateOnly FirstDay(WorkCalendar calendar, DateTimeOffset now)
    {
        var today = calendar.DateOf(now);
        return NextWorkingDay(Begins(new VisitTime(today, DayPart.Afternoon), calendar) > now ? today : today.AddDays(1), calendar);
    }

    /// <summary>The instant at which a visit begins: of a half-day with the first window, or with the last one of the day (at noon when there is only one).</summary>
    public static DateTimeOffset Begins(VisitTime time, WorkCalendar calendar) => time.From is { } from ? from : time.Part == DayPart.Morning
        ? new(time.Day, calendar.Windows[0].Begin, calendar.UtcOffset)
        : new(time.Day, calendar.Windows.Length > 1 ? calendar.Windows[^1].Begin : new TimeOnly(12, 0), calendar.UtcOffset);

    /// <summary>The instant by which somebody has come or nobody has: the end of a half-day, or soon after an exact time began.</summary>
    public static DateTimeOffset Awaited(VisitTime time, WorkCalendar calendar) => time.From is { } from ? from + Patience : Ends(time, calendar);

    private static DateTimeOffset Ends(VisitTime time, WorkCalendar calendar) => time.Part == DayPart.Morning && calendar.Windows.Length > 1
        ? new(time.Day, calendar.Windows[0].End, calendar.UtcOffset)
        : time.Part == DayPart.Morning ? new(time.Day, new TimeOnly(12, 0), calendar.UtcOffset) : calendar.EndOfWork(time.Day);

    private static DateOnly NextWorkingDay(DateOnly from, WorkCalendar calendar)
    {
        while (calendar.KindOf(from) != DayKind.Working)
            from = from.AddDays(1);
        return from;
    }

    private static string Written(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
