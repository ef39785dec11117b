using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Domain.Tests.Cases;

public sealed class ServiceNoticeTests
{
    private readonly CaseStory story = CaseStory.Submitted(TestProcesses.HighVoltage).GoOnTo("survey");

    [Fact]
    public void The_customer_signs_the_notice_of_a_visit_once_and_what_was_read_stays_with_it()
    {
        Assert.Equal("case.not-allowed", story.Refused(Notice("survey"), People.Crew));
        story.Later(1).Do(Notice("survey"), Actor.Customer);

        var signed = Assert.Single(story.At("survey").Notices!.Value);
        Assert.Equal((1, story.Now, Notice("survey").Document), (signed.Occurrence, signed.At, signed.Document));
        Assert.Equal("stage.already-signed", story.Refused(Notice("survey"), Actor.Customer));
        // Nothing of the stage itself moved on.
        Assert.True(story.At("survey").Status.IsOpen());
    }

    [Fact]
    public void It_is_signed_on_the_crews_device_too_but_never_for_somebody_else()
    {
        Assert.Equal("stage.form-invalid", story.Refused(Notice("survey") with { Signature = FilledForm.Signature(Roles.Surveyor) }, People.Surveyor));

        story.Do(Notice("survey"), People.Surveyor);

        Assert.NotNull(story.At("survey").SignedNotice);
    }

    [Fact]
    public void It_can_be_signed_for_a_day_after_the_visit_and_for_every_visit_anew()
    {
        Assert.Equal("service-notice.not-open", story.Refused(Notice("construction"), Actor.Customer));
        Assert.Equal("appointment.no-visit", story.Refused(Notice("acceptance"), Actor.Customer));
        story.Complete("survey");
        Assert.Equal("service-notice.not-open", story.Later(24.1).Refused(Notice("survey"), Actor.Customer));

        story.Now = story.Now.AddHours(-0.1);
        story.Do(Notice("survey"), Actor.Customer).SendBack("scheme", "survey");
        Assert.Null(story.At("survey").SignedNotice);
        story.Later(1).Do(Notice("survey"), Actor.Customer);

        Assert.Equal([1, 2], story.At("survey").Notices!.Value.Select(n => n.Occurrence));
    }

    private SignServiceNotice Notice(string stage) => FilledForm.Notice(story.Definition(stage));
}
