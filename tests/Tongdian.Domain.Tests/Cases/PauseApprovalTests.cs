using System.Collections.Immutable;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Tests.Clocks;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Domain.Tests.Cases;

/// <summary>The survey may take 16 hours from Monday, 2 March 2026, nine o'clock; now it is ten.</summary>
public sealed class PauseApprovalTests
{
    private static readonly FileLink Photo = new("evidence", new Guid(1, 2, 3, new byte[8]), "image/jpeg", "ab");

    private readonly CaseStory surveying = CaseStory.Submitted(TestProcesses.Linear).Later(1);

    [Fact]
    public void A_pause_waits_for_approval_unless_somebody_who_steers_began_it()
    {
        Pause("weather", People.Surveyor).Do(new PauseStage("survey", "road-permit", "占道审批") { Files = [Photo] }, People.Coordinator);

        Assert.Equal(
            [(1, PauseStanding.Awaiting, "surveyor", null), (2, PauseStanding.Approved, "coordinator", "coordinator")],
            Kept.Select(p => (p.Number, p.Standing, p.By, p.DecidedBy)));
        Assert.Equal((Photo, "占道审批"), (Kept[1].Files.Single(), Kept[1].Note));

        Decide(1, true);
        Assert.Equal((PauseStanding.Approved, "coordinator"), (Kept[0].Standing, Kept[0].DecidedBy));
        Assert.Equal("pause.already-decided", surveying.Refused(new DecidePause("survey", 1, false), People.Coordinator, "why"));
        Assert.Equal("pause.unknown", surveying.Refused(new DecidePause("survey", 9, true), People.Coordinator));
    }

    [Fact]
    public void Only_those_who_steer_decide_and_a_refusal_needs_a_reason()
    {
        Pause("weather", People.Surveyor);

        Assert.Equal("case.not-allowed", surveying.Refused(new DecidePause("survey", 1, true), People.Surveyor));
        Assert.Equal("case.reason-missing", surveying.Refused(new DecidePause("survey", 1, false), People.Coordinator));
    }

    [Fact]
    public void A_refused_pause_is_void_from_its_beginning()
    {
        Pause("weather", People.Surveyor).Later(5);
        Decide(1, false);

        Assert.Empty(surveying.At("survey").Pauses);
        Assert.Equal((TimeSpan.FromHours(6), Given.At("2026-03-03 01:00")), (Survey.Used, Survey.DueAt));
        Assert.Equal([TimeOwner.Utility], Clocks.PromiseTimeline(Clocks.Promise.Definition).Spans.Select(s => s.Owner));
        Assert.Equal((PauseStanding.Refused, "没有下雨", surveying.Now), (Kept[0].Standing, Kept[0].Why, Kept[0].Until));
        Assert.Contains(surveying.Events, e => e is StagePaused);
    }

    [Fact]
    public void A_pause_can_be_refused_when_it_and_its_stage_are_over()
    {
        Pause("weather", People.Surveyor).Later(20).Do(new ResumeStage("survey", null), People.Surveyor).Complete("survey").Later(3);
        Assert.Null(Survey.BreachedAt);
        Decide(1, false);

        Assert.Equal((TimeSpan.FromHours(21), Given.At("2026-03-03 01:00")), (Survey.Used, Survey.BreachedAt));
        Assert.Equal(TimeSpan.FromHours(24), Clocks.Promise.Reading.Used);
    }

    [Fact]
    public void What_another_pause_covers_stays_covered()
    {
        Pause("weather", People.Surveyor).Later(2);
        Pause("customer-answer", People.Surveyor).Later(2).Do(new ResumeStage("survey", "weather"), People.Surveyor).Later(2);
        Decide(1, false);

        Assert.Equal(
            [(TimeOwner.Utility, 3.0), (TimeOwner.Customer, null)],
            Clocks.StageTimeline("survey").Spans.Select(s => (s.Owner, (s.To - s.From)?.TotalHours)));
    }

    [Fact]
    public void A_pause_can_be_recorded_afterwards()
    {
        surveying.Later(9).Do(Record("2026-03-02 11:00", "2026-03-02 14:00"), People.Coordinator);

        Assert.Equal((TimeSpan.FromHours(7), Given.At("2026-03-03 04:00")), (Survey.Used, Survey.DueAt));
        Assert.Equal((true, PauseStanding.Approved, "customer-answer"), (Kept[0].Recorded, Kept[0].Standing, Kept[0].Reason));
        Assert.Equal(Given.At("2026-03-04 12:00"), Clocks.Promise.Reading.DueAt);
    }

    [Fact]
    public void A_recorded_pause_and_one_that_was_told_are_a_union()
    {
        Pause("road-permit", People.Surveyor).Later(3).Do(new ResumeStage("survey", null), People.Surveyor).Later(6)
            .Do(Record("2026-03-02 11:00", "2026-03-02 15:00"), People.Coordinator).Do(Record("2026-03-02 12:00", "2026-03-02 16:00"), People.Coordinator);

        Assert.Equal(TimeSpan.FromHours(4), Survey.Used);
    }

    [Theory]
    [InlineData("2026-03-02 11:00", "2026-03-02 10:30", "until", "pause.ends-before-it-begins")]
    [InlineData("2026-03-02 11:00", "2026-03-02 11:00", "until", "pause.ends-before-it-begins")]
    [InlineData("2026-03-02 08:59", "2026-03-02 11:00", "from", "pause.before-the-stage")]
    [InlineData("2026-03-02 11:00", "2026-03-02 19:01", "until", "pause.in-the-future")]
    [InlineData("2026-03-02 20:00", "2026-03-02 19:00", "from until", "pause.in-the-future pause.ends-before-it-begins")]
    public void A_pause_that_cannot_have_been_is_refused_with_the_place(string from, string until, string fields, string codes)
    {
        var error = surveying.Later(9).Try(Record(from, until), People.Coordinator).Error!;
        Assert.Equal((fields, codes), (string.Join(' ', error.Fields.Select(f => f.Field)), string.Join(' ', error.Fields.Select(f => f.Code))));
    }

    [Fact]
    public void Only_those_who_steer_record_and_only_for_a_stage_that_was_entered_and_a_reason_from_the_list()
    {
        surveying.Later(9);
        Assert.Equal("case.not-allowed", surveying.Refused(Record("2026-03-02 11:00", "2026-03-02 14:00"), People.Surveyor));
        Assert.Equal("stage.not-open", surveying.Refused(Record("2026-03-02 11:00", "2026-03-02 14:00") with { Stage = "construction" }, People.Coordinator));
        Assert.Equal("stage.unknown-pause-reason", surveying.Refused(Record("2026-03-02 11:00", "2026-03-02 14:00") with { PauseReason = "lunch" }, People.Coordinator));
    }

    private CaseClocks Clocks => new(surveying.State, surveying.Process, Given.China, surveying.Now);

    private ClockReading Survey => Clocks.Stage(surveying.Definition("survey"))!;

    private ImmutableArray<KeptPause> Kept => surveying.At("survey").Kept!.Value;

    private CaseStory Pause(string reason, Actor by) => surveying.Do(new PauseStage("survey", reason, null), by);

    private void Decide(int number, bool approved) => surveying.Do(new DecidePause("survey", number, approved), People.Coordinator, "没有下雨");

    private static RecordPause Record(string from, string until) => new("survey", "customer-answer", null, Given.At(from), Given.At(until), []);
}
