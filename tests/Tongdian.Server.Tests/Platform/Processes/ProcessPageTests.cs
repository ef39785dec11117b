using System.Globalization;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Processes;
using Tongdian.Server.Platform.Processes;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Processes;

/// <summary>The pages that explain the processes say what the processes are.</summary>
public sealed class ProcessPageTests
{
    public static TheoryData<string> Processes => [.. ProcessFolder.Read(Shipped.Folder).Select(p => p.Key.Id)];

    [Theory]
    [MemberData(nameof(Processes))]
    public void A_page_names_every_stage_with_its_limit(string id)
    {
        var rows = Shipped.Page(id).Split('\n').Where(l => l.StartsWith("| ", StringComparison.Ordinal)).ToList();
        Assert.All(Process(id).Stages, stage => Assert.Contains(
            rows, r => r.StartsWith($"| {stage.Name.Zh} · {stage.Name.En} (`{stage.Id}`) |", StringComparison.Ordinal) && r.Contains($"| {Show(stage.Limit)}", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Processes))]
    public void A_page_names_every_promise_document_and_reason_for_a_pause(string id)
    {
        var (page, process) = (Shipped.Page(id), Process(id));
        Assert.All(process.Promises, p => Assert.Contains(page.Split('\n'), l => l.Contains($"`{p.Id}`)", StringComparison.Ordinal) && l.Contains($"| {Show(p.Limit)} |", StringComparison.Ordinal)));
        Assert.All(process.Documents, d => Assert.Contains($"- `{d.Kind}` {d.Label.Zh}", page, StringComparison.Ordinal));
        Assert.All(process.PauseReasons, r => Assert.Contains($"(`{r.Id}`)", page, StringComparison.Ordinal));
    }

    private static ProcessDefinition Process(string id) => ProcessFolder.Read(Shipped.Folder).Single(p => p.Key.Id == id);

    private static string Show(Limit? limit) => limit is null ? "none" : string.Create(
        CultureInfo.InvariantCulture,
        $"{limit.Amount} {limit.Unit switch { LimitUnit.Hours => "h", LimitUnit.WorkingHours => "wh", _ => "wd" }}{(limit.Reading == LimitReading.Customer ? " (customer)" : "")}");
}
