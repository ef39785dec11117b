using CsCheck;
using Tongdian.Domain.Notices;
using Xunit;

namespace Tongdian.Domain.Tests.Notices;

public sealed class WeChatFieldTests
{
    private static readonly string[] Names = ["thing1", "phrase2", "character_string3"];

    [Theory]
    [InlineData("thing1", true)]
    [InlineData("character_string12", true)]
    [InlineData("thing", false)]
    [InlineData("thing0", false)]
    [InlineData("anything1", false)]
    [InlineData("first", false)]
    public void A_name_is_a_kind_with_a_number(string name, bool good) => Assert.Equal(good, WeChatField.IsName(name));

    [Fact]
    public void A_value_is_never_empty_never_too_long_and_never_cut_through_a_character() => Gen.Select(Gen.Int[0, 2].Select(i => Names[i]), Gen.String).Sample((name, value) =>
    {
        var text = WeChatField.Fit(name, value);
        Assert.InRange(text.Length, 1, name switch { "thing1" => 20, "phrase2" => 5, _ => 32 });
        Assert.False(text.Length > 1 && text[^1] == '…' && char.IsHighSurrogate(text[^2]) && value.Trim().Length > text.Length);
    });

    [Fact]
    public void What_is_short_enough_stays_as_it_is() => Assert.Equal("现场勘查", WeChatField.Fit("phrase1", "现场勘查"));
}
