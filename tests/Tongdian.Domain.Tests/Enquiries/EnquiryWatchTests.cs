using CsCheck;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Enquiries;
using Tongdian.Domain.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Domain.Tests.Enquiries;

/// <summary>Whoever asks at every fact, and whenever the next instant has come and they are there, hears of everything once.</summary>
public sealed class EnquiryWatchTests
{
    // Somebody does something, or the watch comes by, so many minutes after what was before: never at the minute at which a limit ends.
    private static readonly Gen<(EnquiryKind Kind, (int Minutes, int Command, int Who)[] Steps)> Stories = Gen.Select(
        Gen.Int[1, 3].Select(k => (EnquiryKind)k),
        Gen.Select(Gen.OneOf(Gen.Int[0, 40], Gen.Int[0, 2000]), Gen.Int[0, EnquiryStory.Everything.Length * 2], Gen.Int[0, People.All.Length - 1]).Array[0, 25]);

    [Fact]
    public void Nothing_is_missed_nothing_comes_twice_and_everything_comes_in_order() => Stories.Sample(told =>
    {
        var story = new EnquiryStory(told.Kind, assignee: null);
        var (heard, minutes) = (new List<EnquiryThreshold>(), 0);
        var next = Hear(story.At(0), EnquiryStory.Begin);
        foreach (var (later, command, who) in told.Steps)
        {
            minutes += later;
            if (command < EnquiryStory.Everything.Length)
            {
                if (story.Do(EnquiryStory.Everything[command], People.All[who], minutes) is null)
                    next = Hear(story.At(minutes), story.State.LastAt);
            }
            else
            {
                ComeBy(minutes + 0.25);
                minutes++;
            }
        }

        ComeBy(minutes + 0.25);
        Assert.Equal(heard.OrderBy(t => t.At), heard);
        Assert.Equal(Expected(story.State, EnquiryStory.Begin.AddMinutes(minutes + 0.25)).Order(), heard.Select(Written).Order());

        void ComeBy(double at)
        {
            if (next <= EnquiryStory.Begin.AddMinutes(at))
                next = Hear(story.At(at), EnquiryStory.Begin.AddMinutes(at));
        }

        DateTimeOffset? Hear(EnquiryClocks clocks, DateTimeOffset now)
        {
            heard.AddRange(clocks.Reached.Where(r => heard.TrueForAll(h => Key(h) != Key(r))));
            return clocks.NextAfter(now);
        }
    });

    private static (EnquiryLimit, int, Threshold) Key(EnquiryThreshold reached) => (reached.Limit, reached.Occurrence, reached.Threshold);

    private static string Written(EnquiryThreshold reached) => $"{reached.Limit} {reached.Occurrence} {reached.Threshold} {reached.At.UtcDateTime:s}";

    // Told from the facts alone, by adding hours.
    private static IEnumerable<string> Expected(Enquiry state, DateTimeOffset now)
    {
        var limits = state.Turns.Select((t, i) => (Limit: EnquiryLimit.Answer, Nth: i + 1, From: t.AskedAt, To: t.AnsweredAt, Hours: 24.0));
        if (state.Kind == EnquiryKind.Fault)
            limits = limits.Append((EnquiryLimit.TakeOver, 1, state.AskedAt, state.TakenAt, 0.5));
        foreach (var (limit, nth, from, to, hours) in limits)
        {
            var (near, end) = (from.AddHours(hours * 0.75), from.AddHours(hours));
            if (near <= (to ?? now))
                yield return Written(new EnquiryThreshold(limit, nth, Threshold.Near, near));
            if (to is { } done ? end < done : end <= now)
                yield return Written(new EnquiryThreshold(limit, nth, Threshold.Breach, end));
        }
    }
}
