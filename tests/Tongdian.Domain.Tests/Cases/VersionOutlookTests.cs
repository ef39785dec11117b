using Tongdian.Domain.Cases;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;
using Tongdian.Domain.Tests.Clocks;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Domain.Tests.Cases;

/// <summary>What a version would mean for a case, before anybody moves it.</summary>
public sealed class VersionOutlookTests
{
    [Fact]
    public void A_case_that_has_not_come_to_what_changes_fits()
    {
        var outlook = Of(CaseStory.Submitted(TestProcesses.Linear), TestProcesses.LinearNext);

        Assert.True(outlook.Fits);
        Assert.Equal(["stage:survey", "promise:promise"], outlook.Limits.Where(l => l.Before is not null && l.After is not null).Select(l => l.LimitId));
        var survey = outlook.Limits.Single(l => l.LimitId == "stage:survey");
        Assert.Equal((16, 8), (survey.Before!.Amount, survey.After!.Amount));
        Assert.Equal(TimeSpan.FromHours(8), survey.DueBefore - survey.DueAfter);
    }

    [Fact]
    public void What_is_done_without_what_the_version_asks_for_is_told_and_what_is_sealed_is_not_looked_at()
    {
        var outlook = Of(CaseStory.Submitted(TestProcesses.Linear).GoOnTo("construction"), TestProcesses.LinearNext);

        Assert.False(outlook.Fits);
        Assert.Equal([("survey", "fields.poles", "field.required")], outlook.Entries.Select(e => (e.Stage, e.Fault.Field, e.Fault.Code)));
        Assert.Equal(["check"], outlook.Entered);
    }

    [Fact]
    public void Stages_that_vanish_are_told_apart_from_those_to_be_passed_again()
    {
        var outlook = Of(CaseStory.Submitted(TestProcesses.Linear).GoOnTo("construction").Complete("construction", no: true), TestProcesses.LinearNext);

        Assert.Equal(["trial"], outlook.Gone);
        Assert.Equal(["energisation"], outlook.Again);
    }

    [Fact]
    public void A_draft_is_wrong_only_where_its_values_are()
    {
        var story = CaseStory.Submitted(TestProcesses.Linear).GoOnTo("survey");
        story.Do(new SaveDraft("survey", FilledForm.Of(story.Definition("survey"), story.State), null), People.Surveyor);
        var renamed = TestProcesses.LinearNext with
        {
            Stages = [.. TestProcesses.LinearNext.Stages.Select(s => s.Id == "survey" ? s with { Fields = [TestProcesses.Field("poles", FieldType.Integer)] } : s)],
        };

        Assert.Equal(["fields.lineWorks field.unknown"], Of(story, renamed).Entries.Select(e => $"{e.Fault.Field} {e.Fault.Code}"));
    }

    [Fact]
    public void Where_the_power_is_on_and_would_have_to_be_put_on_again_the_refusal_is_all_that_is_told()
    {
        var outlook = Of(CaseStory.Submitted(TestProcesses.Linear).GoOnTo("archive"), TestProcesses.LinearNext);

        Assert.Equal("case.version-undoes-power-on", outlook.Refused?.Code);
        Assert.False(outlook.Fits);
        Assert.Empty(outlook.Limits);
    }

    private static VersionOutlook Of(CaseStory story, ProcessDefinition target) => VersionOutlook.Of(story.State, story.Process, target, Given.China, story.Now);
}
