using CsCheck;
using Tongdian.Domain.Survey;
using Xunit;
using static Tongdian.Domain.Tests.Survey.Given;

namespace Tongdian.Domain.Tests.Survey;

public sealed class Meter_and_transformers
{
    [Theory]
    [InlineData(40, 1, 220, "DDZY direct 220 5(60) V ")]
    [InlineData(60.1, 1, 220, "DDZY direct 220 10(100) V ")]
    [InlineData(60, 3, 380, "DTZY direct 3x220/380 5(60) IV ")]
    [InlineData(60.1, 3, 380, "DTZY ct 3x220/380 1.5(6) IV 75/5")]
    [InlineData(143, 3, 380, "DTZY ct 3x220/380 1.5(6) IV 150/5")]
    [InlineData(46.188, 3, 10_000, "DSZY ct-pt 3x100 1.5(6) III 50/5")]
    [InlineData(131, 3, 110_000, "DTZY ct-pt 3x57.7/100 1.5(6) II 150/5")]
    public void The_current_and_the_voltage_choose(double amps, int phases, double volts, string chosen)
    {
        var meter = MeterChoice.Of((decimal)amps, phases, (decimal)volts, China);

        Assert.Equal(chosen, $"{meter.Type} {meter.Connection} {meter.Voltage} {meter.Current} {meter.MeteringClass} {meter.CtRatio}");
    }

    [Fact]
    public void High_voltage_is_metered_for_its_transformer()
    {
        // 800 kVA at 10 kV: 800 / (√3 · 10) = 46.188 A → 50/5, loaded to 92.4 %; voltage transformers 10/0.1.
        var meter = Calculated(Asking(500)).Meter!;

        Assert.Equal(("50/5", "10/0.1", "0.5S", "0.5S", "0.5"), (meter.CtRatio, meter.PtRatio, meter.MeterAccuracy, meter.CtAccuracy, meter.PtAccuracy));
        Assert.Empty(meter.Findings);
    }

    [Fact]
    public void What_no_meter_is_for_is_told()
    {
        Assert.Equal(["meter.none"], Codes(MeterChoice.Of(101, 1, 220, China).Findings.Take(1)));
        Assert.Equal(["ct.none"], Codes(MeterChoice.Of(2_001, 3, 380, China).Findings));
        Assert.Equal(["ct.low-load"], Codes(CtChoice.Of(0.9m, 10_000, "0.5S", China.Ratios).Findings));
    }

    [Fact]
    public void A_current_transformer_is_never_overloaded() => Gen.Int[1, 20_000].Sample(tenths =>
    {
        var ratio = CtChoice.Of(tenths / 10m, 380, "0.5S", China.Ratios).Ratio!;

        Assert.True(int.Parse(ratio.Split('/')[0], System.Globalization.CultureInfo.InvariantCulture) >= tenths / 10m);
    });

    [Fact]
    public void Low_voltage_up_to_the_limit_costs_nothing_and_says_why()
    {
        var cost = Calculated(Asking(160)).Cost!;

        Assert.Equal(0, cost.Yuan);
        Assert.Contains("零投资", cost.Reason.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_prices_no_amount_is_said()
    {
        var cost = Calculated(Asking(500)).Cost!;

        Assert.Null(cost.Yuan);
        Assert.Equal("No prices are entered: nothing can be said", cost.Reason.En);
    }

    [Fact]
    public void With_prices_it_is_a_sum()
    {
        // 120.5 · 30 + 200 · 800 + 1000 = 164 615 CNY.
        var prices = China.Costs with
        {
            Prices = [new("line-m", new("线路", "line"), 120.5m), new("transformer-kva", new("变压器", "transformer"), 200), new("case", new("手续", "case"), 1000)],
        };
        var cost = IndicativeCost.Of("high", 500, 30, 800, prices);

        Assert.Equal(164_615, cost.Yuan);
        Assert.Equal("c_1 · n_1 + c_2 · n_2 + c_3 · n_3", Assert.Single(cost.Figures).Formula);
        Assert.Null(IndicativeCost.Of("high", 500, null, 800, prices).Yuan);
    }
}
