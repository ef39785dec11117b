using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Field;

/// <summary>What a device is given to take along.</summary>
public sealed class ListVisitsTests(PostgresServer postgres)
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Every_picture_that_a_form_may_ask_for_is_told_before_it_is_filled_in(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        await one.GoOn("construction");
        (await one.Do(await one.DoerOf("construction"), "stages/construction/claim")).Expect(200);
        var device = await FieldDeviceUnderTest.Enrol(server, "construction-crew");

        var told = (await device.Visit(one, "construction")).GetProperty("files").EnumerateArray().Select(f => f.GetProperty("kind").GetString()!).ToList();

        Assert.Equal((await one.Process()).Stage("construction")!.Files.Select(f => f.Kind), told);
        // Asked for by an answer that the crew gives without network.
        Assert.Contains("concealed-works", told);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_an_inspection_was_asked_for_with_is_a_document_and_no_part_of_what_was_entered(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        const string stage = "completion-inspection";
        var one = await CaseUnderTest.Submit(server, Samples.Factory());
        await one.GoOn(stage);
        var (mended, seen) = (await server.Anyone.Upload(), await server.Anyone.Upload());
        (await one.Do(one.Customer, $"stages/{stage}/request", new { note = "已整改", files = new[] { new { kind = "rectification", file = mended } } })).Expect(200);
        var inspector = await server.As("inspector");
        (await one.Do(inspector, $"stages/{stage}/claim")).Expect(200);
        var device = await FieldDeviceUnderTest.Enrol(server, "inspector");

        var visit = await device.Visit(one, stage);
        Assert.Contains(mended, Files(visit, "documents"));
        Assert.Empty(Files(visit, "handed"));

        (await one.Do(inspector, $"stages/{stage}/draft", new { files = new[] { new { kind = "inspection", file = seen } } })).Expect(200);
        var mine = new JsonObject { ["fields"] = new JsonObject { ["opinion"] = "合格" } };
        var conflict = Assert.Single(await device.Do(device.Operation(one, stage, "draft", mine, from: visit.GetProperty("entry").GetString())));
        Assert.Equal("conflict", conflict.GetProperty("outcome").GetString());
        Assert.Equal([seen], Files(conflict.GetProperty("theirs"), "files"));
        Assert.Equal([seen], Files(await device.Visit(one, stage), "handed"));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Whoever_has_more_to_do_than_is_looked_up_at_once_gets_the_last_visit_too(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        (await one.Do(await server.As("surveyor"), "stages/survey/claim")).Expect(200);
        // Before it in the order of work, and of no case: what is looked up first is full of them.
        await server.Stored(async db =>
        {
            var last = await db.Set<WorkItem>().AsNoTracking().SingleAsync(w => w.Number == one.Number && w.Stage == "survey");
            db.AddRange(Enumerable.Range(0, 200).Select(n => new WorkItem
            {
                CaseId = Guid.CreateVersion7(), Stage = last.Stage, Number = $"none {n}", Process = last.Process, Role = last.Role, Region = last.Region, Assignee = last.Assignee,
                Status = last.Status, Rank = last.Rank - 1, DueAt = last.DueAt, EnteredAt = last.EnteredAt,
            }));
            return await db.SaveChangesAsync();
        });
        var device = await FieldDeviceUnderTest.Enrol(server, "surveyor");

        var visit = Assert.Single((await device.Work()).GetProperty("visits").EnumerateArray());

        Assert.Equal(one.Number, visit.GetProperty("number").GetString());
    }

    private static IEnumerable<Guid> Files(JsonElement of, string name) => of.GetProperty(name).EnumerateArray().Select(f => f.GetProperty("file").GetGuid());
}
