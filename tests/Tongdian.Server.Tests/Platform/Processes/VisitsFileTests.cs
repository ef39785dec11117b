using Tongdian.Server.Platform.Processes;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Processes;

public sealed class VisitsFileTests
{
    private const string Small = """
        stages:
          survey: {content: [看, Look], hours: 1, prepare: [[证件, Papers]], standard: [[礼貌, Polite]]}
        processes:
          emergency:
            standby: {content: [等, Wait]}
        """;

    [Fact]
    public void Every_visit_of_the_shipped_processes_is_explained()
    {
        var guides = VisitsFile.Read(VisitsFile.Name, File.ReadAllText(Path.Combine(Shipped.Folder, VisitsFile.Name)), Shipped.Processes);
        var visits = Shipped.Processes.SelectMany(p => p.Stages.Where(s => s.IsVisit).Select(s => (p.Key, Stage: s))).ToList();

        Assert.NotEmpty(visits);
        Assert.All(visits, v => Assert.NotEmpty(guides.Of(v.Key, v.Stage).Standard));
    }

    [Theory]
    [InlineData("hours: 1", "hours: 0", "visit-hours", 2)]
    [InlineData("survey:", "surveys:", "visit-unknown", 2)]
    [InlineData("standby:", "metering:", "visit-unknown", 5)]
    [InlineData("[[证件, Papers]]", "[证件]", "value-wrong", 2)]
    [InlineData("content: [看, Look]", "contents: [看, Look]", "key-missing", 2)]
    public void A_wrong_file_is_told_with_its_line(string text, string replacement, string rule, int line)
    {
        var refused = Assert.Throws<ProcessFileException>(() => VisitsFile.Read("v.yaml", Small.Replace(text, replacement, StringComparison.Ordinal), Shipped.Processes));
        Assert.Contains(refused.Faults, f => f.Rule == rule && f.Line == line);
    }
}
