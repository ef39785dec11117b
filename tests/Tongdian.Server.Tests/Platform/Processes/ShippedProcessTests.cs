using System.Globalization;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Processes;
using Tongdian.Server.Platform.Processes;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Processes;

/// <summary>The four processes that come with the platform.</summary>
public sealed class ShippedProcessTests
{
    private static readonly ProcessDefinition[] Processes = [.. ProcessFolder.Read(Shipped.Folder)];

    private static ProcessDefinition Process(string id) => Processes.Single(p => p.Key.Id == id);

    [Fact]
    public void Four_processes_come_in_the_order_of_choice() =>
        Assert.Equal(
            ["emergency@1 300", "high-voltage@1 150", "low-voltage-residential@1 100", "low-voltage-non-residential@1 200"],
            Processes.Select(p => $"{p.Key} {p.Priority}"));

    [Theory]
    [InlineData("low-voltage-residential", "promise 48 Hours energisation; target-no-line-works 24 WorkingHours energisation")]
    [InlineData("low-voltage-non-residential", "promise 40 WorkingHours energisation; target-no-line-works 24 WorkingHours energisation")]
    [InlineData("high-voltage", "promise 22 WorkingDays energisation; promise-two-sources 32 WorkingDays energisation; scheme-reply 24 Hours scheme")]
    [InlineData("emergency", "promise 24 Hours energisation")]
    public void Promises_and_targets_are_those_of_the_company(string process, string expected) =>
        Assert.Equal(expected, string.Join("; ", Process(process).Promises
            .Where(p => p.Kind != PromiseKind.Statutory)
            .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Id} {p.Limit.Amount} {p.Limit.Unit} {p.Until}"))));

    [Theory]
    [InlineData("low-voltage-residential", "acceptance 2h; survey 16h; contract 24h beside; construction 24h; energisation 4h; archive 24h; follow-up 24h")]
    [InlineData("low-voltage-non-residential", "acceptance 1wh; survey 8wh; scheme 4wh; confirmation 12h customer; contract 16wh beside; construction 16wh; completion-inspection 4wh; energisation 4wh; archive 24h; follow-up 24h")]
    [InlineData("high-voltage", "acceptance 2h; survey 12h; scheme 10h; confirmation 12h customer; contract 5wd beside; design; design-review 5wd; construction; intermediate-inspection 3wd; completion-inspection 3wd; metering 3wd; energisation 1wd; archive 24h; follow-up 24h")]
    [InlineData("emergency", "acceptance 0.5h; survey 4h; standby 4h; temporary-supply-plan 4h; scheme 1h; construction 12h; safety-inspection 1h; energisation 2h; contract 72h beside; archive 24h; follow-up 24h")]
    public void Stages_have_their_limits(string process, string expected) =>
        Assert.Equal(expected, string.Join("; ", Process(process).Stages.Select(s => s.Id + Show(s.Limit) + (s.Beside ? " beside" : ""))));

    [Fact]
    public void An_emergency_runs_three_stages_side_by_side_and_joins_them()
    {
        var emergency = Process("emergency");
        Assert.Equal(["survey", "standby", "temporary-supply-plan"], emergency.Stages.Where(s => s.After is ["acceptance"]).Select(s => s.Id));
        Assert.Equal(["survey", "standby", "temporary-supply-plan"], emergency.Stage("scheme")!.After);
        Assert.Equal(["energisation", "contract"], emergency.Stage("archive")!.After);
    }

    [Fact]
    public void High_voltage_construction_is_the_companys_time_only_under_contract()
    {
        var construction = Process("high-voltage").Stage("construction")!;
        Assert.Equal(TimeOwner.Customer, construction.Time);
        Assert.Equal(new Condition("scheme.constructionBy", Comparison.Is, "utility"), construction.TimeWhen!.When.Single());
        Assert.Equal(TimeOwner.Utility, construction.TimeWhen.Time);
        var inspection = Process("high-voltage").Stage("intermediate-inspection")!;
        Assert.Equal(("construction", true, "intermediate-inspection"), (inspection.Inside, inspection.OnRequest, inspection.OnDefects));
    }

    [Fact]
    public void Nothing_typed_once_is_asked_again()
    {
        // A field of the same name and type in an earlier stage must be where the later one takes its first value from.
        // A judgement is made anew each time.
        string[] judged = ["remarks", "opinion", "items", "materials", "crewMembers", "noteToCustomer"];
        var askedAgain =
            from process in Processes
            from later in process.Stages.Select((stage, at) => (stage, at))
            from field in later.stage.Fields
            where field.Prefill is null && !judged.Contains(field.Id)
            from earlier in process.Stages.Take(later.at)
            where earlier.Fields.Any(f => f.Id == field.Id && f.Type == field.Type)
            select $"{process.Key.Id}: {later.stage.Id}.{field.Id} is already known from {earlier.Id}";
        Assert.Empty(askedAgain);
    }

    [Fact]
    public void Statutory_limits_name_their_source_and_nobody_has_checked_them_yet() =>
        Assert.All(Processes.SelectMany(p => p.Promises).Where(p => p.Kind == PromiseKind.Statutory), p =>
        {
            Assert.NotNull(p.Source);
            Assert.False(p.Verified);
        });

    [Fact]
    public void A_folder_without_processes_or_with_the_same_one_twice_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("processes");
        try
        {
            Assert.Equal("processes-missing", Assert.Throws<ProcessFileException>(() => ProcessFolder.Read(folder.FullName)).Faults.Single().Rule);
            File.WriteAllText(Path.Combine(folder.FullName, "a.yaml"), SmallProcess.Yaml);
            File.WriteAllText(Path.Combine(folder.FullName, "b.yaml"), SmallProcess.Yaml);
            Assert.Equal("process-duplicate", Assert.Throws<ProcessFileException>(() => ProcessFolder.Read(folder.FullName)).Faults.Single().Rule);
            File.WriteAllText(Path.Combine(folder.FullName, "b.yaml"), SmallProcess.With("id: small", "id: other"));
            Assert.Equal("choice-order-duplicate", Assert.Throws<ProcessFileException>(() => ProcessFolder.Read(folder.FullName)).Faults.Single().Rule);
            File.WriteAllText(Path.Combine(folder.FullName, "b.yaml"), SmallProcess.With("priority: 100", "priority: x"));
            Assert.Equal(5, Assert.Throws<ProcessFileException>(() => ProcessFolder.Read(folder.FullName)).Faults.Single().Line);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Show(Limit? limit)
    {
        if (limit is null)
            return "";
        var unit = limit.Unit switch { LimitUnit.Hours => "h", LimitUnit.WorkingHours => "wh", _ => "wd" };
        return string.Create(CultureInfo.InvariantCulture, $" {limit.Amount}{unit}{(limit.Reading == LimitReading.Customer ? " customer" : "")}");
    }
}
