using Tongdian.Domain.Cases;
using Tongdian.Domain.Notices;
using Tongdian.Domain.Tests.Clocks;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Domain.Tests.Cases;

/// <summary>The story is on Monday, 2 March 2026, ten o'clock.</summary>
public sealed class BookedVisitTests
{
    private readonly CaseStory surveying = CaseStory.Submitted(TestProcesses.Linear).Later(1);

    [Fact]
    public void A_time_that_is_picked_is_agreed_at_once_and_whoever_comes_has_the_stage()
    {
        surveying.Do(Book("2026-03-03 08:30"), Actor.Customer);

        var at = surveying.At("survey");
        Assert.Equal(People.Surveyor.Ref.Id, at.Assignee);
        Assert.Equal((AppointmentStatus.Agreed, DayPart.Morning, new DateOnly(2026, 3, 3)), (at.Appointment!.Status, at.Appointment.Time.Part, at.Appointment.Time.Day));
        Assert.Equal((Given.At("2026-03-03 08:30"), Given.At("2026-03-03 09:30")), (at.Appointment.Time.From, at.Appointment.Time.Until));
        Assert.Equal(Given.At("2026-03-03 09:00"), Clocks.VisitEnds(surveying.Definition("survey")));
        var reminder = Assert.Single(ReminderPlan.Of(surveying.State, surveying.Process, Clocks, Given.China), r => r.Kind == ReminderKind.Visit);
        Assert.Equal(("survey:2026-03-03:08:30", Given.At("2026-03-02 08:30")), (reminder.Key, reminder.At));
        Assert.Equal("afternoon", VisitTime.Exact(Given.At("2026-03-03 13:30"), Given.At("2026-03-03 14:30"), Given.China).Part.ToString(), ignoreCase: true);
    }

    [Fact]
    public void What_is_picked_later_than_the_first_that_was_free_is_the_customers_time_until_it_is_moved_back()
    {
        surveying.Do(Book("2026-03-03 10:00", earliest: "2026-03-02 13:30"), Actor.Customer);
        Assert.Equal([new Deferral(Given.At("2026-03-02 13:30"), Given.At("2026-03-03 10:00"))], surveying.At("survey").Deferrals);

        surveying.Do(Book("2026-03-04 10:00", earliest: "2026-03-02 15:00"), Actor.Customer);
        Assert.Equal([new Deferral(Given.At("2026-03-02 13:30"), Given.At("2026-03-04 10:00"))], surveying.At("survey").Deferrals);

        surveying.Do(Book("2026-03-02 13:30"), Actor.Customer);
        Assert.Null(surveying.At("survey").Deferrals);
    }

    [Fact]
    public void When_nobody_came_the_next_time_is_not_the_customers_doing()
    {
        surveying.Do(Book("2026-03-02 13:30"), Actor.Customer);
        surveying.Now = Given.At("2026-03-02 14:01");
        surveying.Do(Book("2026-03-03 08:30"), Actor.Customer);
        Assert.Null(surveying.At("survey").Deferrals);
    }

    [Fact]
    public void What_is_too_near_is_moved_on_the_telephone_only()
    {
        surveying.Do(Book("2026-03-02 13:30"), Actor.Customer);
        surveying.Now = Given.At("2026-03-02 11:45");
        Assert.Equal("appointment.too-late", surveying.Refused(Book("2026-03-03 08:30"), Actor.Customer));
        surveying.Do(Book("2026-03-03 10:00"), People.Agent);
        surveying.Do(Book("2026-03-03 08:30"), Actor.Customer);
    }

    [Fact]
    public void It_is_picked_by_the_customers_side_ahead_and_for_a_visit_and_by_a_crew_that_does_it()
    {
        Assert.Equal("case.not-allowed", surveying.Refused(Book("2026-03-03 08:30"), People.Crew));
        Assert.Equal("appointment.slot-taken", surveying.Refused(Book("2026-03-02 10:00"), Actor.Customer));
        Assert.Equal("appointment.slot-taken", surveying.Refused(Book("2026-03-03 08:30") with { Time = new VisitTime(new DateOnly(2026, 3, 3), DayPart.Morning) }, Actor.Customer));
        Assert.Equal("stage.assignee-does-not-fit", surveying.Refused(Book("2026-03-03 08:30") with { Crew = People.Crew.AsColleague() }, Actor.Customer));
        surveying.Do(Book("2026-03-03 08:30"), Actor.Customer);
        Assert.Equal("appointment.invalid", surveying.Refused(Book("2026-03-03 08:30"), Actor.Customer));
    }

    [Fact]
    public void Whoever_has_the_stage_keeps_it_unless_the_crew_that_comes_is_to_have_it()
    {
        Assert.Equal("stage.assignee-does-not-fit", surveying.Refused(Book("2026-03-03 08:30") with { Crew = null }, Actor.Customer));
        surveying.Do(new AssignStage("survey", People.OtherSurveyor.AsColleague()), People.Coordinator).Do(Book("2026-03-03 08:30") with { Crew = null }, Actor.Customer);
        Assert.Equal(People.OtherSurveyor.Ref.Id, surveying.At("survey").Assignee);

        surveying.Do(Book("2026-03-03 10:00"), Actor.Customer);
        Assert.Equal(People.Surveyor.Ref.Id, surveying.At("survey").Assignee);
        surveying.Do(Book("2026-03-04 10:00"), Actor.Customer);
        Assert.DoesNotContain(surveying.Last, e => e is StageAssigned);
    }

    [Fact]
    public void How_far_from_the_site_somebody_checked_in_is_kept_and_where_that_was_is_not()
    {
        var place = CheckInPlace.Of(40.320, 116.637, 12.4, false, (40.316, 116.637));
        Assert.Equal((445, 12, true), (place.DistanceM, place.AccuracyM, place.Doubtful));
        Assert.False(CheckInPlace.Of(40.320, 116.637, 500, false, (40.316, 116.637)).Doubtful);
        Assert.True(CheckInPlace.Of(40.316, 116.637, 5, true, (40.316, 116.637)).Doubtful);
        Assert.Equal(new CheckInPlace(null, 5, false), CheckInPlace.Of(40, 116, 5, false, null));

        surveying.Do(Book("2026-03-03 08:30"), Actor.Customer).Do(new CheckIn("survey") { Place = place }, People.Surveyor);
        Assert.Equal(place, surveying.At("survey").ArrivedPlace);
        Assert.Contains("\"accuracyM\":12,\"distanceM\":445", CaseText.Of(surveying.Commits[^1][^1]), StringComparison.Ordinal);
    }

    private CaseClocks Clocks => new(surveying.State, surveying.Process, Given.China, surveying.Now);

    private static BookVisit Book(string from, string? earliest = null) => new(
        "survey", VisitTime.Exact(Given.At(from), Given.At(from).AddHours(1), Given.China), People.Surveyor.AsColleague(), Given.At(earliest ?? from), TimeSpan.FromHours(2));
}
