using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases.Desk;
using Tongdian.Server.Platform.Processes;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Cases.Desk;

/// <summary>The map of a process: nothing is drawn over anything else, and what is parallel looks so.</summary>
public sealed class StageMapLayoutTests
{
    public static TheoryData<string> Shipped => ["emergency", "high-voltage", "low-voltage-residential", "low-voltage-non-residential"];

    [Theory, MemberData(nameof(Shipped))]
    public void Every_stage_has_a_row_after_what_it_follows_and_every_dependency_a_line(string id)
    {
        var process = Read(id);
        var map = new StageMapLayout(process);

        Assert.Equal(process.Stages.Length, map.Places.Select(p => p.Row).Distinct().Count());
        Assert.All(map.Lines, l => Assert.True(l.From.Row < l.To.Row, $"{l.From.Stage.Id} → {l.To.Stage.Id}"));
        Assert.Equal(process.Stages.Sum(s => s.After.Length + (s.Inside is null ? 0 : 1)), map.Lines.Count);
        Assert.InRange(map.Lanes, 1, 4);
    }

    [Fact]
    public void Stages_side_by_side_have_lanes_of_their_own_and_join_in_one()
    {
        var map = new StageMapLayout(Read("emergency"));
        int Lane(string stage) => map.Places.Single(p => p.Stage.Id == stage).Lane;

        Assert.Equal(3, new[] { Lane("survey"), Lane("standby"), Lane("temporary-supply-plan") }.Distinct().Count());
        Assert.Equal(Lane("acceptance"), Lane("scheme"));
        Assert.Equal(3, map.Lines.Count(l => l.To.Stage.Id == "scheme"));
    }

    [Fact]
    public void What_happens_inside_a_stage_stands_right_under_it_in_another_lane()
    {
        var map = new StageMapLayout(Read("high-voltage"));
        var (outer, inner) = (map.Places.Single(p => p.Stage.Id == "construction"), map.Places.Single(p => p.Stage.Id == "intermediate-inspection"));

        Assert.Equal(outer.Row + 1, inner.Row);
        Assert.NotEqual(outer.Lane, inner.Lane);
        Assert.Contains(map.Lines, l => l.Inside && l.From == outer && l.To == inner);
    }

    private static ProcessDefinition Read(string id) => ProcessFolder.Read(Path.Combine(Repository.Root, "processes")).Single(p => p.Key.Id == id);
}
