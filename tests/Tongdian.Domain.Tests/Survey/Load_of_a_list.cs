using CsCheck;
using Tongdian.Domain.Survey;
using Xunit;
using static Tongdian.Domain.Tests.Survey.Given;

namespace Tongdian.Domain.Tests.Survey;

public sealed class Load_of_a_list
{
    internal static readonly Gen<Appliance> Any = Gen.Select(
        Gen.OneOf(China.Demand.Kinds.Keys.ToArray()), Gen.Int[1, 40_000], Gen.Int[1, 20], Gen.OneOf(1, 1, 3),
        (kind, watts, count, phases) => new Appliance(kind, watts / 1000m, count, phases));

    [Fact]
    public void Pumps_and_machine_tools_by_hand()
    {
        // Pumps: 2 · 10 kW · 0.75 = 15 kW; cos 0.8, tan 0.75: 11.25 kvar.
        // Lathes: 50 kW · 0.14 = 7 kW; cos 0.5, tan √3: 12.124 kvar.
        // P = 0.9 · 22 = 19.8 kW; Q = 0.95 · 23.374 = 22.206 kvar; S = √(392.04 + 493.09) = 29.751 kVA; cos φ = 0.666.
        var load = CalculatedLoad.Of(
            new LoadInput([new("fan-pump", 10, 2, 3), new("machine-tool-cold", 50, 1, 3)], SimultaneousP: 0.9m, SimultaneousQ: 0.95m), 3, China)!;

        Assert.Equal((19.8m, 22.206m, 29.751m, 0.666m), (Three(load.Kw), Three(load.Kvar), Three(load.Kva), Three(load.PowerFactor)));
        Assert.Equal(["fan-pump", "machine-tool-cold"], load.Groups.Select(g => g.Kind));
        Assert.Equal([15m, 11.25m, 7m, 12.124m], load.Groups.SelectMany(g => g.Figures).Select(f => f.Result.Value));
    }

    [Theory]
    [InlineData(55, 3)]
    [InlineData(60, 3)]
    [InlineData(60.5, 4)]
    [InlineData(140, 6)]
    [InlineData(190, 8)] // 6 + 50 · 40 W
    public void A_home_has_its_capacity_by_its_size(double area, double kw) =>
        Assert.Equal((decimal)kw, CalculatedLoad.Of(new LoadInput(Homes: new(1, (decimal)area)), 1, China)!.Kw);

    [Fact]
    public void Homes_together_need_less_than_each()
    {
        // 6 homes on one phase: between 4 (0.9) and 8 (0.65) the 6th has 0.775: 6 · 6 · 0.775 = 27.9 kW.
        Assert.Equal(27.9m, CalculatedLoad.Of(new LoadInput(Homes: new(6, KwEach: 6)), 1, China)!.Kw);
        // Over three phases two each, 0.95: 34.2 kW.
        Assert.Equal(34.2m, CalculatedLoad.Of(new LoadInput(Homes: new(6, KwEach: 6)), 3, China)!.Kw);
    }

    [Fact]
    public void A_capacity_alone_has_the_usual_power_factor()
    {
        var load = CalculatedLoad.Of(new LoadInput(AskedKw: 85), 3, China)!;

        Assert.Equal((85m, 100m), (load.Kw, Three(load.Kva)));
        Assert.Equal(85m, CalculatedLoad.Of(new LoadInput(AskedKva: 100), 3, China)!.Kw);
    }

    [Fact]
    public void Who_asks_for_less_than_the_list_needs_is_told()
    {
        var load = CalculatedLoad.Of(new LoadInput([new("heating", 10)], AskedKw: 8), 1, China)!;

        Assert.Equal(10, load.Kw);
        Assert.Equal(["load.more-than-asked"], Codes(load.Findings));
    }

    [Fact]
    public void Adding_an_appliance_or_a_home_never_lowers_the_load() =>
        Gen.Select(Any.Array[1, 12], Any, Gen.Int[0, 400], Gen.OneOf(1, 3)).Sample((list, another, homes, phases) =>
        {
            var with = homes == 0 ? null : new HomesInput(homes, KwEach: 6);
            var before = CalculatedLoad.Of(new LoadInput([.. list], with), phases, China)!.Kw;

            Assert.True(CalculatedLoad.Of(new LoadInput([.. list, another], with), phases, China)!.Kw > before);
            Assert.True(CalculatedLoad.Of(new LoadInput([.. list], new HomesInput(homes + 1, KwEach: 6)), phases, China)!.Kw >= before);
        });

    [Fact]
    public void The_order_of_a_list_does_not_matter() => Any.Array[1, 12].Sample(list =>
    {
        var (there, back) = (Calculated(Listing(list)), Calculated(Listing([.. list.Reverse()])));

        Assert.Equal((there.Load!.Kw, there.Load.Kva, there.Supply!.Phases), (back.Load!.Kw, back.Load.Kva, back.Supply!.Phases));
        Assert.Equal(there.Load.Groups.Select(g => g.Kind), back.Load.Groups.Select(g => g.Kind));
    });

    [Fact]
    public void Every_group_names_what_its_factors_rest_on() =>
        Assert.All(China.Demand.Kinds.Values, kind => Assert.False(string.IsNullOrWhiteSpace(kind.Basis.Zh) || string.IsNullOrWhiteSpace(kind.Basis.En)));
}
