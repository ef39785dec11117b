using CsCheck;
using Tongdian.Domain.Survey;
using Xunit;
using static Tongdian.Domain.Tests.Survey.Given;

namespace Tongdian.Domain.Tests.Survey;

public sealed class Cable_and_protection
{
    private static readonly Gen<LineInput> AnyLine = Gen.Select(
        Gen.Int[0, 600], Gen.OneOf("copper", "aluminium"), Gen.OneOf("pvc", "xlpe"), Gen.OneOf("B1", "C", "D1"), Gen.Int[-10, 60], Gen.Int[1, 6],
        (metres, material, insulation, laying, celsius, circuits) => Line(metres, material, insulation, laying, celsius, circuits));

    [Fact]
    public void A_home_of_8_kW_by_hand()
    {
        // I_b = 8000 / 220 = 36.364 A → I_n 40 A → the first I_t ≥ 40 A is 6 mm² with 41 A (two loaded conductors in a pipe, 30 °C, alone).
        // Δu = 2 · 36.364 · 20 · 0.0225 / 6 / 220 · 100 = 2.479 % ≤ 4 %; 220 − 5.455 = 214.545 V ≥ 198 V.
        var cable = Calculated(Asking(8, Line(20), powerFactor: 1)).Cable!;

        Assert.Equal((6m, 40m, "BV/VV"), (cable.SectionMm2, cable.BreakerA, cable.CableType));
        var chosen = cable.Candidates.First(c => c.SectionMm2 == 6);
        Assert.Equal((41m, 2.479m, 214.545m), (chosen.AmpacityA, Three(chosen.DropPercent), Three(chosen.EndV)));
        Assert.Equal(["cable.ampacity", "cable.protection", "cable.tripping", "drop", "drop.end"], cable.Figures.Select(f => f.Id));
        // I_2 = 1.45 · 40 = 58 A.
        Assert.Equal(58, cable.Figures[2].Result.Value);
    }

    [Fact]
    public void The_length_asks_for_more_than_the_current_does()
    {
        // At 50 m, 6 mm² loses 6.198 % and 10 mm² 3.719 %.
        Assert.Equal(10, Calculated(Asking(8, Line(50), powerFactor: 1)).Cable!.SectionMm2);
    }

    [Fact]
    public void The_drop_of_the_example_of_the_reference()
    {
        // 30 kW, 800 m, 70 mm² copper, cos 0.8: I = 56.975 A; per metre 0.0225 / 70 · 0.8 + 0.00008 · 0.6 = 0.000305143 Ω;
        // Δu = 1.73205 · 56.975 · 800 · 0.000305143 / 380 · 100 = 6.340 %: the reference takes copper at 20 °C and no reactance, and finds 11.7 V (5.3 %).
        var drop = VoltageDrop.Of(DesignCurrent.Of(30, 0.8m, 3, 380), 800, 70, "copper", China.Voltages.Rows[1], 380, China);

        Assert.Equal(6.340m, Three(drop.Percent));
        Assert.Equal(355.910m, Three(drop.EndV));
    }

    [Fact]
    public void Heat_and_company_make_a_cable_carry_less()
    {
        // 40 °C 0.87, three circuits 0.70: 0.609. 6 mm² carries 24.97 A, 10 mm² 34.71 A, 16 mm² 46.28 A: 40 A needs 16 mm².
        Assert.Equal(16, Calculated(Asking(8, Line(5, celsius: 40, circuits: 3), powerFactor: 1)).Cable!.SectionMm2);
        // Between two steps the hotter holds: 36 °C is 40 °C, and 6 mm² alone carries 41 · 0.87 = 35.67 A.
        var warm = Calculated(Asking(8, Line(5, celsius: 36), powerFactor: 1)).Cable!;
        Assert.Equal(35.67m, warm.Candidates.First(c => c.SectionMm2 == 6).AmpacityA);
        Assert.Equal(10, warm.SectionMm2);
    }

    [Fact]
    public void When_nothing_does_it_says_so()
    {
        var cable = Calculated(Asking(150, Line(2_000))).Cable!;

        Assert.Null(cable.SectionMm2);
        Assert.Contains("cable.nothing-fits", Codes(cable.Findings));
        Assert.StartsWith("Even 240 mm² loses", cable.Reason.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_home_and_an_overhead_drop_have_least_cross_sections()
    {
        Assert.Equal(6, Calculated(Asking(1, Line(5) with { Use = "home" }, powerFactor: 1)).Cable!.SectionMm2);
        Assert.Equal(4, Calculated(Asking(1, Line(10) with { Use = "overhead-drop" }, powerFactor: 1)).Cable!.SectionMm2);
        var far = Calculated(Asking(1, Line(26) with { Use = "overhead-drop" }, powerFactor: 1)).Cable!;
        Assert.Equal(6, far.SectionMm2);
        Assert.Equal(["line.needs-pole"], Codes(far.Findings));
        Assert.Contains("line.drop-too-long", Codes(Calculated(Asking(1, Line(51) with { Use = "overhead-drop" })).Cable!.Findings));
    }

    [Fact]
    public void A_weak_supply_point_needs_more()
    {
        // 202 V − 3.719 % of 220 V = 193.8 V < 198 V: 10 mm² does no longer, 25 mm² (1.488 %, 198.7 V) does.
        var cable = Calculated(Asking(8, Line(50) with { MeasuredV = 202 }, powerFactor: 1)).Cable!;

        Assert.Equal(25, cable.SectionMm2);
        Assert.Contains("line.voltage-at-source", Codes(Calculated(Asking(8, Line(1) with { MeasuredV = 190 })).Cable!.Findings));
        Assert.Contains("line.too-long", Codes(Calculated(Asking(8, Line(260) with { Area = "B" })).Cable!.Findings));
    }

    [Fact]
    public void A_given_cross_section_is_checked_not_changed()
    {
        Assert.Equal(16, Calculated(Asking(8, Line(20) with { SectionMm2 = 16 }, powerFactor: 1)).Cable!.SectionMm2);
        Assert.Null(Calculated(Asking(8, Line(20) with { SectionMm2 = 4 }, powerFactor: 1)).Cable!.SectionMm2);
        // At 10 kV there is no table of capacities: only the drop is checked, and that is said.
        var high = Calculated(Asking(1000, Line(3_000, insulation: "xlpe") with { SectionMm2 = 120 })).Cable!;
        Assert.Equal(120, high.SectionMm2);
        Assert.Null(high.BreakerA);
        Assert.Contains("cable.no-table", Codes(high.Findings));
        Assert.Null(Calculated(Asking(1000, Line(3_000))).Cable!.SectionMm2);
    }

    [Fact]
    public void What_is_chosen_carries_is_protected_and_keeps_the_voltage() =>
        Gen.Select(Gen.Int[1, 1600], AnyLine).Sample((tenths, line) =>
        {
            var result = Calculated(Asking(tenths / 10m, line));
            var (cable, amps) = (result.Cable!, result.Current!.Amps);
            if (cable.SectionMm2 is not { } section)
            {
                Assert.Contains("cable.nothing-fits", Codes(cable.Findings));
                Assert.All(cable.Candidates, c => Assert.False(c.Carries && c.KeepsVoltage));
                return;
            }

            var chosen = cable.Candidates.First(c => c.SectionMm2 == section);
            Assert.True(amps <= cable.BreakerA && cable.BreakerA <= chosen.AmpacityA);
            Assert.InRange(chosen.DropPercent, 0, 4);
            Assert.True(1.45m * cable.BreakerA <= 1.45m * chosen.AmpacityA);
            Assert.All(cable.Candidates.Where(c => c.SectionMm2 < section), c => Assert.False(c.Carries && c.KeepsVoltage));
        });

    [Fact]
    public void More_load_never_gives_a_thinner_cable() =>
        Gen.Select(Gen.Int[1, 1590], Gen.Int[1, 100], AnyLine).Sample((tenths, more, line) =>
        {
            var three = new SupplyInput(Phases: 3);
            var before = Calculated(Asking(tenths / 10m, line, three)).Cable!.SectionMm2;
            var after = Calculated(Asking(Math.Min(160, (tenths + more) / 10m), line, three)).Cable!.SectionMm2;

            Assert.True(after is null || before <= after, $"{before} {after}");
        });

    [Fact]
    public void Longer_never_loses_less_and_thicker_never_more() =>
        Gen.Select(Gen.Int[1, 1600], AnyLine, Gen.Int[0, 500]).Sample((tenths, line, more) =>
        {
            var near = Calculated(Asking(tenths / 10m, line)).Cable!.Candidates;
            var far = Calculated(Asking(tenths / 10m, line with { LengthM = line.LengthM + more })).Cable!.Candidates;

            Assert.All(near.Zip(far), pair => Assert.True(pair.First.DropPercent <= pair.Second.DropPercent));
            Assert.All(near.Zip(near.Skip(1)), pair => Assert.True(pair.First.DropPercent >= pair.Second.DropPercent));
        });
}
