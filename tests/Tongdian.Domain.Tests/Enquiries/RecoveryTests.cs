using Tongdian.Domain.Clocks;
using Tongdian.Domain.Enquiries;
using Tongdian.Domain.Tests.Clocks;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Domain.Tests.Enquiries;

/// <summary>A customer who was not satisfied is answered, told a plan, and asked until they are.</summary>
public sealed class RecoveryTests
{
    private readonly EnquiryStory story = new(EnquiryKind.Recovery);

    [Fact]
    public void It_owes_an_answer_within_two_hours_and_a_plan_within_a_day()
    {
        Assert.Equal(EnquiryStory.Begin.AddHours(2), story.At(1).DueAt);
        story.Then(EnquiryStory.Answer, EnquiryStory.Owner, 60);
        Assert.Equal(EnquiryStory.Begin.AddHours(24), story.At(61).DueAt);
        Assert.Equal(EnquiryStanding.Late, story.At((24 * 60) + 1).Standing);

        story.Then(EnquiryStory.Plan(3), EnquiryStory.Owner, 120);
        // Its last day is Thursday: the customer is asked by the end of Friday.
        Assert.Equal(Given.At("2026-03-07 00:00"), story.At(121).DueAt);
        story.Then(new JudgeAnswer(true, null), People.Clerk, 200);
        Assert.Null(story.At(201).DueAt);
        Assert.Equal((EnquiryStatus.Closed, true, false), (story.State.Status, story.State.Judged, story.State.Unreachable));
        Assert.Null(story.At(100_000).BreachedAt);
    }

    [Fact]
    public void Nobody_in_the_company_can_call_it_over()
    {
        story.Then(EnquiryStory.Answer, EnquiryStory.Owner, 60).Then(EnquiryStory.Plan(3), EnquiryStory.Owner, 70);

        Assert.Equal("enquiry.only-the-customer-ends", story.Do(new CloseEnquiry(), People.Coordinator, 80)?.Code);
    }

    [Fact]
    public void Who_is_not_satisfied_is_owed_another_answer_and_another_plan()
    {
        story.Then(EnquiryStory.Answer, EnquiryStory.Owner, 60).Then(EnquiryStory.Plan(1), EnquiryStory.Owner, 70)
            .Then(new JudgeAnswer(false, Guid.NewGuid()), People.Clerk, 3000);

        Assert.Equal((EnquiryStatus.Open, 2), (story.State.Status, story.State.Turns.Length));
        Assert.Equal(EnquiryStory.Begin.AddMinutes(3000 + 120), story.At(3001).DueAt);
        Assert.Contains(story.At(3000 + (25 * 60)).Reached, r => (r.Limit, r.Occurrence, r.Threshold) == (EnquiryLimit.Plan, 2, Threshold.Breach));
    }

    [Fact]
    public void Who_cannot_be_reached_was_called_three_times_has_a_plan_and_may_still_say_that_it_is_not_all_right()
    {
        Assert.Equal("enquiry.not-answered", story.Do(new GiveUpCustomer(), EnquiryStory.Owner)?.Code);
        story.Then(EnquiryStory.Answer, EnquiryStory.Owner, 60);
        Assert.Equal("enquiry.not-planned", story.Do(new GiveUpCustomer(), EnquiryStory.Owner, 61)?.Code);
        story.Then(EnquiryStory.Plan(1), EnquiryStory.Owner, 70).Then(new KeepCall(), EnquiryStory.Owner, 80).Then(new KeepCall(), EnquiryStory.Owner, 300);
        Assert.Equal("enquiry.too-few-calls", story.Do(new GiveUpCustomer(), EnquiryStory.Owner, 301)?.Code);

        story.Then(new KeepCall(), EnquiryStory.Owner, 600).Then(new GiveUpCustomer(), EnquiryStory.Owner, 601);
        Assert.Equal((EnquiryStatus.Closed, null, true), (story.State.Status, story.State.Judged, story.State.Unreachable));
        Assert.Null(story.At(602).DueAt);

        story.Then(new JudgeAnswer(false, null), Domain.Cases.Actor.Customer, 900);
        Assert.Equal((EnquiryStatus.Open, false), (story.State.Status, story.State.Unreachable));
    }

    [Fact]
    public void A_plan_ends_today_at_the_earliest_and_there_is_one_for_every_time()
    {
        Assert.Equal("until", story.Do(EnquiryStory.Plan(-1), EnquiryStory.Owner)?.Fields[0].Field);
        Assert.Equal("until", story.Do(EnquiryStory.Plan(91), EnquiryStory.Owner)?.Fields[0].Field);
        story.Then(EnquiryStory.Plan(0), EnquiryStory.Owner);
        Assert.Equal("enquiry.already-planned", story.Do(EnquiryStory.Plan(5), EnquiryStory.Owner)?.Code);
        Assert.Equal("enquiry.no-recovery", new EnquiryStory().Do(EnquiryStory.Plan(1), EnquiryStory.Owner)?.Code);
    }
}
