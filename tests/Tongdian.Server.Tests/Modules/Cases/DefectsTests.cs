using System.Text.Json.Nodes;
using Tongdian.Domain.Cases;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Cases;

/// <summary>What an inspection found wanting, beside what was mended.</summary>
public sealed class DefectsTests(PostgresServer postgres)
{
    [Theory, ClassData(typeof(Databases))]
    public async Task A_defect_and_its_rectification_stand_side_by_side_item_by_item(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await CaseUnderTest.Submit(server, Samples.Shop());
        await one.GoOn("completion-inspection");
        Assert.Empty((await one.Customer.Get($"{one.Path}/defects")).Expect(200).EnumerateArray());
        var (bad, wide, good, built) = (await server.Anyone.Upload(Photos.Jpeg(310, 200)), await server.Anyone.Upload(Photos.Jpeg(311, 200)), await server.Anyone.Upload(Photos.Jpeg(312, 200)), await server.Anyone.Upload(Photos.Jpeg(313, 200)));

        // A photograph that was not handed in belongs to no item.
        var form = await Inspection(one, "fail", bad, wide);
        form["fields"]!["items"]!["earthing"]!["photos"]![0] = Guid.CreateVersion7().ToString();
        var wrong = await one.Do(await one.DoerOf("completion-inspection"), "stages/completion-inspection/complete", form);
        Assert.Equal(["fields.items.earthing.photos[0]: file.kind-unknown"], wrong.Fields);
        form["fields"]!["items"]!["earthing"]!["photos"]![0] = bad.ToString();
        (await one.Do(await one.DoerOf("completion-inspection"), "stages/completion-inspection/complete", form)).Expect(200);
        var waiting = Assert.Single((await one.Customer.Get($"{one.Path}/defects")).Expect(200).EnumerateArray());
        Assert.False(waiting.GetProperty("items")[0].TryGetProperty("passed", out _));

        Assert.Equal(StageStatus.Started, await Reopened(one));
        await one.Complete("construction", change: f => f["files"]!.AsArray().Single(x => (string?)x!["kind"] == "after")!["file"] = built);
        await one.GoOn("completion-inspection");
        (await one.Do(await one.DoerOf("completion-inspection"), "stages/completion-inspection/complete", await Inspection(one, "pass", good))).Expect(200);

        var round = Assert.Single((await (await server.As("manager")).Get($"{one.Path}/defects")).Expect(200).EnumerateArray());
        var item = Assert.Single(round.GetProperty("items").EnumerateArray());
        Assert.Equal(("earthing", "接地线未接", true), (item.GetProperty("id").GetString(), item.GetProperty("remark").GetString(), item.GetProperty("passed").GetBoolean()));
        Assert.Equal([bad], Ids(item, "found"));
        Assert.Equal([good], Ids(item, "mended"));
        Assert.Equal([wide], Ids(round, "others"));
        Assert.Contains(built, Ids(round, "mended"));
        Assert.Equal(200, (await one.Customer.Get($"{one.Path}/files/{bad}")).Status);
    }

    private static async Task<StageStatus> Reopened(CaseUnderTest one)
    {
        (await one.Do(await one.DoerOf("construction"), "stages/construction/start")).Expect(200);
        return await one.Status("construction");
    }

    private static IEnumerable<Guid> Ids(System.Text.Json.JsonElement of, string name) => of.GetProperty(name).EnumerateArray().Select(i => i.GetGuid());

    private static Task<JsonObject> Inspection(CaseUnderTest one, string earthing, Guid photo, params Guid[] more) => one.Form("completion-inspection", change: form =>
    {
        form["files"] = new JsonArray([.. more.Prepend(photo).Select(f => (JsonNode)new JsonObject { ["kind"] = "inspection", ["file"] = f })]);
        form["fields"]!["items"]!["earthing"] = new JsonObject { ["result"] = earthing, ["remark"] = "接地线未接", ["photos"] = new JsonArray(photo.ToString()) };
    });
}
