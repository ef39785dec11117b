using Tongdian.Domain.Cases;
using Tongdian.Domain.Enquiries;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;
using static Tongdian.Domain.Tests.Enquiries.EnquiryStory;

namespace Tongdian.Domain.Tests.Enquiries;

/// <summary>An answer within 24 hours by day and night; a fault in somebody's hands within 30 minutes.</summary>
public sealed class EnquiryClockTests
{
    private const double Day = 24 * 60;

    [Theory]
    [InlineData(0, EnquiryStanding.OnTime)]
    [InlineData(Day * 0.75 - 1, EnquiryStanding.OnTime)]
    [InlineData(Day * 0.75, EnquiryStanding.Near)]
    [InlineData(Day - 1, EnquiryStanding.Near)]
    [InlineData(Day, EnquiryStanding.Late)]
    [InlineData(Day * 30, EnquiryStanding.Late)]
    public void An_open_one_comes_near_at_three_quarters_and_is_late_after_a_day(double minutes, EnquiryStanding standing)
    {
        var clocks = new EnquiryStory().At(minutes);

        Assert.Equal((standing, Begin.AddDays(1), Begin.AddHours(18)), (clocks.Standing, clocks.DueAt, clocks.NearAt));
    }

    [Fact]
    public void A_late_answer_stays_late_and_a_timely_one_owes_nothing()
    {
        var late = new EnquiryStory().Then(Answer, Owner, Day + 1).At(Day * 9);
        Assert.Equal((EnquiryStanding.AnsweredLate, Begin.AddDays(1), null), (late.Standing, late.BreachedAt, late.DueAt));

        // At the very instant of the limit is in time.
        var timely = new EnquiryStory().Then(Answer, Owner, Day).At(Day * 9);
        Assert.Equal((EnquiryStanding.Answered, null, null), (timely.Standing, timely.BreachedAt, timely.NearAt));
    }

    [Fact]
    public void Every_time_the_customer_asks_has_a_limit_of_its_own_and_an_old_breach_stays()
    {
        var story = new EnquiryStory().Then(Answer, Owner, Day + 60).Then(Question, Actor.Customer, Day * 2);

        var open = story.At(Day * 2 + 1);
        Assert.Equal((EnquiryStanding.OnTime, Begin.AddDays(3), Begin.AddDays(1)), (open.Standing, open.DueAt, open.BreachedAt));
        Assert.Equal(EnquiryStanding.AnsweredLate, story.Then(Answer, Owner, Day * 2 + 5).At(Day * 2 + 6).Standing);
    }

    [Fact]
    public void A_fault_is_near_and_late_until_somebody_has_it_and_then_owes_the_answer()
    {
        var story = new EnquiryStory(EnquiryKind.Fault, assignee: "construction-crew");
        Assert.Equal((EnquiryStanding.OnTime, Begin.AddMinutes(30), Begin.AddMinutes(22.5)), (story.At(22).Standing, story.At(0).DueAt, story.At(0).NearAt));
        Assert.Equal((EnquiryStanding.Near, EnquiryStanding.Late), (story.At(23).Standing, story.At(31).Standing));

        story.Then(new TakeOver(), People.Crew, 40);
        Assert.Equal((EnquiryStanding.OnTime, Begin.AddDays(1), Begin.AddMinutes(30)), (story.At(41).Standing, story.At(41).DueAt, story.At(41).BreachedAt));
        Assert.Equal(EnquiryStanding.AnsweredLate, story.Then(Answer, People.Crew, 60).At(61).Standing);
    }

    [Fact]
    public void A_watch_meets_every_threshold_once_and_none_after_the_answer()
    {
        var story = new EnquiryStory(EnquiryKind.Fault, assignee: "construction-crew");
        var met = new List<double>();
        for (DateTimeOffset? at = Begin; (at = story.At(0).NextAfter(at!.Value)) is not null;)
            met.Add((at.Value - Begin).TotalMinutes);
        Assert.Equal([22.5, 30, Day * 0.75, Day], met);

        Assert.Equal(Begin.AddHours(18), story.Then(new TakeOver(), People.Crew, 5).At(6).NextAfter(Begin));
        Assert.Null(story.Then(Answer, People.Crew, 7).At(8).NextAfter(Begin));
    }
}
