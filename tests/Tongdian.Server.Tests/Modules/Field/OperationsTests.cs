using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Field;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Field;

/// <summary>What was done on site takes effect once, in its order, however often and late it is sent.</summary>
public sealed class OperationsTests(PostgresServer postgres)
{
    [Theory, ClassData(typeof(Databases))]
    public async Task A_visit_without_network_takes_effect_once_when_it_is_sent_twice(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        (await one.Do(await server.As("surveyor"), "stages/survey/claim")).Expect(200);
        var device = await FieldDeviceUnderTest.Enrol(server, "surveyor");
        var visit = await device.Visit(one, "survey");
        Assert.Equal("张示例", visit.GetProperty("customer").GetProperty("name").GetString());
        Assert.True(visit.GetProperty("mine").GetBoolean());
        Assert.Equal("cn 1", visit.GetProperty("survey").GetProperty("tables").GetString());
        Assert.NotEmpty(visit.GetProperty("notice").GetProperty("prepare").EnumerateArray());

        var form = await device.Form(one, "survey");
        form["origins"] = new JsonObject { ["capacityKw"] = "measured", ["supplyPoint"] = "typed" };
        form["sheet"] = Walked(1);
        var place = new JsonObject { ["lat"] = 40.316, ["lon"] = 116.637, ["accuracyM"] = 6, ["at"] = "2026-03-02T09:20:00+08:00", ["mock"] = false };
        JsonObject[] done =
        [
            device.Operation(one, "survey", "set-out"), device.Operation(one, "survey", "check-in", place: place), device.Operation(one, "survey", "start"),
            device.Operation(one, "survey", "complete", form, from: visit.GetProperty("entry").GetString()),
        ];
        server.Later(TimeSpan.FromHours(2));
        foreach (var _ in new[] { 1, 2 })
            Assert.All(await device.Do(done), r => Assert.Equal("done", r.GetProperty("outcome").GetString()));

        var state = await one.Look();
        Assert.Equal(StageStatus.Completed, state.Stage("survey").Status);
        Assert.Single(await server.Stored(db => db.Set<Tongdian.Server.Modules.Cases.CaseEventRow>().Where(e => e.Kind == "stage-completed" && e.CaseId == state.Id.Value).ToListAsync()), e => JsonDocument.Parse(e.Payload).RootElement.GetRawText().Contains("\"survey\"", StringComparison.Ordinal));
        var rows = await server.Stored(db => db.Set<FieldOperation>().OrderBy(o => o.Id).ToListAsync());
        Assert.Equal(4, rows.Count);
        // Two hours late, and the row says when it was done; the place is kept as a distance only.
        Assert.All(rows, r => Assert.Equal(TimeSpan.FromHours(2), r.DoneAt - r.SaidAt));
        Assert.InRange(rows.Single(r => r.Kind == "check-in").DistanceM!.Value, 0, 200_000);
        var sheet = await server.Services.GetRequiredService<SiteSheets>().Read(state, "survey", default);
        Assert.Equal((ValueOrigin.Measured, 1), (sheet!.Origins!["capacityKw"], sheet.Track!.Count));

        var gone = Assert.Single((await device.Work(new Dictionary<string, string> { [$"{one.Number}/survey"] = "old" })).GetProperty("gone").EnumerateArray());
        Assert.Equal("done", gone.GetProperty("reason").GetString());
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Both_sides_are_kept_when_somebody_else_changed_the_entry(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var surveyor = await server.As("surveyor");
        (await one.Do(surveyor, "stages/survey/claim")).Expect(200);
        var device = await FieldDeviceUnderTest.Enrol(server, "surveyor");
        var began = (await device.Visit(one, "survey")).GetProperty("entry").GetString();

        // The telephone is without network; at the desk the same colleague writes something else.
        (await one.Do(surveyor, "stages/survey/draft", new { fields = new { supplyPoint = "2 号分支箱", obstacles = "河" } })).Expect(200);
        var mine = device.Operation(one, "survey", "draft", Entry("supplyPoint", "3 号杆"), from: began);
        var after = device.Operation(one, "survey", "pause", new JsonObject { ["reason"] = "weather" });
        var results = await device.Do(mine, after);
        Assert.Equal(["conflict", "wait"], results.Select(r => r.GetProperty("outcome").GetString()));
        var theirs = results[0].GetProperty("theirs");
        Assert.Equal("2 号分支箱", theirs.GetProperty("fields").GetProperty("supplyPoint").GetString());
        Assert.Equal((await server.Colleague("surveyor")).Name, theirs.GetProperty("by").GetString());
        Assert.Equal("2 号分支箱", (await one.Look()).Fact("survey.supplyPoint")!.Value.GetString());

        // A person chose; what waited goes on.
        var chosen = device.Operation(one, "survey", "draft", Entry("supplyPoint", "3 号杆"), from: results[0].GetProperty("entry").GetString());
        results = await device.Do(chosen, after);
        Assert.Equal(["done", "done"], results.Select(r => r.GetProperty("outcome").GetString()));
        Assert.Equal("3 号杆", (await one.Look()).Fact("survey.supplyPoint")!.Value.GetString());
        // What comes from the draft that was acknowledged is no conflict; a change of the case elsewhere is none either.
        (await one.Do(one.Customer, "stages/survey/ask-time", new { day = "2026-03-04", part = "morning" })).Expect(200);
        var next = device.Operation(one, "survey", "resume", new JsonObject { ["reason"] = "weather" });
        var then = device.Operation(one, "survey", "draft", Entry("supplyPoint", "4 号杆"), from: results[1].GetProperty("entry").GetString());
        Assert.All(await device.Do(next, then), r => Assert.Equal("done", r.GetProperty("outcome").GetString()));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_cannot_be_is_refused_with_its_field_and_holds_up_only_its_own_case(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var (one, two, three) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()));
        var surveyor = await server.As("surveyor");
        foreach (var c in new[] { one, two, three })
            (await c.Do(surveyor, "stages/survey/claim")).Expect(200);
        var device = await FieldDeviceUnderTest.Enrol(server, "surveyor");
        (await three.Do(three.Customer, "withdraw", new { reason = "不办了" })).Expect(200);

        var missing = Entry("supplyPoint", "1 号杆");
        missing["files"] = new JsonArray(new JsonObject { ["kind"] = "site-overview", ["file"] = Guid.CreateVersion7().ToString() });
        var results = await device.Do(
            device.Operation(one, "survey", "complete", Entry("supplyPoint", "1 号杆"), from: ""),
            device.Operation(one, "survey", "start"),
            device.Operation(two, "survey", "draft", missing, from: ""),
            device.Operation(three, "survey", "draft", Entry("supplyPoint", "1 号杆"), from: ""));
        Assert.Equal(["refused", "wait", "wait", "refused"], results.Select(r => r.GetProperty("outcome").GetString()));
        Assert.Equal(["stage.form-invalid", "field.earlier-first", "file.unknown", "case.not-in-this-state"],
            results.Select(r => r.GetProperty("problem").GetProperty("code").GetString()));
        Assert.True(results[0].GetProperty("problem").GetProperty("errors").TryGetProperty("fields.phases", out _));

        // The picture came meanwhile; the same operation does now.
        var file = await device.Send(two, "survey", "site-overview", Photos.Jpeg());
        missing["files"]![0]!["file"] = file.ToString();
        Assert.Equal("done", Assert.Single(await device.Do(device.Operation(two, "survey", "draft", missing, from: ""))).GetProperty("outcome").GetString());
        Assert.Equal("refused", Assert.Single(await device.Do(device.Operation(two, "survey", "sing"))).GetProperty("outcome").GetString());
        Assert.Equal("422 field.too-many-operations", (await device.Try([.. Enumerable.Range(0, 51).Select(_ => device.Operation(two, "survey", "start"))])).Refusal);
        // Work of others is not listed, and not taken.
        var other = await FieldDeviceUnderTest.Enrol(server, "inspector");
        Assert.Equal("refused", Assert.Single(await other.Do(other.Operation(two, "survey", "draft", Entry("supplyPoint", "9"), from: ""))).GetProperty("outcome").GetString());
        Assert.Empty((await other.Work()).GetProperty("visits").EnumerateArray());
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task An_entry_leaves_of_the_sheet_what_it_says_nothing_of(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        (await one.Do(await server.As("surveyor"), "stages/survey/claim")).Expect(200);
        var device = await FieldDeviceUnderTest.Enrol(server, "surveyor");
        var entry = "";

        await Draft(sheet: Walked(1), origins: new JsonObject { ["lineLengthM"] = "measured", ["supplyPoint"] = "known" });
        Assert.Equal((1, "measured", "known"), await Sheet());
        // No sheet: what was walked stays, and the values that it names come from elsewhere now.
        await Draft(sheet: null, origins: new JsonObject { ["supplyPoint"] = "typed" });
        Assert.Equal((1, "measured", "typed"), await Sheet());
        await Draft(sheet: null, origins: null);
        Assert.Equal((1, "measured", "typed"), await Sheet());
        // A sheet: it takes the place of the one before.
        await Draft(sheet: Walked(2), origins: null);
        Assert.Equal((2, "measured", "typed"), await Sheet());

        async Task Draft(JsonObject? sheet, JsonObject? origins)
        {
            var body = Entry("supplyPoint", "1 号杆");
            if (sheet is not null)
                body["sheet"] = sheet;
            if (origins is not null)
                body["origins"] = origins;
            var result = Assert.Single(await device.Do(device.Operation(one, "survey", "draft", body, from: entry)));
            Assert.Equal("done", result.GetProperty("outcome").GetString());
            entry = result.GetProperty("entry").GetString()!;
        }

        async Task<(int Walked, string? Length, string? Point)> Sheet()
        {
            var sheet = (await device.Visit(one, "survey")).GetProperty("sheet");
            var origins = sheet.GetProperty("origins");
            return (sheet.GetProperty("track").GetArrayLength(), origins.GetProperty("lineLengthM").GetString(), origins.GetProperty("supplyPoint").GetString());
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_is_measured_anew_after_a_stage_was_sent_back_leaves_what_was_measured_before(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await CaseUnderTest.Submit(server, Samples.Shop());
        await one.GoOn("survey");
        (await one.Do(await server.As("surveyor"), "stages/survey/claim")).Expect(200);
        var device = await FieldDeviceUnderTest.Enrol(server, "surveyor");
        var form = await device.Form(one, "survey");
        form["sheet"] = Walked(1);
        var done = Assert.Single(await device.Do(device.Operation(one, "survey", "complete", form, from: "")));
        Assert.Equal("done", done.GetProperty("outcome").GetString());
        var engineer = await server.As("scheme-engineer");
        (await one.Do(engineer, "stages/scheme/claim")).Expect(200);
        (await one.Do(engineer, "stages/scheme/send-back", new { to = "survey", reason = "路径不清" })).Expect(200);
        Assert.Equal(1, await Walk(null));

        var again = await device.Visit(one, "survey");
        var body = Entry("supplyPoint", "2 号杆");
        body["sheet"] = Walked(2);
        var drafted = Assert.Single(await device.Do(device.Operation(one, "survey", "draft", body, from: again.GetProperty("entry").GetString())));
        Assert.Equal("done", drafted.GetProperty("outcome").GetString());

        Assert.Equal((1, 2), (await Walk(1), await Walk(null)));

        async Task<int> Walk(int? occurrence) =>
            (await server.Services.GetRequiredService<SiteSheets>().Read(await one.Look(), "survey", TestContext.Current.CancellationToken, occurrence))!.Track!.Count;
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_customer_signs_the_service_notice_on_the_crews_device(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        (await one.Do(await server.As("surveyor"), "stages/survey/claim")).Expect(200);
        var device = await FieldDeviceUnderTest.Enrol(server, "surveyor");
        var picture = await device.Send(one, "survey", "signature-customer", Photos.Jpeg(320, 160));
        Assert.Equal("done", Assert.Single(await device.Do(device.Operation(one, "survey", "sign-notice", new JsonObject { ["file"] = picture.ToString() }))).GetProperty("outcome").GetString());
        Assert.NotNull((await one.Look()).Stage("survey").SignedNotice);
        Assert.True((await device.Visit(one, "survey")).GetProperty("notice").TryGetProperty("signedAt", out _));
    }

    private static JsonObject Walked(int points) => new()
    {
        ["track"] = new JsonArray([.. Enumerable.Range(0, points).Select(n => new JsonObject { ["lat"] = 40.3, ["lon"] = 116.6 + n / 10_000.0, ["accuracyM"] = 4, ["at"] = "2026-03-02T09:30:00+08:00" })]),
    };

    private static JsonObject Entry(string field, string value) => new() { ["fields"] = new JsonObject { [field] = value } };
}
