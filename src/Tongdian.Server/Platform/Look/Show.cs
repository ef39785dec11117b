using System.Globalization;
using Tongdian.Domain;
using Tongdian.Domain.Clocks;
using Tongdian.Server.Platform.Http;
using static Tongdian.Server.Resources.PageTexts;

namespace Tongdian.Server.Platform.Look;

/// <summary>How times, durations and limits are written for people: in the company's zone and the reader's language.</summary>
public static class Show
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <summary>The company's clock.</summary>
    public static DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>The instant at which the company's clock shows this.</summary>
    public static DateTimeOffset FromLocal(DateTime local) => new(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), Zone.GetUtcOffset(local));

    /// <summary>Day and time, short enough for a row: <c>3月2日 周一 10:00</c>, <c>Mon 2 Mar 10:00</c>; with the year when it is another one.</summary>
    public static string Instant(DateTimeOffset instant, DateTimeOffset now)
    {
        var local = Local(instant);
        return $"{Day(DateOnly.FromDateTime(local.DateTime), DateOnly.FromDateTime(Local(now).DateTime))} {local.ToString("HH:mm", CultureInfo.InvariantCulture)}";
    }

    /// <summary>From when to when on a day: <c>3月2日 周一 08:30–09:30</c>.</summary>
    public static string Hours(DateTimeOffset from, DateTimeOffset until, DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{Instant(from, now)}–{Local(until):HH:mm}");

    /// <summary>A day.</summary>
    public static string Day(DateOnly day, DateOnly today) => day.ToString(
        Language.IsEnglish ? day.Year == today.Year ? "ddd d MMM" : "ddd d MMM yyyy" : day.Year == today.Year ? "M月d日 ddd" : "yyyy年M月d日 ddd",
        CultureInfo.GetCultureInfo(Language.Current));

    /// <summary>A length of time, to the minute: <c>21 小时 10 分</c>; from two days on in days and hours.</summary>
    public static string Span(TimeSpan span)
    {
        var length = span.Duration();
        if (length < TimeSpan.FromMinutes(1))
            return Text("span.moment");
        if (length >= TimeSpan.FromDays(2))
            return Text("span.days", (int)length.TotalDays, length.Hours);
        return length.TotalHours >= 1 ? Text("span.hours", (int)length.TotalHours, length.Minutes) : Text("span.minutes", length.Minutes);
    }

    /// <summary>A limit: <c>48 小时</c>.</summary>
    public static string Limit(decimal amount, LimitUnit unit) => Text($"unit.{unit}", amount);

    /// <summary>A number without needless zeros.</summary>
    public static string Number(decimal number) => number.ToString("#,0.####", CultureInfo.InvariantCulture);

    /// <summary>A length of a file.</summary>
    public static string Bytes(long bytes) => bytes < 1 << 20
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, bytes >> 10)} KB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 20):0.#} MB");

    /// <summary>A text in the reader's language.</summary>
    public static string In(LocalizedText text) => text.In(Language.Current);
}
