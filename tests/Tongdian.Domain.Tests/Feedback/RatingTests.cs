using CsCheck;
using Tongdian.Domain.Feedback;
using Xunit;

namespace Tongdian.Domain.Tests.Feedback;

public sealed class RatingTests
{
    [Theory]
    [InlineData(5, 4, 5, 4, false)]
    [InlineData(5, 5, 3, 5, true)]
    [InlineData(1, 5, 5, 5, true)]
    [InlineData(5, 5, 5, 2, true)]
    public void So_so_in_any_dimension_is_a_debt(int attitude, int skill, int speed, int compliance, bool owed) =>
        Assert.Equal(owed, Rating.Parse(attitude, skill, speed, compliance).Value.NeedsRecovery);

    [Fact]
    public void A_level_is_one_to_five_and_every_dimension_has_one() => Gen.Int[-1, 7].Nullable().Array[4].Sample(levels =>
    {
        var names = new[] { "attitude", "skill", "speed", "compliance" };
        var wrong = names.Where((_, i) => levels[i] is null or < 1 or > 5);
        var read = Rating.Parse(levels[0], levels[1], levels[2], levels[3]);
        Assert.Equal(wrong, read.Error?.Fields.Select(f => f.Field) ?? []);
        if (read.Error is null)
            Assert.Equal(levels.Select(l => l!.Value), Enum.GetValues<Dimension>().Select(read.Value.Of));
    });
}
