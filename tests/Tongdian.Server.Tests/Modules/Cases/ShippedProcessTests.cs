using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Domain.Tests.Clocks;
using Tongdian.Domain.Tests.Vocabulary;
using Tongdian.Server.Platform.Processes;
using Tongdian.Server.Tests.Platform.Processes;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Cases;

/// <summary>Cases on the processes that come with the platform.</summary>
public sealed class ShippedProcessTests
{
    private static readonly ProcessDefinition[] Processes = [.. ProcessFolder.Read(Shipped.Folder)];

    public static TheoryData<string> Names => [.. Processes.Select(p => p.Key.Id)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_case_goes_from_the_request_to_the_archive_and_is_followed_up(string process)
    {
        var story = CaseStory.Submitted(Processes.Single(p => p.Key.Id == process)).GoOnToTheEnd();

        Assert.Equal(CaseStatus.Archived, story.State.Status);
        Assert.NotNull(story.State.EnergisedAt);
        Assert.Equal(StageStatus.Completed, story.Later(24 * 8).Complete("follow-up").At("follow-up").Status);
        CaseInvariants.Hold(story);
    }

    [Fact]
    public void Any_commands_in_any_order_at_any_time_keep_what_must_be_true() => CaseProperties.Hold(Processes, Given.China, stories: 300);
}
