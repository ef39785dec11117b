using CsCheck;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Tests.Clocks;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Domain.Tests.Cases;

/// <summary>Was the customer told before the limit? Every limit here began at nine and was passed at noon.</summary>
public sealed class ToldInTimeTests
{
    private static readonly DateTimeOffset Nine = CaseStory.Monday;
    private static readonly DateTimeOffset Noon = Nine.AddHours(3);

    private static readonly LimitAtStake Passed = new("promise", null, new Limit(3, LimitUnit.Hours, LimitReading.Utility), Nine, Noon, Noon);
    private static readonly LimitAtStake Kept = Passed with { PassedAt = null, Until = null };
    private static readonly LimitAtStake Ahead = Passed with { PassedAt = null };

    // Minutes from nine; the whole day around the limit.
    private static readonly Gen<LateWord> Words =
        from number in Gen.Int[1, 1_000_000]
        from sent in Gen.Int[-60, 360].Nullable()
        from after in Gen.Int[0, 120].Nullable()
        from lost in Gen.Bool
        select new LateWord(new Guid(number, 0, 0, new byte[8]), sent is { } s ? Nine.AddMinutes(s) : null, sent is { } t && after is { } a ? Nine.AddMinutes(t + a) : null, lost);

    [Fact]
    public void A_limit_that_was_kept_needs_no_word() =>
        Assert.Equal((ToldAnswer.NotNeeded, null), Answer(Kept, Word(10, 11)));

    [Fact]
    public void A_word_that_arrived_before_the_limit_was_in_time() =>
        Assert.Equal((ToldAnswer.Yes, 1), Answer(Passed, Word(60, 61)));

    [Fact]
    public void A_word_at_the_very_instant_of_the_limit_was_not() =>
        Assert.Equal((ToldAnswer.Late, 1), Answer(Passed, Word(180, 180)));

    [Fact]
    public void A_word_that_was_handed_over_before_and_arrived_at_the_limit_was_sent_in_time_only() =>
        Assert.Equal((ToldAnswer.Sent, 1), Answer(Passed, Word(179, 180)));

    [Fact]
    public void A_word_of_which_nobody_says_that_it_arrived_was_sent_in_time_only() =>
        Assert.Equal((ToldAnswer.Sent, 1), Answer(Passed, Word(60, null)));

    [Fact]
    public void A_word_after_the_limit_came_too_late() =>
        Assert.Equal((ToldAnswer.Late, 1), Answer(Passed, Word(200, 201)));

    [Fact]
    public void A_word_that_did_not_arrive_counts_for_nothing()
    {
        Assert.Equal((ToldAnswer.No, null), Answer(Passed, Word(60, null, lost: true)));
        Assert.Equal((ToldAnswer.Late, 2), Answer(Passed, Word(60, null, lost: true), Word(200, 201, number: 2)));
        Assert.Equal((ToldAnswer.Yes, 2), Answer(Passed, Word(60, null, lost: true), Word(100, 101, number: 2)));
    }

    [Fact]
    public void A_word_that_was_never_handed_over_and_no_word_at_all_are_none()
    {
        Assert.Equal((ToldAnswer.No, null), Answer(Passed, Word(null, null)));
        Assert.Equal((ToldAnswer.No, null), Answer(Passed));
    }

    [Fact]
    public void Of_several_words_the_one_that_arrived_first_decides() =>
        Assert.Equal((ToldAnswer.Yes, 2), Answer(Passed, Word(60, 120), Word(70, 80, number: 2), Word(60, null, number: 3)));

    [Fact]
    public void A_word_from_before_the_limit_began_was_about_something_else() =>
        Assert.Equal((ToldAnswer.No, null), Answer(Passed, Word(-30, -29)));

    [Fact]
    public void While_the_limit_lies_ahead_there_is_time_to_tell()
    {
        Assert.Equal((ToldAnswer.Open, null), Answer(Ahead));
        Assert.Equal((ToldAnswer.Yes, 1), Answer(Ahead, Word(60, 61)));
    }

    [Fact]
    public void One_more_word_never_makes_it_worse_and_a_lost_one_changes_nothing() => Gen.Select(Words.Array[0, 6], Words).Sample((words, one) =>
    {
        var before = ToldInTime.Of(Passed, words);
        var after = ToldInTime.Of(Passed, [.. words, one]);
        Assert.True(Rank(after.Answer) <= Rank(before.Answer), $"{before} {after}");
        if (one.Lost)
            Assert.Equal(before, after);
    });

    [Fact]
    public void The_answer_is_what_the_words_say_in_whatever_order_they_come() => Words.Array[0, 6].Sample(words =>
    {
        var counted = words.Where(w => w is { Lost: false, SentAt: not null } && w.SentAt >= Nine).ToList();
        var expected = counted.Any(w => w.SentAt < Noon && w.ArrivedAt < Noon) ? ToldAnswer.Yes
            : counted.Any(w => w.SentAt < Noon) ? ToldAnswer.Sent : counted.Count > 0 ? ToldAnswer.Late : ToldAnswer.No;
        Assert.Equal(expected, ToldInTime.Of(Passed, words).Answer);
        Assert.Equal(expected, ToldInTime.Of(Passed, words.Reverse()).Answer);
        Assert.Equal(ToldAnswer.NotNeeded, ToldInTime.Of(Kept, words).Answer);
    });

    [Fact]
    public void The_promise_is_asked_about_always_and_of_stages_those_that_the_company_was_late_with()
    {
        var story = CaseStory.Submitted(TestProcesses.Linear);
        Assert.Equal([("promise", null)], Limits(story));

        // The survey may take 16 hours, the promise is 48.
        story.Later(20);
        var survey = Assert.Single(Limits(story), l => l.Id == "survey");
        Assert.Equal(Nine.AddHours(16), survey.PassedAt);
        Assert.Null(Limits(story).Single(l => l.Id == "promise").PassedAt);
        story.Later(29);
        Assert.Equal(Nine.AddHours(48), Limits(story).Single(l => l.Id == "promise").PassedAt);
    }

    [Fact]
    public void A_clock_that_stood_still_passed_nothing()
    {
        var story = CaseStory.Submitted(TestProcesses.Linear).Do(new PauseStage("survey", "customer-answer", null), People.Surveyor).Later(200);
        Assert.Equal([("promise", null)], Limits(story));
        Assert.All(ToldInTime.Limits(story.State, story.Process, Clocks(story)), l => Assert.Equal(ToldAnswer.NotNeeded, ToldInTime.Of(l, []).Answer));
    }

    private static (ToldAnswer, int?) Answer(LimitAtStake limit, params LateWord[] words) =>
        ToldInTime.Of(limit, words) is var told ? (told.Answer, told.Word is { } word ? BitConverter.ToInt32(word.Id.ToByteArray()) : null) : default;

    private static LateWord Word(int? sent, int? arrived, bool lost = false, int number = 1) => new(
        new Guid(number, 0, 0, new byte[8]), sent is { } s ? Nine.AddMinutes(s) : null, arrived is { } a ? Nine.AddMinutes(a) : null, lost);

    private static int Rank(ToldAnswer answer) => answer switch { ToldAnswer.Yes => 0, ToldAnswer.Sent => 1, ToldAnswer.Late => 2, _ => 3 };

    private static List<LimitOf> Limits(CaseStory story) => [.. ToldInTime.Limits(story.State, story.Process, Clocks(story)).Select(l => new LimitOf(l.Id, l.PassedAt))];

    private static CaseClocks Clocks(CaseStory story) => new(story.State, story.Process, Given.China, story.Now);

    private sealed record LimitOf(string Id, DateTimeOffset? PassedAt)
    {
        public static implicit operator LimitOf((string Id, DateTimeOffset? PassedAt) of) => new(of.Id, of.PassedAt);
    }
}
