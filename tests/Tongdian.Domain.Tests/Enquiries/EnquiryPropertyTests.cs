using System.Text.Json;
using CsCheck;
using Tongdian.Domain.Enquiries;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Domain.Tests.Enquiries;

/// <summary>What holds of an enquiry whatever anybody does, in whatever order, at whatever time.</summary>
public sealed class EnquiryPropertyTests
{
    private static readonly Gen<(EnquiryKind Kind, (int Command, int Who, int Minutes)[] Steps)> Stories = Gen.Select(
        Gen.Int[1, 4].Select(k => (EnquiryKind)k),
        Gen.Select(Gen.Int[0, EnquiryStory.Everything.Length - 1], Gen.Int[0, People.All.Length - 1], Gen.Int[-60, 3000]).Array[0, 30]);

    [Fact]
    public void The_facts_alone_make_the_state_and_are_read_back_as_they_were_written() => Stories.Sample(s =>
    {
        var story = Tell(s);
        var read = story.Facts.Select(f => JsonSerializer.Deserialize(JsonSerializer.Serialize(f, EnquiryJson.Default.RecordedFact), EnquiryJson.Default.RecordedFact)!).ToList();
        var replayed = read.Skip(1).Aggregate(Enquiry.Begin(read[0]), (at, fact) => at.After(fact));

        Assert.Equal(Written(story.State), Written(replayed));
        Assert.Equal(Written(story.State), Written(JsonSerializer.Deserialize(Written(story.State), EnquiryJson.Default.Enquiry)!));
    });

    [Fact]
    public void There_is_always_an_owner_one_version_a_fact_and_an_answer_owed_exactly_while_it_is_open() => Stories.Sample(s =>
    {
        var story = Tell(s);
        var state = story.State;

        Assert.NotEmpty(state.Owner);
        Assert.Equal(story.Facts.Count, state.Version);
        Assert.Equal(state.Status == EnquiryStatus.Open ? 1 : 0, state.Turns.Count(t => t.AnsweredAt is null));
        Assert.Equal(state.Status == EnquiryStatus.Closed, state.ClosedAt is not null);
        Assert.Equal(story.Facts.Select(f => f.At).Order(), story.Facts.Select(f => f.At));
    });

    [Fact]
    public void A_breach_is_never_undone() => Stories.Sample(s =>
    {
        var story = new EnquiryStory(s.Kind);
        DateTimeOffset? breached = null;
        var latest = 0;
        foreach (var step in s.Steps)
        {
            latest = Math.Max(latest, step.Minutes);
            story.Do(EnquiryStory.Everything[step.Command], People.All[step.Who], latest);
            var now = story.At(latest).BreachedAt;
            Assert.True(breached is null || now == breached, $"{breached} → {now}");
            breached = now;
        }
    });

    private static EnquiryStory Tell((EnquiryKind Kind, (int Command, int Who, int Minutes)[] Steps) told)
    {
        var story = new EnquiryStory(told.Kind);
        foreach (var (command, who, minutes) in told.Steps)
            story.Do(EnquiryStory.Everything[command], People.All[who], minutes);
        return story;
    }

    private static string Written(Enquiry state) => JsonSerializer.Serialize(state, EnquiryJson.Default.Enquiry);
}
