using CsCheck;
using Tongdian.Domain.Survey;
using Xunit;
using static Tongdian.Domain.Tests.Survey.Given;

namespace Tongdian.Domain.Tests.Survey;

public sealed class Capacity_that_is_open
{
    [Fact]
    public void A_transformer_by_hand()
    {
        // 400 · 0.8 − 250 − 20 = 50 kVA; with 42.5 kW at 0.85 (50 kVA): (250 + 20 + 50) / 400 = 80 %.
        var open = Calculated(Asking(42.5m) with { Transformer = new(400, 250, CommittedKva: 20) }).Transformer!;

        Assert.Equal((50m, 62.5m, 80m, true), (open.Kva, open.PercentNow, Three(open.PercentAfter!.Value), open.Fits!.Value));
        Assert.Equal("S_open = max(0, S_N · r − S_max − S_res)", open.Figures[0].Formula);
    }

    [Fact]
    public void A_load_in_kW_is_turned_into_kVA()
    {
        // 212.5 kW / 0.85 = 250 kVA.
        Assert.Equal(70, OpenCapacity.Of(new TransformerInput(400, GreatestKw: 212.5m), null, China).Kva);
        Assert.Null(OpenCapacity.Of(new TransformerInput(400, GreatestKw: 212.5m), null, China).Fits);
    }

    [Fact]
    public void A_feeder_by_hand()
    {
        // √3 · 10 · (400 · 0.8 − 200) − 500 = 2078.461 − 500 = 1578.461 kVA.
        var open = Calculated(Asking(1000) with { Feeder = new(10, 400, 200, 500) }).Feeder!;

        Assert.Equal(1578.461m, Three(open.Kva));
        Assert.True(open.Fits);
        Assert.Equal(50, Three(open.PercentNow));
    }

    [Theory]
    [InlineData(300, "")]
    [InlineData(321, "transformer.heavy")]
    [InlineData(401, "transformer.overloaded")]
    public void Heavy_load_and_overload_are_told(int kva, string code) =>
        Assert.Equal(code, string.Join(",", Codes(OpenCapacity.Of(new TransformerInput(400, kva), null, China).Findings)));

    [Fact]
    public void What_fits_never_goes_above_the_load_rate() =>
        Gen.Select(Gen.Int[1, 2500], Gen.Int[0, 2500], Gen.Int[0, 500], Gen.Int[1, 2000]).Sample((rated, greatest, committed, asked) =>
        {
            var open = OpenCapacity.Of(new TransformerInput(rated, greatest, CommittedKva: committed), asked, China);

            Assert.True(open.Kva >= 0);
            Assert.Equal(open.Fits, open.PercentAfter <= 80 && open.Kva > 0);
        });

    [Fact]
    public void A_customers_transformer_is_the_next_standard_one()
    {
        // 500 / 0.85 = 588.235 kVA; / 0.8 = 735.3 kVA → 800 kVA.
        Assert.Equal(800, Calculated(Asking(500)).CustomerTransformer!.Kva);
        Assert.Null(Calculated(Asking(100)).CustomerTransformer);
        Assert.Equal(["transformer.several"], Codes(Calculated(Asking(2_000)).CustomerTransformer!.Findings));
    }
}
