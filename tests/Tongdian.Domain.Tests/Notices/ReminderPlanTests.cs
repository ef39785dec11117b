using Tongdian.Domain.Cases;
using Tongdian.Domain.Notices;
using Tongdian.Domain.Tests.Clocks;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Domain.Tests.Notices;

/// <summary>That no reminder is there twice or too late, whatever happens to a case, is among the properties of all stories.</summary>
public sealed class ReminderPlanTests
{
    [Fact]
    public void A_visit_is_reminded_of_a_day_before_it_begins_once_it_is_agreed_on_and_no_longer_when_somebody_is_there()
    {
        var story = CaseStory.Submitted(TestProcesses.Linear).Later(1);
        var visit = new VisitTime(new DateOnly(2026, 3, 4), DayPart.Afternoon);
        story.Do(new AskForTime("survey", visit, null, Given.China), Actor.Customer);
        Assert.DoesNotContain(Plan(story), r => r.Kind == ReminderKind.Visit);

        story.Do(new AgreeTime("survey", visit, null, Given.China), People.Surveyor);
        Assert.Equal(
            new PlannedReminder(ReminderKind.Visit, "survey:2026-03-04:Afternoon", "survey", Given.At("2026-03-03 13:30"), Given.At("2026-03-04 13:30")),
            Assert.Single(Plan(story), r => r.Kind == ReminderKind.Visit));

        story.Do(new CheckIn("survey"), People.Surveyor);
        Assert.DoesNotContain(Plan(story), r => r.Kind == ReminderKind.Visit);
    }

    [Fact]
    public void An_answer_to_the_scheme_is_asked_for_at_half_and_nine_tenths_of_its_time_and_then_by_telephone()
    {
        var story = CaseStory.Submitted(TestProcesses.HighVoltage).GoOnTo("confirmation");
        var since = story.Now;

        Assert.Equal(
            [
                (ReminderKind.Confirmation, "1:50", since.AddHours(6), since.AddHours(12)),
                (ReminderKind.Confirmation, "1:90", since.AddHours(10.8), since.AddHours(12)),
                (ReminderKind.ConfirmationCall, "1", since.AddHours(12), (DateTimeOffset?)null),
            ],
            Plan(story).Where(r => r.Kind is ReminderKind.Confirmation or ReminderKind.ConfirmationCall).Select(r => (r.Kind, r.Key, r.At, r.Limit)));

        story.Complete("confirmation");
        Assert.DoesNotContain(Plan(story), r => r.Stage == "confirmation");
    }

    [Fact]
    public void A_case_that_is_over_reminds_of_nothing()
    {
        var story = CaseStory.Submitted(TestProcesses.Linear);
        Assert.Single(Plan(story), r => r.Kind == ReminderKind.PowerOn);

        story.Do(new WithdrawCase(), Actor.Customer);

        Assert.Empty(Plan(story));
    }

    private static List<PlannedReminder> Plan(CaseStory story) =>
        [.. ReminderPlan.Of(story.State, story.Process, new CaseClocks(story.State, story.Process, Given.China, story.Now), Given.China)];
}
