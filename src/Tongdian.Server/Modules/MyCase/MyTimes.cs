using Tongdian.Domain.Cases;
using Tongdian.Server.Platform.Look;
using static Tongdian.Server.Modules.MyCase.MyCaseTexts;

namespace Tongdian.Server.Modules.MyCase;

/// <summary>Half-days in words.</summary>
public static class MyTimes
{
    /// <summary><c>3月4日 周三 下午</c>.</summary>
    public static string Words(DateOnly day, DayPart part, DateTimeOffset now) =>
        Text("time.words", Show.Day(day, DateOnly.FromDateTime(Show.Local(now).DateTime)), Text($"part.{part}"));

    /// <summary>Where both sides are with the time of a stage.</summary>
    public static string Words(Cases.ViewCase.AppointmentView visit, DateTimeOffset now) => Text($"visit.{visit.State}", Words(visit.Day, visit.Part, now));
}
