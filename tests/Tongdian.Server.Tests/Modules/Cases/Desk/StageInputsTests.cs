using System.Text.Json;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases.Desk.Form;
using Tongdian.Server.Platform.Processes;
using Tongdian.Server.Tests.Platform.Processes;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Cases.Desk;

/// <summary>The inputs of a whole stage.</summary>
public sealed class StageInputsTests
{
    private static readonly StageDefinition Survey = ProcessFolder.Read(Shipped.Folder).First(p => p.Key.Id == "high-voltage").Stage("survey")!;
    private static readonly StageDefinition Scheme = ProcessFolder.Read(Shipped.Folder).First(p => p.Key.Id == "high-voltage").Stage("scheme")!;

    [Fact]
    public void What_somebody_else_kept_meanwhile_is_taken_over_and_handed_in_with_what_was_entered_here()
    {
        var (opened, mine, kept) = (Inputs("""{"supplyPoint":"1号杆","cableRoute":"北墙"}"""), Inputs("""{"supplyPoint":"1号杆","cableRoute":"北墙"}"""), Inputs("""{"supplyPoint":"2号杆","cableRoute":"北墙"}"""));
        mine["cableRoute"].Text = "南墙";

        var merge = mine.Merge(opened, kept);

        Assert.Equal(["supplyPoint"], merge.Taken);
        Assert.Equal("2号杆", mine["supplyPoint"].Text);
        var request = mine.Request(new HashSet<string>());
        Assert.Equal(("2号杆", "南墙"), (request.Fields!["supplyPoint"].GetString(), request.Fields["cableRoute"].GetString()));
    }

    [Fact]
    public void Files_of_both_are_there_and_what_was_taken_away_here_stays_away()
    {
        var (a, b, c) = (File(1), File(2), File(3));
        var (opened, mine, kept) = (Inputs("{}", a, b), Inputs("{}", a, b), Inputs("{}", a, b, c));
        mine.Files.Remove(a);
        mine.Files.Add(File(4));

        mine.Merge(opened, kept);

        Assert.Equal([b, c, File(4)], mine.Files);
    }

    [Fact]
    public void Rows_in_which_nothing_stands_are_dropped_and_fields_that_are_wrong_are_left_out_of_a_draft()
    {
        var inputs = new StageInputs(Scheme, id => id == "costItems" ? JsonElement.Parse("""[{},{"name":"电缆"},{}]""") : null, [], []);
        inputs["crossSectionMm2"].Text = "十六";

        inputs.DropEmptyRows();

        Assert.Single(inputs["costItems"].Rows);
        Assert.Equal(["costItems"], inputs.Request(new HashSet<string> { "crossSectionMm2" }).Fields!.Keys);
    }

    private static StageInputs Inputs(string values, params FileLink[] files)
    {
        var json = JsonElement.Parse(values);
        return new StageInputs(Survey, id => json.TryGetProperty(id, out var value) ? value : null, files, []);
    }

    private static FileLink File(int n) => new("site-overview", new Guid(n, 0, 0, new byte[8]), "image/jpeg", $"{n}");
}
