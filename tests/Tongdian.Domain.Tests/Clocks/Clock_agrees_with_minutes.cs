using System.Collections.Immutable;
using System.Reflection;
using CsCheck;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Tests.Clocks.Oracle;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Domain.Tests.Clocks;

/// <summary>100 000 random cases against the oracle that counts minutes. Whatever is translated between the two stands here.</summary>
public sealed class Clock_agrees_with_minutes
{
    private static readonly (WorkCalendar Calendar, MinuteOracle Oracle)[] Regions = [.. Enumerable.Range(0, 200).Select(RandomAlmanac.Region)];

    private static readonly Gen<Allowance> Allowances = Gen.Select(
        Gen.Int[0, 400], Gen.Int[0, 5], Gen.Enum<Measure>(), Gen.Frequency((3, Gen.Const(Counting.Company)), (2, Gen.Enum<Counting>())),
        (quarters, days, measure, counting) => new Allowance(measure is Measure.OfficeDays ? days : quarters * 15, measure, counting));

    // Minutes, hours or days, so that stretches end inside windows, between them and over holidays.
    private static readonly Gen<int> Lengths = Gen.Frequency((3, Gen.Int[1, 90]), (3, Gen.Int[1, 900]), (1, Gen.Int[1, 5_000]));

    private static readonly Gen<int> Starts = Gen.Int[0, 45 * MinuteOracle.PerDay];

    private static readonly Whose[] Waited = [Whose.Customer, Whose.Customer, Whose.Permits, Whose.Weather];

    // Waits overlap as they like; the same reason at most once at a time is what a stage allows.
    private static readonly Gen<Story> Stories = Gen.Select(
        Starts,
        Gen.Select(Lengths, Lengths).Array[1, 3],
        Gen.Bool,
        Gen.Select(Gen.Int[0, 4_000], Lengths, Gen.Int[0, 3], Gen.Enum<Told>(), Gen.Int[0, 2_000]).Array[0, 5],
        Gen.Frequency((2, Gen.Const((0, 0))), (1, Gen.Select(Gen.Int[0, 2_000], Lengths))),
        (start, visits, closed, waits, deferred) =>
        {
            var open = new List<(int, int)>();
            var from = start;
            foreach (var (length, gap) in visits)
            {
                open.Add((from, from + length));
                from += length + gap;
            }

            if (!closed) open[^1] = (open[^1].Item1, int.MaxValue);
            var kept = new List<Wait>();
            foreach (var (after, length, reason, told, later) in waits.OrderBy(w => w.Item1))
            {
                var (begins, ends) = (start + after, start + after + length);
                if (!kept.Exists(w => w.Reason == reason && w.Until >= begins))
                    kept.Add(new Wait(begins, ends, reason, Waited[reason], told, (told == Told.Afterwards ? ends : begins) + later));
            }

            return new Story([.. open], [.. kept], (start + deferred.Item1, start + deferred.Item1 + deferred.Item2));
        });

    private static readonly Gen<(Allowance Allowed, Story Story, int Region, int Now)> Cases =
        Gen.Select(Allowances, Stories, Gen.Int[0, Regions.Length - 1], Gen.Int[0, 7_000], (a, s, r, n) => (a, s, r, s.Start + n));

    [Fact]
    public void Stages_that_wait_and_are_sent_back_agree_with_counting_minutes() => Cases.Sample(
        given =>
        {
            var (allowed, story, (calendar, oracle), now) = (given.Allowed, given.Story, Regions[given.Region], given.Now);
            var finished = story.End <= now;
            // Whoever had a finished stage last, had it as far as its limit is concerned.
            var expected = oracle.Read(
                allowed, minute => story.At(finished ? Math.Min(minute, story.End - 1) : minute, now), Math.Max(now, Math.Max(story.Start, story.Deferred.Until)), story.Start, finished ? story.End : null, now);

            var state = StageEvents.Fold(story, now, calendar.UtcOffset);
            var stage = StageEvents.Definition with { Limit = Limit(allowed) };
            var reading = new CaseClocks(state, TestProcesses.Linear, calendar, Instant(now, calendar)).Stage(stage)!;

            Same(expected, reading, calendar);
        },
        iter: 70_000);

    [Fact]
    public void Timelines_that_are_known_ahead_agree_with_counting_minutes() =>
        Gen.Select(
            Allowances, Starts, Gen.Select(Lengths, Gen.Enum<Whose>()).Array[1, 6], Gen.Bool, Gen.Int[0, Regions.Length - 1], Gen.Int[-100, 6_000]).Sample(
            (allowed, start, spans, closed, region, after) =>
            {
                var (calendar, oracle) = Regions[region];
                var (end, now) = (start + spans.Sum(s => s.Item1), start + after);
                var expected = oracle.Read(allowed, At, end - 1, start, closed ? end : null, now);

                Same(expected, Clock.Read(Limit(allowed), Timeline(start, spans, closed, calendar), calendar, Instant(now, calendar)), calendar);

                Whose At(int minute)
                {
                    var from = start;
                    foreach (var (length, whose) in spans)
                    {
                        from += length;
                        if (minute < from) return whose;
                    }

                    return spans[^1].Item2;
                }
            },
            iter: 30_000);

    [Fact]
    public void The_calculator_agrees_with_counting_minutes() =>
        Gen.Select(Allowances, Starts, Gen.Int[0, Regions.Length - 1]).Sample(
            (allowed, start, region) =>
            {
                var (calendar, oracle) = Regions[region];
                var due = Clock.DueFrom(Instant(start, calendar), Limit(allowed).Amount, Limit(allowed).Unit, calendar).Value;

                Assert.Equal(Instant(oracle.Due(allowed with { Counting = Counting.Company }, _ => Whose.Company, start, start)!.Value, calendar), due.Due);
                Assert.All(due.Skipped, day => Assert.False(oracle.IsWorked(day.Date)));
                if (allowed.Measure == Measure.OfficeMinutes)
                    Assert.Equal(TimeSpan.FromMinutes(allowed.Amount), new TimeSpan(due.Windows.Sum(w => w.Length.Ticks)));
            },
            iter: 5_000);

    [Fact]
    public void Explanations_cover_the_timeline_and_add_up_to_the_reading() =>
        Gen.Select(
            Allowances, Starts, Gen.Select(Lengths, Gen.Enum<Whose>()).Array[1, 6], Gen.Bool, Gen.Int[0, Regions.Length - 1], Gen.Int[-100, 6_000]).Sample(
            (allowed, start, parts, closed, region, after) =>
            {
                var calendar = Regions[region].Calendar;
                var (timeline, now) = (Timeline(start, parts, closed, calendar), Instant(start + after, calendar));
                var spans = Clock.Explain(Limit(allowed), timeline, calendar, now);
                var reading = Clock.Read(Limit(allowed), timeline, calendar, now);
                var counted = spans.Where(span => span.Counted).ToList();
                var length = parts.Sum(p => p.Item1);

                Assert.Equal(Math.Max(0, closed ? Math.Min(length, after) : after), spans.Sum(span => (span.To - span.From).TotalMinutes));
                Assert.All(spans.Zip(spans.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
                if (allowed.Measure is Measure.OfficeDays)
                    Assert.Equal(reading.CountedDays, counted.Select(span => span.From.Date).Distinct().Count());
                else
                    Assert.Equal(reading.Used, new TimeSpan(counted.Sum(span => (span.To - span.From).Ticks)));
            },
            iter: 2_000);

    [Fact]
    public void The_oracle_knows_no_type_of_the_engine()
    {
        var types = typeof(MinuteOracle).Assembly.GetTypes().Where(t => t.Namespace == typeof(MinuteOracle).Namespace).ToList();
        Assert.Contains(typeof(Story), types);

        Assert.DoesNotContain(types.SelectMany(Known).SelectMany(Parts), t => t.Assembly == typeof(Clock).Assembly);

        static IEnumerable<Type> Known(Type type)
        {
            const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
            var methods = type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)).ToList();
            return
            [
                type.BaseType ?? type, .. type.GetInterfaces(), .. type.GetFields(All).Select(f => f.FieldType), .. type.GetProperties(All).Select(p => p.PropertyType),
                .. methods.SelectMany(m => m.GetParameters()).Select(p => p.ParameterType), .. methods.OfType<MethodInfo>().Select(m => m.ReturnType),
                .. methods.SelectMany(m => m.GetMethodBody()?.LocalVariables ?? []).Select(l => l.LocalType),
            ];
        }

        static IEnumerable<Type> Parts(Type type) =>
            [type, .. type.HasElementType ? Parts(type.GetElementType()!) : [], .. type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts) : []];
    }

    private static void Same(Answer expected, ClockReading reading, WorkCalendar calendar) => Assert.Equal(
        new ClockReading(
            TimeSpan.FromMinutes(expected.Used), expected.Days, At(expected.Due, calendar), TimeSpan.FromMinutes(expected.Left), expected.Fraction, expected.Running,
            expected.Provisional, At(expected.Breach, calendar), expected.Finished),
        reading);

    private static DateTimeOffset? At(int? minute, WorkCalendar calendar) => minute is { } m ? Instant(m, calendar) : null;

    private static DateTimeOffset Instant(int minute, WorkCalendar calendar) => RandomAlmanac.Instant(minute, calendar.UtcOffset);

    private static Limit Limit(Allowance allowed) => new(
        allowed.Measure == Measure.OfficeDays ? allowed.Amount : allowed.Amount / 60m,
        allowed.Measure switch { Measure.Minutes => LimitUnit.Hours, Measure.OfficeMinutes => LimitUnit.WorkingHours, _ => LimitUnit.WorkingDays },
        allowed.Counting switch
        {
            Counting.Company => LimitReading.Utility, Counting.Customer => LimitReading.Customer, Counting.Permits => LimitReading.ThirdParty, _ => LimitReading.Elapsed,
        });

    private static Timeline Timeline(int start, (int Minutes, Whose Whose)[] parts, bool closed, WorkCalendar calendar)
    {
        var spans = ImmutableArray.CreateBuilder<TimelineSpan>();
        foreach (var (minutes, whose) in parts)
        {
            spans.Add(new(Instant(start, calendar), Instant(start + minutes, calendar), StageEvents.Owner(whose)));
            start += minutes;
        }

        if (!closed) spans[^1] = spans[^1] with { To = null };
        return new(spans.ToImmutable());
    }
}
