using Tongdian.Domain.Cases;
using Tongdian.Domain.Tests.Clocks;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Domain.Tests.Cases;

public sealed class VisitTests
{
    // The story is on Monday, 2 March 2026, ten o'clock; Wednesday is a plain working day.
    private static readonly VisitTime Wednesday = new(new DateOnly(2026, 3, 4), DayPart.Afternoon);
    private static readonly VisitTime Thursday = new(new DateOnly(2026, 3, 5), DayPart.Morning);

    private readonly CaseStory surveying = CaseStory.Submitted(TestProcesses.Linear).Later(1);

    [Fact]
    public void The_customer_asks_and_the_surveyor_says_yes()
    {
        var clocks = surveying.State.Time;
        surveying.Do(Ask(Wednesday, "孩子放学后在家"), Actor.Customer);
        Assert.Equal(new Appointment(Wednesday, AppointmentStatus.Asked, "孩子放学后在家", surveying.Now) { Begins = Given.At("2026-03-04 13:30") }, surveying.At("survey").Appointment);

        surveying.Later(1).Do(Answer(Wednesday), People.Surveyor);

        Assert.Equal(new Appointment(Wednesday, AppointmentStatus.Agreed, null, surveying.Now) { Begins = Given.At("2026-03-04 13:30") }, surveying.At("survey").Appointment);
        Assert.Equal(clocks, surveying.State.Time);
    }

    [Fact]
    public void The_surveyor_offers_another_time_and_the_customer_says_yes_to_it()
    {
        surveying.Do(Ask(Wednesday), Actor.Customer).Do(Answer(Thursday), People.Surveyor);
        Assert.Equal(AppointmentStatus.Proposed, surveying.At("survey").Appointment!.Status);

        surveying.Do(Ask(Thursday), Actor.Customer);

        Assert.IsType<TimeAgreed>(Assert.Single(surveying.Last));
    }

    [Fact]
    public void A_time_that_nobody_asked_for_is_an_offer_and_an_agreed_one_can_be_moved()
    {
        surveying.Do(Answer(Wednesday), People.Coordinator);
        Assert.IsType<TimeProposed>(Assert.Single(surveying.Last));
        surveying.Do(Ask(Wednesday), People.Clerk).Do(Ask(Thursday), Actor.Customer);

        Assert.Equal((Thursday, AppointmentStatus.Asked), (surveying.At("survey").Appointment!.Time, surveying.At("survey").Appointment!.Status));
    }

    [Fact]
    public void Saying_the_same_again_is_nothing_new()
    {
        surveying.Do(Ask(Wednesday), Actor.Customer);
        Assert.Equal("day: appointment.same", Fault(Ask(Wednesday), Actor.Customer));
        surveying.Do(Answer(Wednesday), People.Surveyor);
        Assert.Equal("day: appointment.same", Fault(Ask(Wednesday), Actor.Customer));
        Assert.Equal("day: appointment.same", Fault(Answer(Wednesday), People.Surveyor));
        surveying.Do(Answer(Thursday), People.Surveyor);
        Assert.Equal("day: appointment.same", Fault(Answer(Thursday), People.Surveyor));
    }

    [Fact]
    public void A_day_must_be_ahead_worked_and_near()
    {
        Assert.Equal("day: date.in-the-past today=2026-03-02", Fault(Ask(Wednesday with { Day = new DateOnly(2026, 2, 27) }), Actor.Customer));
        Assert.Equal("day: date.in-the-past today=2026-03-02", Fault(Ask(new VisitTime(new DateOnly(2026, 3, 2), DayPart.Morning)), Actor.Customer));
        Assert.Equal("day: date.in-the-past today=2026-03-02", Fault(Ask(Wednesday with { Day = DateOnly.MinValue }), Actor.Customer));
        Assert.Equal("day: appointment.day-off next=2026-03-09", Fault(Ask(Wednesday with { Day = new DateOnly(2026, 3, 7) }), Actor.Customer));
        Assert.Equal("day: appointment.too-far last=2026-05-01", Fault(Ask(Wednesday with { Day = new DateOnly(2026, 5, 2) }), Actor.Customer));
        Assert.Equal("day: appointment.too-far last=2026-05-01", Fault(Ask(Wednesday with { Day = DateOnly.MaxValue }), Actor.Customer));
        Assert.Equal("part: field.option", Fault(Ask(Wednesday with { Part = (DayPart)7 }), Actor.Customer));
        surveying.Do(Ask(new VisitTime(new DateOnly(2026, 3, 2), DayPart.Afternoon)), Actor.Customer);
    }

    [Fact]
    public void After_work_the_first_day_is_the_next_working_day()
    {
        Assert.Equal(new DateOnly(2026, 3, 2), VisitTimes.FirstDay(Given.China, CaseStory.Monday));
        Assert.Equal(new DateOnly(2026, 3, 3), VisitTimes.FirstDay(Given.China, CaseStory.Monday.AddHours(9)));
        Assert.Equal(new DateOnly(2026, 3, 9), VisitTimes.FirstDay(Given.China, CaseStory.Monday.AddDays(4).AddHours(9)));
    }

    [Fact]
    public void Only_the_customers_side_asks_and_only_those_of_the_stage_and_those_who_steer_answer()
    {
        Assert.Equal("case.not-allowed", surveying.Refused(Ask(Wednesday), People.Surveyor));
        Assert.Equal("case.not-allowed", surveying.Refused(Answer(Wednesday), Actor.Customer));
        Assert.Equal("case.not-allowed", surveying.Refused(Answer(Wednesday), People.Crew));
        surveying.Do(new ClaimStage("survey"), People.OtherSurveyor);
        Assert.Equal("stage.assigned-to-other", surveying.Refused(Answer(Wednesday), People.Surveyor));
        surveying.Do(Answer(Wednesday), People.OtherSurveyor).Do(Answer(Thursday), People.Coordinator);
    }

    [Fact]
    public void Nobody_comes_for_a_stage_that_is_not_a_visit_or_not_open()
    {
        Assert.Equal("stage.not-open", surveying.Refused(new AskForTime("construction", Wednesday, null, Given.China), Actor.Customer));
        var contract = surveying.Process.Stages.First(s => !s.IsVisit && s.Id != "acceptance").Id;
        surveying.GoOnTo(contract);
        Assert.Equal("appointment.no-visit", surveying.Refused(new AskForTime(contract, Wednesday, null, Given.China), Actor.Customer));
    }

    [Fact]
    public void A_stage_that_is_entered_again_has_no_time_any_more()
    {
        surveying.Do(Ask(Wednesday), Actor.Customer).Complete("survey");
        Assert.Equal(Wednesday, surveying.At("survey").Appointment!.Time);
        var next = surveying.Process.Stages.First(s => surveying.At(s.Id).Status.IsOpen() && !s.AfterArchive).Id;

        surveying.SendBack(next, "survey");

        Assert.Null(surveying.At("survey").Appointment);
    }

    private string? Fault(CaseCommand command, Actor by)
    {
        var fault = surveying.Try(command, by).Error?.Fields.Single();
        return fault is null ? null : $"{fault.Field}: {fault.Code} {string.Join(' ', fault.Values.Select(v => $"{v.Key}={v.Value}"))}".TrimEnd();
    }

    private static AskForTime Ask(VisitTime time, string? note = null) => new("survey", time, note, Given.China);

    private static AgreeTime Answer(VisitTime time) => new("survey", time, null, Given.China);
}
