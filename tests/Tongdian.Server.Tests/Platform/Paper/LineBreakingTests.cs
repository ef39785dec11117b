using System.Text;
using CsCheck;
using Tongdian.Server.Platform.Paper;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Paper;

public sealed class LineBreakingTests
{
    [Theory]
    [InlineData("一二三四五六", 8, "一二三四|五六")]
    [InlineData("一二三四。五六", 8, "一二三|四。五六")]
    [InlineData("一二三四》。五", 8, "一二三|四》。五")]
    [InlineData("一二三（四五）六", 8, "一二三|（四五）|六")]
    [InlineData("供电电压 10kV 专线", 10, "供电电压|10kV 专线")]
    [InlineData("供电电压10kV专线", 11, "供电电压|10kV专线")]
    [InlineData("a meter of class 0.5S", 9, "a meter|of class|0.5S")]
    [InlineData("see ABCDEFGHIJKLM now", 6, "see|ABCDEF|GHIJKL|M now")]
    [InlineData("一二\n三", 20, "一二|三")]
    [InlineData("一二\r\n\r\n三", 20, "一二||三")]
    [InlineData("", 20, "")]
    [InlineData("一二   ", 4, "一二")]
    public void A_line_ends_where_a_reader_expects_it(string text, int width, string lines) =>
        Assert.Equal(lines, string.Join('|', LineBreaking.Break(text, width, Width)));

    [Fact]
    public void Nothing_is_lost_and_no_line_is_too_long_or_begins_with_what_closes() =>
        Gen.String["ab1.-（）。，、《》一二三四 "].Select(Gen.Int[6, 30]).Sample((text, width) =>
        {
            var lines = LineBreaking.Break(text, width, Width);

            Assert.Equal(text.Replace(" ", ""), string.Concat(lines).Replace(" ", ""));
            Assert.All(lines, l => Assert.True(l.EnumerateRunes().Sum(Width) <= width, l));
        });

    // As on a terminal: Chinese takes two, Latin one.
    private static float Width(Rune rune) => rune.Value < 0x2000 ? 1 : 2;
}
