using Tongdian.Domain.Cases;
using Tongdian.Server.Platform.Look;
using static Tongdian.Server.Modules.MyCase.MyCaseTexts;

namespace Tongdian.Server.Modules.MyCase;

/// <summary>When somebody comes, in words.</summary>
public static class MyTimes
{
    /// <summary><c>3月4日 周三 下午</c>.</summary>
    public static string Words(DateOnly day, DayPart part, DateTimeOffset now) =>
        Text("time.words", Show.Day(day, DateOnly.FromDateTime(Show.Local(now).DateTime)), Text($"part.{part}"));

    /// <summary>A half-day, or the exact time: <c>3月4日 周三 08:30–09:30</c>.</summary>
    public static string Words(VisitTime time, DateTimeOffset now) => time is { From: { } from, Until: { } until } ? Show.Hours(from, until, now) : Words(time.Day, time.Part, now);

    /// <summary>Where both sides are with the time of a stage.</summary>
    public static string Words(Cases.ViewCase.AppointmentView visit, DateTimeOffset now) => Said(visit.State, new VisitTime(visit.Day, visit.Part) { From = visit.From, Until = visit.Until }, now);

    /// <summary>Who said what to a time.</summary>
    public static string Said(AppointmentStatus status, VisitTime time, DateTimeOffset now) => Text($"visit.{status}", Words(time, now));
}
