using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Tests.Clocks;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Domain.Tests.Cases;

/// <summary>The survey may take 16 hours from Monday, 2 March 2026, nine o'clock; now it is ten.</summary>
public sealed class LaterAppointmentTests
{
    private static readonly VisitTime Monday = new(new DateOnly(2026, 3, 2), DayPart.Afternoon);
    private static readonly VisitTime Tuesday = new(new DateOnly(2026, 3, 3), DayPart.Morning);
    private static readonly VisitTime Wednesday = new(new DateOnly(2026, 3, 4), DayPart.Morning);

    private readonly CaseStory surveying = CaseStory.Submitted(TestProcesses.Linear).Later(1);

    [Fact]
    public void What_the_customer_takes_later_than_it_was_offered_is_the_customers_time()
    {
        Offer(Monday).Do(Ask(Wednesday), Actor.Customer).Do(Answer(Wednesday), People.Surveyor);

        Assert.Equal(
            [
                (TimeOwner.Utility, null, Given.At("2026-03-02 13:30")),
                (TimeOwner.Customer, "customer-later-appointment", Given.At("2026-03-04 08:30")),
                (TimeOwner.Utility, null, (DateTimeOffset?)null),
            ],
            Clocks.StageTimeline("survey").Spans.Select(s => (s.Owner, s.Reason, s.To)));
        Assert.Equal(Clocks.StageTimeline("survey").Spans, Clocks.PromiseTimeline(Clocks.Promise.Definition).Spans);
    }

    [Fact]
    public void The_due_time_looks_ahead_over_it_before_it_begins_and_while_it_lasts()
    {
        Offer(Monday).Do(Ask(Wednesday), Actor.Customer);

        foreach (var now in (string[])["2026-03-02 10:00", "2026-03-03 12:00", "2026-03-04 09:00"])
        {
            surveying.Now = Given.At(now);
            Assert.Equal(Given.At("2026-03-04 20:00"), Survey.DueAt);
            Assert.Equal(Given.At("2026-03-06 04:00"), Clocks.Promise.Reading.DueAt);
        }

        surveying.Now = Given.At("2026-03-03 12:00");
        Assert.Equal((false, TimeSpan.FromHours(4.5), TimeSpan.FromHours(11.5)), (Survey.Running, Survey.Used, Survey.Left));
        Assert.Equal(Given.At("2026-03-04 20:00"), Clocks.Expected("survey"));
    }

    [Fact]
    public void An_earlier_or_the_same_time_and_one_that_was_asked_for_first_change_nothing()
    {
        surveying.Do(Ask(Wednesday), Actor.Customer).Do(Answer(Wednesday), People.Surveyor);
        Nothing();

        var other = CaseStory.Submitted(TestProcesses.Linear).Later(1).Do(Answer(Wednesday), People.Surveyor).Do(Ask(Tuesday), Actor.Customer)
            .Do(Answer(Tuesday), People.Surveyor);
        Assert.Null(other.At("survey").Deferrals);
    }

    [Fact]
    public void What_the_company_could_not_do_when_the_customer_wanted_it_stays_the_companys()
    {
        Offer(Monday).Do(Ask(Tuesday), Actor.Customer).Do(Answer(Wednesday), People.Surveyor).Do(Ask(Wednesday), Actor.Customer);

        Assert.IsType<TimeAgreed>(Assert.Single(surveying.Last));
        Assert.Equal([new Deferral(Given.At("2026-03-02 13:30"), Given.At("2026-03-03 08:30"))], surveying.At("survey").Deferrals!.Value);
    }

    [Fact]
    public void An_offer_that_the_company_itself_replaces_was_none()
    {
        Offer(Monday).Do(Answer(Wednesday), People.Surveyor).Do(Ask(Wednesday), Actor.Customer);

        Nothing();
    }

    [Fact]
    public void Who_moves_what_was_agreed_on_takes_the_difference_while_it_lies_ahead()
    {
        Offer(Tuesday).Do(Ask(Tuesday), Actor.Customer).Do(Ask(Wednesday), Actor.Customer);
        Assert.Equal([new Deferral(Given.At("2026-03-03 08:30"), Given.At("2026-03-04 08:30"))], surveying.At("survey").Deferrals!.Value);

        var missed = CaseStory.Submitted(TestProcesses.Linear).Later(1).Do(Answer(Monday), People.Surveyor).Do(Ask(Monday), Actor.Customer).Later(8)
            .Do(Ask(Wednesday), Actor.Customer);
        Assert.Null(missed.At("survey").Deferrals);
    }

    [Fact]
    public void It_ends_with_the_stage_and_does_not_come_back_with_the_next_round()
    {
        Offer(Monday).Do(Ask(Wednesday), Actor.Customer).Later(5).Complete("survey");
        Assert.Equal((true, TimeSpan.FromHours(4.5)), (Survey.Finished, Survey.Used));

        surveying.SendBack("construction", "survey").Later(2);
        Assert.Equal((true, TimeSpan.FromHours(6.5)), (Survey.Running, Survey.Used));
    }

    [Fact]
    public void A_pause_inside_it_is_a_union_with_it()
    {
        Offer(Monday).Do(Ask(Wednesday), Actor.Customer).Later(2).Do(new PauseStage("survey", "road-permit", null), People.Surveyor).Later(10)
            .Do(new ResumeStage("survey", null), People.Surveyor);

        Assert.Equal(Given.At("2026-03-04 21:30"), Survey.DueAt);
    }

    private CaseClocks Clocks => new(surveying.State, surveying.Process, Given.China, surveying.Now);

    private ClockReading Survey => Clocks.Stage(surveying.Definition("survey"))!;

    private CaseStory Offer(VisitTime time) => surveying.Do(Answer(time), People.Surveyor);

    private void Nothing()
    {
        Assert.Null(surveying.At("survey").Deferrals);
        Assert.Equal(Given.At("2026-03-03 01:00"), Survey.DueAt);
    }

    private static AskForTime Ask(VisitTime time) => new("survey", time, null, Given.China);

    private static AgreeTime Answer(VisitTime time) => new("survey", time, null, Given.China);
}
