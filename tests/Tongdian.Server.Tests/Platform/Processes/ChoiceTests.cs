using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Server.Platform.Processes;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Processes;

/// <summary>Which process and voltage a case gets from the files that come with the platform.</summary>
public sealed class ChoiceTests
{
    private static readonly ProcessDefinition[] Processes = [.. ProcessFolder.Read(Shipped.Folder)];
    private static readonly VoltageLimit Limit = new(12, 160, 200, "test", false);

    [Theory]
    [InlineData("residential", "low", "normal", "low-voltage-residential")]
    [InlineData("business", "low", "normal", "low-voltage-non-residential")]
    [InlineData("public-service", "low", "normal", "low-voltage-non-residential")]
    [InlineData("residential", "high", "normal", "high-voltage")]
    [InlineData("business", "high", "normal", "high-voltage")]
    [InlineData("public-service", "high", "emergency", "emergency")]
    [InlineData("residential", "low", "emergency", "emergency")]
    public void Data_decide_the_process(string kind, string voltage, string urgency, string expected)
    {
        var chosen = ChooseProcess.For(Processes, Facts(kind, voltage, urgency)).Value;
        Assert.Equal(expected, chosen.Key.Id);
        Assert.NotEmpty(chosen.ChoiceReason.Zh);
    }

    [Fact]
    public void Of_two_versions_the_newer_is_chosen()
    {
        var newer = Processes.Single(p => p.Key.Id == "emergency") with { Key = new ProcessKey("emergency", 2) };
        Assert.Equal(newer.Key, ChooseProcess.For([newer, .. Processes], Facts("business", "low", "emergency")).Value.Key);
    }

    [Fact]
    public void No_process_is_an_answer_too() =>
        Assert.Equal(ProcessErrors.NoneApplies, ChooseProcess.For([], Facts("business", "low", "normal")).Error);

    [Theory]
    [InlineData(8.0, null, null, "low", 1)]
    [InlineData(12.0, null, "low", "low", 1)]
    [InlineData(12.1, null, null, "low", 3)]
    [InlineData(160.0, null, null, "low", 3)]
    [InlineData(160.01, null, null, "high", 3)]
    [InlineData(null, 200.0, null, "low", 3)]
    [InlineData(null, 200.5, null, "high", 3)]
    [InlineData(8.0, null, "high", "high", 3)]
    [InlineData(500.0, null, "low", "high", 3)]
    public void Voltage_follows_from_capacity_region_and_what_was_said(double? kw, double? kva, string? stated, string voltage, int phases)
    {
        var choice = ChooseVoltage.From(Limit, (decimal?)kw, (decimal?)kva, stated);
        Assert.Equal((voltage, phases), (choice.Voltage, choice.Phases));
    }

    [Fact]
    public void Low_above_the_limit_is_overruled_with_the_numbers()
    {
        var reason = ChooseVoltage.From(Limit, 500, null, "low").Reason;
        Assert.Contains("您选择了低压", reason.Zh, StringComparison.Ordinal);
        Assert.Contains("500 kW", reason.En, StringComparison.Ordinal);
        Assert.Contains("160 kW", reason.En, StringComparison.Ordinal);
    }

    private static CaseFacts Facts(string kind, string voltage, string urgency) =>
        new(kind, false, "new", voltage, 8, null, urgency, 1, "home", "demo-county");
}
