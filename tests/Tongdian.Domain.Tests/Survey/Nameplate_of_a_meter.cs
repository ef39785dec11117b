using CsCheck;
using Tongdian.Domain.Survey;
using Xunit;
using static Tongdian.Domain.Tests.Survey.Given;

namespace Tongdian.Domain.Tests.Survey;

public sealed class Nameplate_of_a_meter
{
    [Theory]
    [InlineData("DDZY1296", "220V", "5(60)A", 1200, "")]
    [InlineData("ddzy 102C-Z", "220 V", "5（60）A", 1600, "")]
    [InlineData("DTZY1296", "3×220/380V", "1.5(6)A", 6400, "")]
    [InlineData("DTZY1296", "3x57.7/100V", "0.3(1.2)A", 100000, "")]
    [InlineData("DSZY331", "3*100V", "1.5(6)A", 20000, "")]
    [InlineData("DDZY1296", "220V", "0.25-0.5(60)A", null, "")]
    [InlineData("DDZY1296", null, null, null, "")]
    [InlineData("DDZY1296", "3×220/380V", null, null, "nameplate.voltage-disagrees")]
    [InlineData("DTZY1296", "220V", null, null, "nameplate.voltage-disagrees")]
    [InlineData("DSZY331", "3×220/380V", null, null, "nameplate.voltage-disagrees")]
    [InlineData("DDZY1296", "220V", "60(5)A", null, "nameplate.current-range")]
    [InlineData("DSZY331", "3×100V", "5(60)A", null, "nameplate.current-disagrees")]
    [InlineData("DDZY1296", "220V", "5(60)A", 1234, "nameplate.constant-unusual")]
    [InlineData("DDZY1296", "220V", "5(60)A", -1, "nameplate.constant")]
    [InlineData("XYZ", "abc", "def", null, "nameplate.code-unreadable nameplate.voltage-unreadable nameplate.current-unreadable")]
    public void The_parts_are_checked_against_each_other(string model, string? voltage, string? current, int? constant, string findings)
    {
        var check = NameplateCheck.Of(new NameplateInput(model, voltage, current, constant), China);

        Assert.Equal(findings, string.Join(' ', Codes(check.Findings)));
        Assert.Equal(findings is "" or "nameplate.constant-unusual", check.Agrees);
    }

    [Fact]
    public void A_code_is_taken_apart()
    {
        var code = MeterCode.Read("DTZY1296C-Z").Value;

        Assert.Equal(("DTZY", "1296", "C", "Z", "T"), (code.Letters, code.Design, code.Derivation, code.Suffix, code.Phase));
        Assert.Equal("meter-code.unreadable", MeterCode.Read(null).Error?.Code);
    }

    [Fact]
    public void No_text_breaks_it() => Gen.Select(Gen.String, Gen.String, Gen.String, Gen.Int).Sample((model, voltage, current, constant) =>
        Assert.NotNull(NameplateCheck.Of(new NameplateInput(model, voltage, current, constant), China)));
}
