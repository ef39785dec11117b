using Tongdian.Domain.Cases;
using Tongdian.Domain.Enquiries;
using Tongdian.Domain.Processes;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;
using static Tongdian.Domain.Tests.Enquiries.EnquiryStory;

namespace Tongdian.Domain.Tests.Enquiries;

/// <summary>What may happen to an enquiry, and who may do it.</summary>
public sealed class EnquiryRuleTests
{
    [Fact]
    public void It_is_closed_with_an_answer_only()
    {
        var story = new EnquiryStory();
        Assert.Equal("enquiry.not-answered", story.Do(new CloseEnquiry(), Owner)?.Code);

        story.Then(Answer, Owner).Then(new CloseEnquiry(), Owner);

        Assert.Equal(EnquiryStatus.Closed, story.State.Status);
        Assert.NotNull(story.State.ClosedAt);
        Assert.Equal("enquiry.closed", story.Do(Answer, Owner)?.Code);
        Assert.Equal("enquiry.closed", story.Do(Question, Actor.Customer)?.Code);
        Assert.Null(story.Do(new KeepNote(Guid.NewGuid()), Owner));
    }

    [Fact]
    public void The_customer_who_writes_again_waits_for_an_answer_again()
    {
        var story = new EnquiryStory().Then(Answer, Owner, 10).Then(Question, Actor.Customer, 20).Then(Question, Actor.Customer, 30);

        Assert.Equal(EnquiryStatus.Open, story.State.Status);
        Assert.Equal([Begin, Begin.AddMinutes(20)], story.State.Turns.Select(t => t.AskedAt));
        Assert.Equal("enquiry.not-answered", story.Do(new CloseEnquiry(), Owner)?.Code);
    }

    [Fact]
    public void Answered_ends_it_and_not_answered_opens_it_also_when_it_was_closed()
    {
        var story = new EnquiryStory();
        Assert.Equal("enquiry.not-answered", story.Do(new JudgeAnswer(true, null), Actor.Customer)?.Code);

        story.Then(Answer, Owner, 2).Then(new CloseEnquiry(), Owner, 3).Then(new JudgeAnswer(false, Guid.NewGuid()), Actor.Customer, 4);
        Assert.Equal((EnquiryStatus.Open, false, null), (story.State.Status, story.State.Judged, story.State.ClosedAt));

        story.Then(Answer, Owner, 5).Then(new JudgeAnswer(true, null), Actor.Customer, 6);
        Assert.Equal((EnquiryStatus.Closed, true, Begin.AddMinutes(6)), (story.State.Status, story.State.Judged, story.State.ClosedAt));
        Assert.Equal("enquiry.already-judged", story.Do(new JudgeAnswer(false, null), Actor.Customer)?.Code);
    }

    [Fact]
    public void Whoever_answers_has_it_and_whoever_takes_it_over_too()
    {
        var fault = new EnquiryStory(EnquiryKind.Fault, assignee: null);
        fault.Then(new TakeOver(), People.Crew, 5);
        Assert.Equal(("construction-crew", Begin.AddMinutes(5)), (fault.State.Assignee, fault.State.TakenAt));
        Assert.Equal("enquiry.already-taken", fault.Do(new TakeOver(), People.Crew)?.Code);

        var unclaimed = new EnquiryStory(assignee: null).Then(Answer, People.Coordinator, 7);
        Assert.Equal(("coordinator", Begin.AddMinutes(7)), (unclaimed.State.Assignee, unclaimed.State.TakenAt));
    }

    [Fact]
    public void Only_those_who_deal_with_it_answer_and_only_the_customer_judges()
    {
        foreach (var stranger in new[] { People.Surveyor, People.Auditor, People.Administrator, People.Installer, Actor.Customer })
        {
            var story = new EnquiryStory();
            foreach (var command in new EnquiryCommand[] { new TakeOver(), Answer, new KeepNote(Guid.NewGuid()), new Transfer(null, Departments.Metering, Guid.NewGuid()), new ChangeOwner("x", Guid.NewGuid()) })
                Assert.Equal("enquiry.not-allowed", story.Do(command, stranger)?.Code);
        }

        var answered = new EnquiryStory().Then(Answer, Owner);
        Assert.Equal("enquiry.not-allowed", answered.Do(new JudgeAnswer(true, null), People.Crew)?.Code);
        Assert.Equal("enquiry.not-allowed", answered.Do(Question, People.Crew)?.Code);
        // The customer calls, and who takes the call enters it for them.
        Assert.Null(answered.Do(Question, People.Clerk));
    }

    [Fact]
    public void A_transfer_and_another_owner_change_something_or_are_refused()
    {
        var story = new EnquiryStory();
        Assert.Equal("enquiry.nothing-to-change", story.Do(new Transfer(story.State.Assignee, story.State.Department, Guid.NewGuid()), Owner)?.Code);
        Assert.Equal("enquiry.nothing-to-change", story.Do(new ChangeOwner(story.State.Owner, Guid.NewGuid()), Owner)?.Code);

        story.Then(new Transfer(null, Departments.Metering, Guid.NewGuid()), Owner).Then(Answer, People.Installer);

        Assert.Equal(("customer-service-agent", "meter-installer"), (story.State.Owner, story.State.Assignee));
        Assert.Equal("enquiry.not-allowed", story.Do(new ChangeOwner("meter-installer", Guid.NewGuid()), People.Installer)?.Code);
        Assert.Null(story.Do(new ChangeOwner("meter-installer", Guid.NewGuid()), People.Coordinator));
    }

    [Fact]
    public void A_deputy_does_what_the_absent_colleague_would()
    {
        var story = new EnquiryStory(owner: "crew-9", assignee: "crew-9");

        Assert.Null(story.Do(Answer, People.Deputy));
    }
}
