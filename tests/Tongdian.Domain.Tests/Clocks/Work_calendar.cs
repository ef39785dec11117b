using System.Globalization;
using Tongdian.Domain.Clocks;
using Xunit;
using static Tongdian.Domain.Tests.Clocks.Given;

namespace Tongdian.Domain.Tests.Clocks;

public sealed class Work_calendar
{
    private const string Small = """
        { "id": "x", "version": 3, "timeZone": "Asia/Shanghai", "utcOffsetMinutes": 480, "workingDays": ["monday", "friday"],
          "windows": [{ "begin": "13:30", "end": "17:30" }, { "begin": "08:30", "end": "12:00" }],
          "years": [{ "year": 2026, "source": "test", "provisional": false,
            "daysOff": ["2026-01-02", "2026-01-05"], "workingWeekends": ["2026-01-03", "2026-01-04"] }] }
        """;

    [Fact]
    public void The_calendar_of_China_is_readable_and_names_its_sources()
    {
        Assert.Equal(("cn", 1, "Asia/Shanghai", TimeSpan.FromHours(8)), (China.Id, China.Version, China.TimeZone, China.UtcOffset));
        Assert.Equal(TimeSpan.FromHours(7.5), China.WindowTimePerDay);
        Assert.Equal([2025, 2026, 2027], China.Years.Select(year => year.Year));
        Assert.Equal([28, 33, 13], China.Years.Select(year => year.DaysOff.Length));
        Assert.Equal([5, 6, 0], China.Years.Select(year => year.WorkingWeekends.Length));
        Assert.All(China.Years, year => Assert.NotEmpty(year.Source));
        Assert.Equal([true, false, false, true, true], Enumerable.Range(2024, 5).Select(China.IsProvisional));
    }

    [Theory]
    [InlineData("2026-02-13", DayKind.Working)]
    [InlineData("2026-02-14", DayKind.Working)]
    [InlineData("2026-02-15", DayKind.Holiday)]
    [InlineData("2026-02-23", DayKind.Holiday)]
    [InlineData("2026-02-24", DayKind.Working)]
    [InlineData("2026-03-07", DayKind.Weekend)]
    [InlineData("2028-10-02", DayKind.Working)]
    [InlineData("2028-10-01", DayKind.Weekend)]
    public void A_date_is_worked_or_off_for_a_reason(string date, DayKind kind) => Assert.Equal(kind, China.KindOf(Day(date)));

    [Fact]
    public void The_lunar_holidays_of_every_year_agree_with_the_lunisolar_calendar()
    {
        var lunar = new ChineseLunisolarCalendar();
        foreach (var year in China.Years)
        {
            var newYear = Lunar(lunar, year.Year, 1, 1);
            DateOnly[] statutory =
            [
                .. Enumerable.Range(-1, 4).Select(newYear.AddDays), Lunar(lunar, year.Year, 5, 5), Lunar(lunar, year.Year, 8, 15),
            ];
            Assert.All(statutory, date => Assert.Contains(date, year.DaysOff));
        }
    }

    [Fact]
    public void The_provisional_year_has_the_statutory_days_and_no_others()
    {
        var year = China.Years[^1];
        Assert.Equal(
            ["01-01", "02-05", "02-06", "02-07", "02-08", "04-05", "05-01", "05-02", "06-09", "09-15", "10-01", "10-02", "10-03"],
            year.DaysOff.Select(date => date.ToString("MM-dd", CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Windows_may_be_given_in_any_order() =>
        Assert.Equal([new TimeOnly(8, 30), new TimeOnly(13, 30)], WorkCalendar.Parse(Small).Value.Windows.Select(window => window.Begin));

    [Theory]
    [InlineData("\"end\": \"12:00\"", "\"end\": \"13:31\"", "windows[1]", "calendar.windows-overlap")]
    [InlineData("\"end\": \"12:00\"", "\"end\": \"08:30\"", "windows[1]", "calendar.window-ends-before-it-begins")]
    [InlineData("\"end\": \"12:00\"", "\"end\": \"noon\"", "windows[1].end", "calendar.time")]
    [InlineData("\"13:30\", \"end\": \"17:30\" }, { \"begin\": \"08:30\"", "\"11:30\"", "windows", "calendar.windows-too-short")]
    [InlineData("\"2026-01-02\", \"2026-01-05\"", "\"2026-01-05\", \"2026-01-05\"", "years[0].daysOff[1]", "calendar.twice")]
    [InlineData("\"2026-01-03\", \"2026-01-04\"", "\"2026-01-04\", \"2026-01-04\"", "years[0].workingWeekends[1]", "calendar.twice")]
    [InlineData("\"2026-01-05\"]", "\"2026-01-04\"]", "years[0].workingWeekends[1]", "calendar.off-and-worked")]
    [InlineData("\"2026-01-04\"", "\"2026-01-09\"", "years[0].workingWeekends[1]", "calendar.not-a-weekend")]
    [InlineData("\"2026-01-05\"", "\"2027-01-05\"", "years[0].daysOff[1]", "calendar.other-year")]
    [InlineData("\"2026-01-05\"", "\"2026-02-30\"", "years[0].daysOff[1]", "calendar.date")]
    [InlineData("\"monday\"", "\"Montag\"", "workingDays[0]", "calendar.week-day")]
    [InlineData("\"monday\"", "\"friday\"", "workingDays[1]", "calendar.twice")]
    [InlineData("\"monday\", \"friday\"", "", "workingDays", "calendar.missing")]
    [InlineData("\"source\": \"test\", ", "", "years[0].source", "calendar.missing")]
    [InlineData("\"provisional\": false,", "", "years[0].provisional", "calendar.missing")]
    [InlineData("\"version\": 3", "\"version\": 0", "version", "calendar.out-of-range")]
    [InlineData("\"utcOffsetMinutes\": 480, ", "", "utcOffsetMinutes", "calendar.missing")]
    public void A_wrong_calendar_is_refused_with_the_place(string right, string wrong, string field, string code)
    {
        Assert.Contains(right, Small, StringComparison.Ordinal);
        Assert.True(WorkCalendar.Parse(Small.Replace(right, wrong, StringComparison.Ordinal)).Failed(out var error, out _));
        Assert.Equal("calendar.invalid", error.Code);
        Assert.Equal((field, code), (Assert.Single(error.Fields).Field, error.Fields[0].Code));
    }

    [Fact]
    public void A_year_given_twice_is_refused()
    {
        var year = Small[Small.IndexOf("{ \"year\"", StringComparison.Ordinal)..^3].TrimEnd();
        var twice = Small.Replace("\"years\": [", "\"years\": [" + year + ",", StringComparison.Ordinal);
        Assert.True(WorkCalendar.Parse(twice).Failed(out var error, out _));
        Assert.Equal(("years[1].year", "calendar.twice"), (Assert.Single(error.Fields).Field, error.Fields[0].Code));
    }

    [Theory]
    [InlineData("{ \"id\": ", "$.id")]
    [InlineData("null", "$")]
    [InlineData("{ \"windows\": 7 }", "$.windows")]
    [InlineData("{ \"holydays\": [] }", "$.holydays")]
    public void What_is_no_calendar_is_refused_with_the_place(string json, string path)
    {
        Assert.True(WorkCalendar.Parse(json).Failed(out var error, out _));
        Assert.Equal(("calendar.json", path), (error.Code, error.Values["path"]));
    }

    // A leap month shifts the numbers of the months after it.
    private static DateOnly Lunar(ChineseLunisolarCalendar calendar, int year, int month, int day)
    {
        var leap = calendar.GetLeapMonth(year);
        return DateOnly.FromDateTime(calendar.ToDateTime(year, leap > 0 && month >= leap ? month + 1 : month, day, 0, 0, 0, 0));
    }
}
