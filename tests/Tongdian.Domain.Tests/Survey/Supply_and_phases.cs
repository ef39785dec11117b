using CsCheck;
using Tongdian.Domain.Survey;
using Xunit;
using static Tongdian.Domain.Tests.Survey.Given;

namespace Tongdian.Domain.Tests.Survey;

public sealed class Supply_and_phases
{
    [Theory]
    [InlineData(8, "low", 1, 220)]
    [InlineData(12, "low", 1, 220)]
    [InlineData(12.1, "low", 3, 380)]
    [InlineData(160, "low", 3, 380)]
    [InlineData(160.1, "high", 3, 10_000)]
    [InlineData(9_000, "high", 3, 20_000)] // 9000 / 0.85 = 10 588 kVA, above the 10 000 of 10 kV
    [InlineData(80_000, "high", 3, 110_000)]
    public void The_capacity_decides_the_voltage(double kw, string voltage, int phases, double volts)
    {
        var supply = Calculated(Asking((decimal)kw)).Supply!;

        Assert.Equal((voltage, phases, (decimal?)(decimal)volts), (supply.Voltage, supply.Phases, supply.NominalV));
    }

    [Fact]
    public void Only_voltages_that_are_there_are_chosen()
    {
        Assert.Equal(35_000, Calculated(Asking(9_000, supply: new(AvailableKv: [10, 35]))).Supply!.NominalV);
        var none = Calculated(Asking(9_000, supply: new(AvailableKv: [10])));
        Assert.Equal(["supply.no-voltage"], Codes(none.Supply!.Findings));
        Assert.Null(none.Current);
        Assert.Null(none.Meter);
    }

    [Fact]
    public void A_three_phase_appliance_needs_three_phases()
    {
        var supply = Calculated(Listing(new Appliance("motor", 4, 1, 3)) with { Supply = new(Phases: 1) }).Supply!;

        Assert.Equal(3, supply.Phases);
        Assert.Equal(["supply.one-phase-not-enough"], Codes(supply.Findings));
        Assert.Equal(3, Calculated(Asking(5, supply: new(Phases: 3))).Supply!.Phases);
    }

    [Fact]
    public void An_important_customer_has_two_supplies_and_a_source_of_their_own()
    {
        var supply = Calculated(Asking(500, supply: new(Importance: "first"))).Supply!;

        Assert.Equal((2, true), (supply.Supplies, supply.EmergencySource));
    }

    [Fact]
    public void Single_phase_appliances_are_spread()
    {
        // 9, 8, 7 kW go to A, B, C; 6 kW to C, which has least; 2 kW to B: 9, 10, 13. β = (13 − 9) / 13 = 30.769 %.
        var result = Calculated(Listing(new("heating", 9), new("heating", 8), new("heating", 7), new("heating", 6), new("heating", 2)));
        var spread = result.Supply!.Spread!;

        Assert.Equal([9m, 10m, 13m], spread.Phases.Select(p => p.Kw));
        Assert.Equal(30.769m, Three(spread.UnbalancePercent));
        // Out of balance: the current is that of 3 · 13 kW.
        Assert.Equal(39, spread.EquivalentKw);
        Assert.Equal(Three(39_000 / (1.7320508m * 380)), Three(result.Current!.Amps));
        Assert.Equal(["phases.unbalanced"], Codes(spread.Findings));
    }

    [Fact]
    public void Who_is_on_a_phase_stays_there()
    {
        var spread = Calculated(Listing(new("heating", 6, Phase: "B"), new("heating", 6, Phase: "B"), new("heating", 3), new("heating", 3))).Supply!.Spread!;

        Assert.Equal([3m, 12m, 3m], spread.Phases.Select(p => p.Kw));
    }

    [Fact]
    public void What_is_spread_is_what_there_is() => Load_of_a_list.Any.Array[1, 8].Sample(list =>
    {
        var result = Calculated(Listing(list));
        if (result.Supply!.Spread is not { } spread) return;
        Assert.Equal((double)result.Load!.Kw, (double)spread.Phases.Sum(p => p.Kw), 0.002);
        Assert.True(spread.EquivalentKw >= result.Load.Kw);
    });
}
