using Tongdian.Domain.Parties;
using Xunit;

namespace Tongdian.Domain.Tests.Parties;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("13800000000", "13800000000")]
    [InlineData("+86 138-0000-0000", "13800000000")]
    [InlineData("0086 13800000000", "13800000000")]
    [InlineData("8613800000000", "13800000000")]
    [InlineData("１３８ ００００ ００００", "13800000000")]
    [InlineData("010-88886666", "01088886666")]
    [InlineData("(0316) 8888666", "03168888666")]
    [InlineData("0755 8888 6666", "075588886666")]
    [InlineData("+86 10 8888 6666", "01088886666")]
    [InlineData("+86 (0)755 8888 6666", "075588886666")]
    public void Many_writings_are_one_number(string written, string number) =>
        Assert.Equal(number, PhoneNumber.Parse(written).Value.Value);

    [Theory]
    [InlineData("13800000000", true)]
    [InlineData("01088886666", false)]
    public void Mobile_number_is_told_from_a_landline(string number, bool mobile) =>
        Assert.Equal(mobile, PhoneNumber.Parse(number).Value.IsMobile);

    [Theory]
    [InlineData(null, "party.missing")]
    [InlineData("1380000000", "party.phone-form")]
    [InlineData("138000000000", "party.phone-form")]
    [InlineData("12800000000", "party.phone-form")]
    [InlineData("88886666", "party.phone-form")]
    [InlineData("010-18886666", "party.phone-form")]
    [InlineData("010-8888666", "party.phone-form")]
    [InlineData("+1 212 555 0100", "party.phone-form")]
    [InlineData("138000+00000", "party.phone-form")]
    [InlineData("<b>13800000000</b>", "party.phone-form")]
    [InlineData("13800000000;drop", "party.phone-form")]
    [InlineData("+86", "party.phone-form")]
    [InlineData("+", "party.phone-form")]
    public void What_nobody_can_dial_is_refused(string? written, string code) =>
        Assert.Equal(code, PhoneNumber.Parse(written).Error?.Code);
}
