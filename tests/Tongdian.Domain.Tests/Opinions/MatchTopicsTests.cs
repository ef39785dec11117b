using System.Text.Json;
using System.Text.Json.Serialization;
using Tongdian.Domain.Opinions;
using Xunit;

namespace Tongdian.Domain.Tests.Opinions;

/// <summary>A topic is known again next week, in other remarks.</summary>
public sealed class MatchTopicsTests
{
    [Fact]
    public void Topics_of_a_later_week_are_known_again_by_their_profiles()
    {
        var (right, wrong, lost) = (0, 0, 0);
        for (var seed = 1; seed <= 4; seed++)
        {
            var (march, april) = (RandomRemarks.Make(seed, 500, Themes.All[..6], 6, 6), RandomRemarks.Make(seed + 1000, 500, Themes.All[..6], 6, 6));
            var (before, after) = (FindTopics.In(march.Remarks), FindTopics.In(april.Remarks));

            foreach (var match in new MatchTopics(before.Select(t => new KnownTopic(t.Id, t.Profile))).Again(after))
            {
                var now = ThemeOf(april, after.Single(t => t.Id == match.Found));
                var then = before.Select(t => (t.Id, Theme: ThemeOf(march, t))).ToList();
                if (now is null || then.All(t => t.Theme != now))
                    continue;
                if (match.Known is null)
                    lost++;
                else if (then.Single(t => t.Id == match.Known).Theme == now)
                    right++;
                else
                    wrong++;
            }
        }

        Assert.True(wrong == 0 && right >= 19 && lost <= 2, $"{right} right, {wrong} wrong, {lost} lost");
    }

    [Fact]
    public void A_new_remark_goes_to_the_topic_that_it_is_about_or_nowhere()
    {
        var (known, later) = (RandomRemarks.Make(11, 500, Themes.All[6..12], 6, 6), RandomRemarks.Make(12, 500, Themes.All[6..12], 6, 6));
        var topics = FindTopics.In(known.Remarks);
        var match = new MatchTopics(topics.Select(t => new KnownTopic(ThemeOf(known, t)?.Name ?? t.Id, t.Profile)));
        var of = later.Planted.SelectMany(p => p.Value.Select(id => (id, p.Key.Name))).ToDictionary(p => p.id, p => p.Name);

        var judged = later.Remarks.Select(r => (Is: of.GetValueOrDefault(r.Id), Told: match.Of(r.Text))).ToList();

        Assert.InRange(judged.Count(j => j.Is is not null && j.Told == j.Is) / (double)judged.Count(j => j.Is is not null), 0.8, 1);
        Assert.InRange(judged.Count(j => j.Is is not null && j.Told is not null && j.Told != j.Is) / (double)judged.Count(j => j.Is is not null), 0, 0.05);
        Assert.InRange(judged.Count(j => j.Is is null && j.Told is not null) / (double)judged.Count(j => j.Is is null), 0, 0.05);
    }

    [Fact]
    public void A_remark_belongs_to_a_topic_by_its_profile_as_it_did_when_it_was_found()
    {
        var given = RandomRemarks.Make(21);
        var topics = FindTopics.In(given.Remarks);
        var match = new MatchTopics(topics.Select(t => new KnownTopic(t.Id, t.Profile)));

        var same = topics.SelectMany(t => t.Remarks.Select(r => match.Of(given.Remarks.Single(g => g.Id == r).Text) == t.Id)).ToList();

        Assert.InRange(same.Count(s => s) / (double)same.Count, 0.9, 1);
    }

    [Fact]
    public void A_profile_is_the_same_after_it_was_stored()
    {
        var given = RandomRemarks.Make(5);
        var topic = FindTopics.In(given.Remarks)[0];

        var stored = JsonSerializer.Serialize(topic.Profile, StoredProfile.Default.TopicProfile);
        var read = JsonSerializer.Deserialize(stored, StoredProfile.Default.TopicProfile)!;

        Assert.Equal(topic.Profile.Terms, read.Terms);
        Assert.Equal(topic.Profile.Threshold, read.Threshold);
    }

    [Theory]
    [InlineData("")]
    [InlineData("好")]
    public void Without_words_or_topics_nothing_matches(string text)
    {
        Assert.Null(new MatchTopics([new("a", new([new("停电", 3)], 4))]).Of(text));
        Assert.Null(new MatchTopics([]).Of("停电时间长"));
        Assert.Empty(new MatchTopics([]).Again([]));
    }

    private static Theme? ThemeOf(RandomRemarks given, Topic topic) =>
        given.Planted.Where(p => topic.Remarks.Count(p.Value.Contains) > topic.Size * 0.6 && topic.Remarks.Count(p.Value.Contains) > p.Value.Count * 0.5).Select(p => p.Key).FirstOrDefault();
}

[JsonSerializable(typeof(TopicProfile))]
internal sealed partial class StoredProfile : JsonSerializerContext;
