using CsCheck;
using Tongdian.Domain.Survey;
using Xunit;
using static Tongdian.Domain.Tests.Survey.Given;

namespace Tongdian.Domain.Tests.Survey;

public sealed class Lines_of_a_nameplate
{
    [Theory]
    [InlineData("DDZY1296", "model", "DDZY1296")]
    [InlineData("型号：DTZY1296C-Z", "model", "DTZY1296C-Z")]
    [InlineData("DDZY 102C", "model", "DDZY102C")]
    [InlineData("220V 5(60)A 50Hz", "voltage", "220V")]
    [InlineData("3×220/380V 1.5(6)A", "voltage", "3x220/380V")]
    [InlineData("3 X 57.7 / 100 V", "voltage", "3x57.7/100V")]
    [InlineData("AC220V", "voltage", "220V")]
    [InlineData("3×1.5（6）A", "current", "1.5(6)A")]
    [InlineData("220V 0.25—0.5(60)A", "current", "0.25-0.5(60)A")]
    [InlineData("C=1200 imp/kWh", "constant", "1200")]
    [InlineData("常数20,000imp/(kW·h)", "constant", "20000")]
    [InlineData("No.330001000123456789", "number", "330001000123456789")]
    [InlineData("表号: 2024ZJ001234", "number", "2024ZJ001234")]
    [InlineData("330001000123456789", "number", "330001000123456789")]
    [InlineData("制造商：华东通用电能表有限公司", "maker", "华东通用电能表有限公司")]
    public void Each_value_has_its_own_look(string line, string name, string value) => Assert.Equal(value, Read(line)[name].Value);

    [Theory]
    [InlineData("2024年06月 GB/T 17215.321-2021 50Hz 有功 B 级")]
    [InlineData("20240601年")]
    [InlineData("严禁烟火 注意安全")]
    [InlineData("")]
    public void What_is_no_value_is_none(string line) => Assert.Empty(Read(line));

    [Theory]
    [InlineData("D0ZY1296", "model", "DDZY1296", false)]
    [InlineData("DD2Y1296", "model", "DDZY1296", true)]
    [InlineData("22OV", "voltage", "220V", true)]
    [InlineData("l200imp/kWh", "constant", "1200", true)]
    [InlineData("No.33OOO1234", "number", "330001234", true)]
    public void A_sign_taken_for_another_costs_confidence(string line, string name, string value, bool mended)
    {
        var read = Read(line);

        if (!mended) Assert.DoesNotContain(name, read.Keys);
        else Assert.Equal((value, 0.72), (read[name].Value, read[name].Confidence));
    }

    [Fact]
    public void What_stands_apart_on_a_row_belongs_together()
    {
        var plate = NameplateText.Of([Line("1200", 0, 0.9), Line("imp/kWh", 200, 0.8), Line("DDZY", 1000, 0.9), Line("1296", 1150, 0.7)], China);

        Assert.Equal(("1200", 0.8), (plate.Constant!.Value, plate.Constant.Confidence));
        Assert.Equal(new PictureBox(0, 0, 300, 40), plate.Constant.Box);
        Assert.Equal("DDZY1296", plate.Model!.Value);

        static TextLine Line(string text, int left, double confidence) => new(text, confidence, new PictureBox(left, 0, 100, 40));
    }

    [Fact]
    public void The_values_are_checked_against_each_other()
    {
        TextLine[] lines = [new("DDZY1296", 0.9, new(0, 0, 1, 1)), new("3×220/380V", 0.9, new(0, 50, 1, 1))];

        Assert.Equal(["nameplate.voltage-disagrees"], Codes(NameplateText.Of(lines, China).Check!.Findings));
        Assert.Null(NameplateText.Of(lines.Skip(1), China).Check);
    }

    [Fact]
    public void No_text_breaks_it() => Gen.Select(Gen.String, Gen.Int[-9, 9999], Gen.Int[-9, 99]).Array[0, 12].Sample(lines =>
        Assert.NotNull(NameplateText.Of(lines.Select(l => new TextLine(l.Item1, 0.5, new PictureBox(l.Item2, l.Item3, l.Item3, l.Item3))), China)));

    private static Dictionary<string, ReadValue> Read(string line) =>
        new(NameplateText.Of([new TextLine(line, 0.9, new PictureBox(0, 0, 100, 20))], China).Values);
}
