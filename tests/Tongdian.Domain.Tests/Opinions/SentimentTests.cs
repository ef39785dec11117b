using Tongdian.Domain.Opinions;
using Xunit;

namespace Tongdian.Domain.Tests.Opinions;

public sealed class SentimentTests
{
    [Fact]
    public void Remarks_that_it_was_made_with_are_judged_as_a_person_does() => AtLeast(0.95, [.. LabelledRemarks.Known, .. LabelledRemarks.Seen]);

    [Fact]
    public void Remarks_that_nobody_tuned_it_on_are_mostly_judged_as_a_person_does() => AtLeast(0.85, LabelledRemarks.Held);

    [Theory]
    [InlineData("满意", Mood.Positive)]
    [InlineData("不满意", Mood.Negative)]
    [InlineData("没有不满意", Mood.Positive)]
    [InlineData("不 太 满 意", Mood.Neutral)]
    [InlineData("未按时完成", Mood.Negative)]
    [InlineData("无耐心", Mood.Negative)]
    [InlineData("not good", Mood.Negative)]
    [InlineData("ＶＥＲＹ　ＧＯＯＤ", Mood.Positive)]
    [InlineData("👍", Mood.Neutral)]
    public void A_negation_turns_the_word_around_and_nothing_breaks_it(string text, Mood mood) => Assert.Equal(mood, Sentiment.Of(text));

    [Theory]
    [InlineData("太好了，谢谢", Mood.Negative, 5, 5, 2)]
    [InlineData("太好了，谢谢", Mood.Neutral, 3, 5)]
    [InlineData("等了两个小时没人来", Mood.Positive, 4, 5)]
    [InlineData("", Mood.Negative, 1)]
    public void Ratings_win_over_words_and_the_worst_of_them_decides(string text, Mood mood, params int[] ratings) => Assert.Equal(mood, Sentiment.Of(text, ratings));

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void A_rating_outside_the_scale_is_an_error(int rating) => Assert.Throws<ArgumentOutOfRangeException>(() => Sentiment.Of("好", rating));

    private static void AtLeast(double share, (Mood Mood, string Text)[] remarks)
    {
        var wrong = remarks.Where(r => Sentiment.Of(r.Text) != r.Mood).ToList();

        Assert.True(
            1 - ((double)wrong.Count / remarks.Length) >= share,
            $"{wrong.Count} of {remarks.Length} wrong: " + string.Join("; ", wrong.Select(w => $"{w.Text} ({w.Mood}, judged {Sentiment.Of(w.Text)})")));
    }
}
