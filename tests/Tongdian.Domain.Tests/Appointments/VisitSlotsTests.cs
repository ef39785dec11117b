using System.Collections.Immutable;
using CsCheck;
using Tongdian.Domain.Appointments;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Tests.Clocks;
using Xunit;

namespace Tongdian.Domain.Tests.Appointments;

/// <summary>Monday, 2 March 2026, is a plain working day from 08:30 to 12:00 and from 13:30 to 17:30.</summary>
public sealed class VisitSlotsTests
{
    private static readonly DateTimeOffset Sunday = Given.At("2026-03-01 09:00");
    private static readonly DateOnly Monday = new(2026, 3, 2);
    private static readonly VisitPattern Plain = new(60, 30, 4, 0, 24, 2);
    private static readonly HashSet<CrewQuarter> Nothing = [];

    private sealed record Booking(string Crew, VisitRank Rank, bool Kept, VisitSlot Slot);

    [Fact]
    public void Places_follow_each_other_with_the_way_between_and_no_window_is_left_halfway()
    {
        Assert.Equal(["08:30", "10:00", "13:30", "15:00", "16:30"], Times(Plain, TimeSpan.FromHours(1)));
        Assert.Equal(["08:30", "13:30"], Times(Plain with { PlacesPerHalfDay = 1 }, TimeSpan.FromHours(1)));
        // Two hours with the way take two places, three hours three; half an hour still takes one.
        Assert.Equal(["08:30", "13:30", "15:00"], Times(Plain, TimeSpan.FromHours(2)));
        Assert.Equal(["13:30"], Times(Plain, TimeSpan.FromHours(3)));
        Assert.Equal(5, Times(Plain, TimeSpan.FromMinutes(30)).Count);
        Assert.Empty(Times(Plain, TimeSpan.FromHours(72)));
        Assert.Empty(Times(Plain with { PlacesPerHalfDay = 0 }, TimeSpan.FromHours(1)));
    }

    [Fact]
    public void Nobody_comes_on_a_day_off_nor_sooner_than_the_notice_nor_while_the_crew_is_away()
    {
        Assert.Empty(Free(Plain, VisitRank.Ordinary, Sunday, Nothing, new DateOnly(2026, 3, 1)));
        var ten = Given.At("2026-03-02 10:00");
        Assert.Equal(["13:30", "15:00", "16:30"], Free(Plain, VisitRank.Green, ten, Nothing, Monday).Select(Time));
        Assert.Equal(["10:00", "13:30", "15:00", "16:30"], Free(Plain, VisitRank.Emergency, ten, Nothing, Monday).Select(Time));
        var away = new Crew("a", [new TimeWindow(Given.At("2026-03-02 09:00"), Given.At("2026-03-02 14:00"))]);
        Assert.Equal(["15:00", "16:30"], VisitSlots.Free(Question(Plain, VisitRank.Ordinary, Sunday), [away], Nothing, Monday, Monday).Select(Time));
        Assert.Empty(VisitSlots.Free(Question(Plain, VisitRank.Ordinary, Sunday), [away], Nothing, Monday.AddDays(14), Monday.AddDays(20)));
        Assert.Equal(Given.At("2026-03-03 08:30"), VisitSlots.Free(
            Question(Plain, VisitRank.Ordinary, Sunday) with { NotBefore = Given.At("2026-03-03 08:00") }, [new Crew("a", [])], Nothing, Monday, Monday.AddDays(1))[0].From);
    }

    [Fact]
    public void A_kept_place_is_for_the_green_channel_until_it_is_near_and_taken_by_it_first()
    {
        var half = Plain with { GreenPercent = 50 };
        var before = Given.At("2026-03-01 08:00");
        var (green, ordinary) = (Free(half, VisitRank.Green, before, Nothing, Monday), Free(half, VisitRank.Ordinary, before, Nothing, Monday));

        Assert.Equal(5, green.Length);
        Assert.Equal(green.Where(s => s.Kept == 0).Select(Time), ordinary.Select(Time));
        Assert.InRange(ordinary.Length, 2, 3);
        // A day before it is anybody's.
        Assert.Equal(5, Free(half, VisitRank.Ordinary, Given.At("2026-03-01 16:30"), Nothing, Monday).Length);
    }

    [Fact]
    public void A_pattern_is_whole_quarters_within_bounds() => Assert.Equal(
        ["slotMinutes field.out-of-range", "bufferMinutes field.out-of-range", "placesPerHalfDay field.out-of-range", "greenPercent field.out-of-range",
            "greenHours field.out-of-range", "noticeHours field.out-of-range", "slotMinutes capacity.quarters", "bufferMinutes capacity.quarters"],
        new VisitPattern(10, 241, 21, 91, -1, 73).Faults.Select(f => $"{f.Field} {f.Code}"));

    [Fact]
    public void However_people_book_and_move_no_crew_is_at_two_places_and_kept_places_are_kept() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[0, 8], Gen.Int[0, 5], Gen.Int[0, 90], Gen.Int[1, 4], Gen.Int[0, 10_000].Array[1, 120]).Sample(
            (slot, buffer, places, green, crews, wishes) =>
            {
                var pattern = new VisitPattern(slot * 15, buffer * 15, places, green, 24, 0);
                var bookings = new List<Booking>();
                foreach (var wish in wishes)
                    Act(pattern, [.. Enumerable.Range(0, crews).Select(n => new Crew($"crew-{n}", []))], bookings, wish);
                Hold(pattern, bookings);
            },
            iter: 400);

    [Fact]
    public void When_all_ask_every_place_is_taken_once_and_of_those_kept_the_share_is_right() =>
        Gen.Select(Gen.Int[1, 8], Gen.Int[0, 4], Gen.Int[1, 6], Gen.Int[0, 90]).Sample(
            (slot, buffer, places, green) =>
            {
                var pattern = new VisitPattern(slot * 15, buffer * 15, places, green, 24, 0);
                var (crew, last) = (new Crew("crew", []), Monday.AddDays(11));
                var all = Enumerable.Range(0, 12).Sum(d => VisitSlots.Places(pattern, Given.China, Monday.AddDays(d)).Sum(w => w.Length));
                var ordinary = VisitSlots.Free(Question(pattern, VisitRank.Ordinary, Given.At("2026-02-28 08:00")) with { Visit = pattern.Slot }, [crew], Nothing, Monday, last);
                var anybody = VisitSlots.Free(Question(pattern, VisitRank.Green, Given.At("2026-02-28 08:00")) with { Visit = pattern.Slot }, [crew], Nothing, Monday, last);
                Assert.Equal(all, anybody.Length);
                // Counted over days off too, so that the share is right to a place or two in two weeks.
                Assert.InRange(all - ordinary.Length, (all * green / 100) - 2, (all * green / 100) + 2);
                Assert.Equal(all - ordinary.Length, anybody.Count(s => s.Kept > 0));
            },
            iter: 400);

    // A number says who asks, for how long, whether somebody moves, and which of the free times it is.
    private static void Act(VisitPattern pattern, ImmutableArray<Crew> crews, List<Booking> bookings, int wish)
    {
        if (wish % 5 == 0 && bookings.Count > 0)
            bookings.RemoveAt(wish % bookings.Count);
        var rank = (VisitRank)((wish % 3) + 1);
        var taken = bookings.SelectMany(b => b.Slot.Quarters().Select(q => new CrewQuarter(b.Crew, q))).ToHashSet();
        var question = Question(pattern, rank, Given.At("2026-02-28 08:00")) with { Visit = TimeSpan.FromMinutes(15 * ((wish % 11) + 1)) };
        if (VisitSlots.Free(question, crews, taken, Monday, Monday.AddDays(1)) is not { Length: > 0 } free)
            return;
        var slot = free[wish % free.Length];
        var crew = slot.Choose((uint)wish);
        Assert.Contains(crew, slot.Crews);
        Assert.True(rank != VisitRank.Ordinary || slot.Kept == 0, "A kept place was offered to everybody");
        bookings.Add(new Booking(crew, rank, slot.Kept > 0, slot));
    }

    private static void Hold(VisitPattern pattern, List<Booking> bookings)
    {
        foreach (var crew in bookings.GroupBy(b => b.Crew))
        {
            var inOrder = crew.OrderBy(b => b.Slot.From).ToList();
            Assert.All(inOrder.Zip(inOrder.Skip(1)), pair => Assert.True(
                pair.Second.Slot.From >= pair.First.Slot.Until + TimeSpan.FromMinutes(pattern.BufferMinutes), $"{pair.First.Slot} is not over, or too far, before {pair.Second.Slot}"));
            Assert.All(inOrder, b => Assert.Contains(Given.China.WindowsOn(Given.China.DateOf(b.Slot.From)), w => w.From <= b.Slot.From && b.Slot.Until <= w.To));
            foreach (var window in new[] { Monday, Monday.AddDays(1) }.SelectMany(Given.China.WindowsOn))
                Assert.True(inOrder.Count(b => b.Slot.From >= window.From && b.Slot.From < window.To) <= pattern.PlacesPerHalfDay, "More visits than places");
        }
    }

    private static SlotQuestion Question(VisitPattern pattern, VisitRank rank, DateTimeOffset now) => new(pattern, TimeSpan.FromHours(1), rank, Given.China, now);

    private static ImmutableArray<VisitSlot> Free(VisitPattern pattern, VisitRank rank, DateTimeOffset now, IReadOnlySet<CrewQuarter> taken, DateOnly day) =>
        VisitSlots.Free(Question(pattern, rank, now), [new Crew("a", [])], taken, day, day);

    private static List<string> Times(VisitPattern pattern, TimeSpan visit) =>
        [.. VisitSlots.Free(Question(pattern, VisitRank.Ordinary, Sunday) with { Visit = visit }, [new Crew("a", [])], Nothing, Monday, Monday).Select(Time)];

    private static string Time(VisitSlot slot) => slot.From.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
