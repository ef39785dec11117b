using System.Collections.Immutable;
using CsCheck;
using Tongdian.Domain.Clocks;
using Xunit;

namespace Tongdian.Domain.Tests.Clocks;

public sealed class Clock_agrees_with_minutes
{
    // A second region: a six-day week, three windows with a minute and an evening between them, another time zone.
    private const string OtherRegion = """
        { "id": "other", "version": 1, "timeZone": "Etc/GMT-6", "utcOffsetMinutes": 360,
          "workingDays": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday"],
          "windows": [{ "begin": "07:15", "end": "09:00" }, { "begin": "09:01", "end": "12:00" }, { "begin": "20:00", "end": "23:59" }],
          "years": [{ "year": 2026, "source": "test", "provisional": false, "daysOff": ["2026-03-04", "2026-03-05"],
            "workingWeekends": ["2026-03-08"] }] }
        """;

    private static readonly (WorkCalendar Calendar, MinuteOracle Oracle)[] Regions =
    [
        .. new[] { Given.China, WorkCalendar.Parse(OtherRegion).Value }.Select(calendar => (calendar, new MinuteOracle(calendar))),
    ];

    private static readonly Gen<TimeOwner> Owners = Gen.Frequency(
        (4, Gen.Const(TimeOwner.Utility)),
        (2, Gen.Const(TimeOwner.Customer)),
        (3, Gen.OneOf(Gen.Const(TimeOwner.ThirdParty), Gen.Const(TimeOwner.ForceMajeure), Gen.Const(TimeOwner.Nobody))));

    private static readonly Gen<Limit> Limits = Gen.Select(
        Gen.Int[0, 600], Gen.Int[0, 8], Gen.Enum<LimitUnit>(), Gen.Enum<LimitReading>(),
        (quarters, days, unit, reading) => new Limit(unit is LimitUnit.WorkingDays ? days : quarters * 0.25m, unit, reading));

    // Minutes, hours or days, so that spans end inside windows, between them and over holidays.
    private static readonly Gen<int> Lengths = Gen.OneOf(Gen.Int[1, 90], Gen.Int[1, 1_500], Gen.Int[1, 9_000]);

    private static readonly Gen<Story> Stories = Gen.Select(
        Gen.Int[10 * MinuteOracle.PerDay, 360 * MinuteOracle.PerDay],
        Gen.Select(Lengths, Owners).Array[1, 7],
        Gen.Bool,
        Gen.Int[-100, 40_000],
        (start, spans, closed, now) => new Story(start, [.. spans], closed, start + now));

    [Fact]
    public void Readings_due_times_and_breaches_agree_with_counting_minutes() =>
        Gen.Select(Gen.Int[0, 1], Limits, Stories).Sample((region, limit, story) => Check(Regions[region], limit, story), iter: 2_000);

    private static void Check((WorkCalendar Calendar, MinuteOracle Oracle) region, Limit limit, Story story)
    {
        var ((calendar, oracle), start) = (region, story.Start);
        var finished = story.Closed && story.End <= story.Now;
        var asOf = finished ? story.End : story.Now;
        var owners = story.Owners(oracle.Minutes);
        var used = oracle.Used(owners, limit, start, asOf);
        var due = oracle.Due(owners, limit, start);
        var breached = finished ? due < asOf : due <= asOf;
        var owned = MinuteOracle.Owned(owners[finished ? asOf - 1 : Math.Max(asOf, start)], limit.Reading);

        var reading = Clock.Read(limit, story.Timeline(calendar.UtcOffset), calendar, MinuteOracle.Instant(story.Now, calendar.UtcOffset));

        Assert.Equal(TimeSpan.FromMinutes(used), reading.Used);
        Assert.Equal(finished, reading.Finished);
        Assert.Equal(owned && !finished && asOf >= start, reading.Running);
        Assert.Equal(breached ? Instant(due) : null, reading.BreachedAt);
        Assert.Equal(owned ? Instant(due) : null, reading.DueAt);
        if (limit.Unit is LimitUnit.WorkingDays)
            Assert.Equal(oracle.CountedDayEnds(owners, limit.Reading, start).Count(end => end <= asOf), reading.CountedDays);

        if (!breached && (!owned || due is null))
        {
            Array.Fill(owners, Counted(limit.Reading), Math.Max(asOf, start), owners.Length - Math.Max(asOf, start));
            due = oracle.Due(owners, limit, start);
        }

        var whole = oracle.Used(owners, limit, start, due!.Value);
        Assert.Equal(TimeSpan.FromMinutes(Math.Max(0, whole - used)), reading.Left);
        Assert.Equal(whole > 0 ? (decimal)used / whole : asOf >= start ? 1 : 0, reading.Fraction);

        DateTimeOffset? Instant(int? minute) => minute is { } m ? MinuteOracle.Instant(m, calendar.UtcOffset) : null;
    }

    [Fact]
    public void Explanations_cover_the_timeline_and_add_up_to_the_reading() =>
        Gen.Select(Gen.Int[0, 1], Limits, Stories).Sample((region, limit, story) =>
        {
            var calendar = Regions[region].Calendar;
            var (timeline, now) = (story.Timeline(calendar.UtcOffset), MinuteOracle.Instant(story.Now, calendar.UtcOffset));
            var spans = Clock.Explain(limit, timeline, calendar, now);
            var reading = Clock.Read(limit, timeline, calendar, now);
            var counted = spans.Where(span => span.Counted).ToList();

            Assert.Equal(Math.Max(0, Math.Min(story.Closed ? story.End : story.Now, story.Now) - story.Start),
                spans.Sum(span => (span.To - span.From).TotalMinutes));
            Assert.All(spans.Zip(spans.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
            if (limit.Unit is LimitUnit.WorkingDays)
                Assert.Equal(reading.CountedDays, counted.Select(span => span.From.Date).Distinct().Count());
            else
                Assert.Equal(reading.Used, new TimeSpan(counted.Sum(span => (span.To - span.From).Ticks)));
        }, iter: 500);

    private static TimeOwner Counted(LimitReading reading) => reading switch
    {
        LimitReading.Customer => TimeOwner.Customer,
        LimitReading.ThirdParty => TimeOwner.ThirdParty,
        _ => TimeOwner.Utility,
    };

    // A timeline in minutes. The last span has a length in vain unless the timeline is closed.
    private sealed record Story(int Start, ImmutableArray<(int Minutes, TimeOwner Owner)> Spans, bool Closed, int Now)
    {
        private const int Horizon = 130 * MinuteOracle.PerDay;

        public int End => Start + Spans.Sum(span => span.Minutes);

        public TimeOwner[] Owners(int most)
        {
            var owners = new TimeOwner[Math.Min(most, Start + Horizon)];
            var from = Start;
            foreach (var (minutes, owner) in Spans)
            {
                Array.Fill(owners, owner, from, owners.Length - from);
                from += minutes;
            }

            return owners;
        }

        public Timeline Timeline(TimeSpan offset)
        {
            var spans = new List<TimelineSpan>();
            var from = Start;
            foreach (var (minutes, owner) in Spans)
            {
                spans.Add(new(MinuteOracle.Instant(from, offset), MinuteOracle.Instant(from + minutes, offset), owner));
                from += minutes;
            }

            if (!Closed) spans[^1] = spans[^1] with { To = null };
            return new([.. spans]);
        }
    }
}
