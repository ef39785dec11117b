using Tongdian.Server.Platform.Processes;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Processes;

public sealed class VoltageLimitsFileTests
{
    private const string Small = """
        default: {maxSinglePhaseKw: 12, maxLowVoltageKw: 160, maxLowVoltageKva: 200, source: a paper, verified: false}
        regions:
          demo-city: {maxSinglePhaseKw: 8, maxLowVoltageKw: 100, maxLowVoltageKva: 125, source: a notice, verified: true}
        """;

    [Fact]
    public void The_shipped_limits_are_160_kW_and_not_checked()
    {
        var limits = VoltageLimitsFile.Read(VoltageLimitsFile.Name, File.ReadAllText(Path.Combine(Shipped.Folder, VoltageLimitsFile.Name)));
        Assert.Equal((12m, 160m, 200m, false), (limits.Default.MaxSinglePhaseKw, limits.Default.MaxLowVoltageKw, limits.Default.MaxLowVoltageKva, limits.Default.Verified));
    }

    [Fact]
    public void A_region_takes_the_limits_of_the_nearest_one_above_it()
    {
        var limits = VoltageLimitsFile.Read("v.yaml", Small);
        Assert.Equal(100m, limits.For(["demo-county", "demo-city", "demo-province"]).MaxLowVoltageKw);
        Assert.Equal(160m, limits.For(["other-county", "demo-province"]).MaxLowVoltageKw);
    }

    [Theory]
    [InlineData("maxSinglePhaseKw: 8", "maxSinglePhaseKw: 800", "voltage-limits", 3)]
    [InlineData("maxSinglePhaseKw: 12,", "", "key-missing", 1)]
    [InlineData("default:", "defaults:", "key-missing", 1)]
    [InlineData("source: a notice", "sauce: a notice", "key-unknown", 3)]
    [InlineData("maxLowVoltageKw: 100", "maxLowVoltageKw: much", "value-wrong", 3)]
    public void A_wrong_file_is_told_with_its_line(string text, string replacement, string rule, int line)
    {
        var refused = Assert.Throws<ProcessFileException>(() => VoltageLimitsFile.Read("v.yaml", Small.Replace(text, replacement, StringComparison.Ordinal)));
        Assert.Contains(refused.Faults, f => f.Rule == rule && f.Line == line);
    }
}
