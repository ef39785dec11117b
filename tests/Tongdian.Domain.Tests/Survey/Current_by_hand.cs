using Tongdian.Domain.Survey;
using Xunit;
using static Tongdian.Domain.Tests.Survey.Given;

namespace Tongdian.Domain.Tests.Survey;

public sealed class Current_by_hand
{
    [Theory]
    [InlineData(8, 1, 1, 220, 36.364)] // 8000 / 220
    [InlineData(30, 0.8, 3, 380, 56.975)] // 30 000 / (1.73205 · 380 · 0.8), the example of the reference: 56.98 A
    [InlineData(1000, 0.9, 3, 10_000, 64.150)] // 1 000 000 / (1.73205 · 10 000 · 0.9)
    public void The_current_follows_from_the_load(double kw, double cosine, int phases, double volts, double amps) =>
        Assert.Equal((decimal)amps, Three(DesignCurrent.Of((decimal)kw, (decimal)cosine, phases, (decimal)volts).Amps));

    [Fact]
    public void The_formula_and_its_inputs_stand_beside_it()
    {
        var figure = Assert.Single(DesignCurrent.Of(30, 0.8m, 3, 380).Figures);

        Assert.Equal("I_b = 1000 · P_c / (√3 · U · cosφ)", figure.Formula);
        Assert.Equal(["P_c 30 kW", "U 380 V", "cosφ 0.8 "], figure.Inputs.Select(i => FormattableString.Invariant($"{i.Symbol} {i.Value} {i.Unit}")));
        Assert.Equal(("计算电流", "design current", 56.975m, "A"), (figure.Result.Name.Zh, figure.Result.Name.En, figure.Result.Value, figure.Result.Unit));
    }

    [Theory]
    [InlineData(0, 0.8, 3, 380)]
    [InlineData(-1, 0.8, 3, 380)]
    [InlineData(1, 0, 3, 380)]
    [InlineData(1, 1.01, 3, 380)]
    [InlineData(1, 0.8, 2, 380)]
    [InlineData(1, 0.8, 3, 0)]
    public void Nonsense_is_refused(double kw, double cosine, int phases, double volts) =>
        Assert.ThrowsAny<ArgumentException>(() => DesignCurrent.Of((decimal)kw, (decimal)cosine, phases, (decimal)volts));
}
