using System.Globalization;
using System.Runtime.InteropServices;

namespace Tongdian.Domain.Insight;

/// <summary>A week as ISO 8601 counts them: Monday to Sunday, number 1 has the first Thursday of its year.</summary>
/// <param name="Year">The year that the week belongs to, which need not be the calendar year of all its days.</param>
/// <param name="Number">1 to 53.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct IsoWeek(int Year, int Number)
{
    /// <summary>Its first day.</summary>
    public DateOnly Monday => DateOnly.FromDateTime(ISOWeek.ToDateTime(Year, Number, DayOfWeek.Monday));

    /// <summary>The week before.</summary>
    public IsoWeek Previous => Of(Monday.AddDays(-7));

    /// <summary>The week after.</summary>
    public IsoWeek Next => Of(Monday.AddDays(7));

    /// <summary>The week of a day.</summary>
    public static IsoWeek Of(DateOnly day)
    {
        var at = day.ToDateTime(TimeOnly.MinValue);
        return new IsoWeek(ISOWeek.GetYear(at), ISOWeek.GetWeekOfYear(at));
    }

    /// <summary>Reads <c>2026-W47</c>; weeks that their year does not have are none.</summary>
    public static bool TryParse(string? text, out IsoWeek week)
    {
        week = default;
        if (text is not { Length: 8 } || text[4..6] != "-W"
            || !int.TryParse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 2000 or > 2900
            || !int.TryParse(text[6..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > ISOWeek.GetWeeksInYear(year))
            return false;
        week = new IsoWeek(year, number);
        return true;
    }

    /// <summary>For example <c>2026-W47</c>, which sorts like the weeks do.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-W{Number:D2}");
}
