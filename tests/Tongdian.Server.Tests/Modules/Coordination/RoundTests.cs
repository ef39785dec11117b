using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain.Tests.Clocks;
using Tongdian.Server.Modules.Coordination.Rounds;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Coordination;

/// <summary>Every hour the coordination centre goes through what is stuck.</summary>
public sealed class RoundTests(PostgresServer postgres)
{
    private const string Rounds = "/api/v1/coordination/rounds";

    [Theory, ClassData(typeof(Databases))]
    public async Task A_round_has_everything_that_is_stuck_with_a_proposal_and_is_opened_once_an_hour(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var (idle, fresh) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()));
        server.Later(TimeSpan.FromHours(6));
        (await fresh.Do(await server.As("surveyor"), "stages/survey/claim")).Expect(200);

        Assert.Equal([true, false, false], await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Open(server))) is var opened ? opened.OrderDescending() : []);
        var round = await Current(server);
        Assert.Equal(("2026-03-02T16:00:00+08:00", 1, 0), (Local(round, "hour"), round.GetProperty("found").GetInt32(), round.GetProperty("decided").GetInt32()));
        var item = Assert.Single(round.GetProperty("items").EnumerateArray());
        Assert.Equal(
            (idle.Number, "survey", "stalled", "nobody-took-it", "assign", 1),
            (Text(item, "number"), Text(item, "stage"), Text(item, "trouble"), Text(item, "proposedCause"), Text(item, "proposedAction"), item.GetProperty("rounds").GetInt32()));

        Assert.False(await Open(server));
        server.Later(TimeSpan.FromHours(1));
        Assert.True(await Open(server));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Giving_it_to_a_colleague_happens_with_the_decision(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var idle = await CaseUnderTest.Submit(server, Samples.Home());
        server.Later(TimeSpan.FromHours(6));
        await Open(server);
        var surveyor = (await server.Colleague("surveyor")).Id;

        var decided = await Decide(server, idle, new { cause = "nobody-took-it", action = "assign", assignee = surveyor, until = In(server, 2), note = "今天必须完成" });

        decided.Expect(200);
        Assert.Equal(surveyor, (await idle.Look()).Stage("survey").Assignee);
        var decision = Assert.Single((await Current(server)).GetProperty("items").EnumerateArray()).GetProperty("decision");
        Assert.Equal(("nobody-took-it", "assign", "张强", "吴丽", "今天必须完成"),
            (Text(decision, "cause"), Text(decision, "action"), Text(decision, "colleague"), Text(decision, "by"), Text(decision, "note")));
        var assigned = (await (await server.As("coordinator")).Get($"{idle.Path}/events")).Expect(200).GetProperty("items").EnumerateArray()
            .Last(e => Text(e, "kind") == "stage-assigned");
        Assert.Equal("今天必须完成", Text(assigned, "reason"));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_is_left_comes_first_in_the_next_round_and_what_is_being_done_last(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var (left, asked) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()));
        server.Later(TimeSpan.FromHours(5.6));
        await Open(server);
        (await Decide(server, asked, new { cause = "too-few-people", action = "other-department", department = "metering", until = In(server, 3) })).Expect(200);

        var fresh = await CaseUnderTest.Submit(server, Samples.Hospital());
        server.Later(TimeSpan.FromHours(1));
        Assert.True(await Open(server));

        var round = await Current(server);
        var items = round.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal([left.Number, fresh.Number, asked.Number], items.Select(i => Text(i, "number")).Distinct());
        Assert.Equal([2, 2], items.Where(i => Text(i, "number") != fresh.Number).Select(i => i.GetProperty("rounds").GetInt32()));
        Assert.Equal(0, round.GetProperty("settled").GetInt32());

        // The first one closed by itself, and stays as it was decided.
        var before = (await (await server.As("manager")).Get(Rounds)).Expect(200).EnumerateArray().Skip(1).First();
        Assert.Equal((2, 1, JsonValueKind.String), (before.GetProperty("found").GetInt32(), before.GetProperty("decided").GetInt32(), before.GetProperty("closedAt").ValueKind));
        await left.Complete("survey");
        server.Later(TimeSpan.FromHours(1));
        await Open(server);
        Assert.True((await Current(server)).GetProperty("settled").GetInt32() >= 1);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task At_night_only_emergencies_are_looked_at_and_only_when_there_are_any(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        await CaseUnderTest.Submit(server, Samples.Home());
        server.Later(TimeSpan.FromHours(12));
        Assert.False(await Open(server));

        var hospital = await CaseUnderTest.Submit(server, Samples.Hospital());
        server.Later(TimeSpan.FromHours(1));
        Assert.True(await Open(server));

        var round = await Current(server);
        Assert.True(round.GetProperty("onlyEmergencies").GetBoolean());
        Assert.Equal([hospital.Number], round.GetProperty("items").EnumerateArray().Select(i => Text(i, "number")).Distinct());
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_is_asked_of_a_department_is_on_its_list_until_it_is_done_or_asked_of_another(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var (done, moved) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()));
        server.Later(TimeSpan.FromHours(6));
        await Open(server);
        foreach (var one in new[] { done, moved })
            (await Decide(server, one, new { cause = "other-department", action = "other-department", department = "metering", until = In(server, 2), note = "请派人" })).Expect(200);
        await server.Hire("elsewhere", "meter-installer", "metering", "demo-district");

        Assert.Equal(Sorted(done, moved), await Asked(server, "meter-installer"));
        Assert.Empty(await Asked(server, "elsewhere"));
        Assert.Empty(await Asked(server, "inspector"));

        await done.Complete("survey");
        server.Later(TimeSpan.FromHours(1));
        await Open(server);
        (await Decide(server, moved, new { cause = "other-department", action = "other-department", department = "o-and-m", until = In(server, 2) })).Expect(200);

        Assert.Empty(await Asked(server, "meter-installer"));
        Assert.Equal(Sorted(moved), await Asked(server, "inspector"));
        Assert.Equal(401, (await server.Anyone.Get("/api/v1/asked")).Status);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_makes_no_sense_is_refused_with_its_place_and_nothing_is_written(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var idle = await CaseUnderTest.Submit(server, Samples.Home());
        server.Later(TimeSpan.FromHours(6));
        await Open(server);

        Assert.Equal(
            ["assignee: field.required", "cause: field.option", "department: field.option", "until: dispatch.until-past"],
            (await Decide(server, idle, new { cause = "bad-luck", action = "assign", department = "kitchen", until = In(server, -1) })).Fields);
        Assert.Equal(["department: field.required"], (await Decide(server, idle, new { cause = "other", action = "other-department", until = In(server, 1) })).Fields);
        Assert.Equal(["until: dispatch.until-far"], (await Decide(server, idle, new { cause = "other", action = "other", until = In(server, 24 * 40) })).Fields);
        Assert.Equal("422 stage.assignee-does-not-fit", (await Decide(
            server, idle, new { cause = "nobody-took-it", action = "assign", assignee = (await server.Colleague("inspector")).Id, until = In(server, 1) })).Refusal);
        Assert.Equal(0, (await Current(server)).GetProperty("decided").GetInt32());

        var coordinator = await server.As("coordinator");
        (await coordinator.Post($"{Rounds}/{Uri.EscapeDataString(Local(await Current(server), "hour"))}/close")).Expect(200);
        Assert.Equal("409 round.closed", (await Decide(server, idle, new { cause = "other", action = "other", until = In(server, 1) })).Refusal);
        Assert.Equal("404 round.unknown", (await coordinator.Get($"{Rounds}/2020-01-01T00:00:00Z")).Refusal);
        Assert.Equal("403 access.not-allowed", (await (await server.As("surveyor")).Get($"{Rounds}/current")).Refusal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_list_of_causes_grows(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var coordinator = await server.As("coordinator");
        const string Causes = "/api/v1/coordination/causes";

        var listed = (await coordinator.Post(Causes, new { code = "crane-missing", zh = "没有吊车", en = "No crane" })).Expect(200);

        Assert.Equal("crane-missing", Text(listed.EnumerateArray().Last(), "code"));
        Assert.Equal("409 cause.taken", (await coordinator.Post(Causes, new { code = "crane-missing", zh = "又一个", en = "Another" })).Refusal);
        Assert.Equal("409 cause.taken", (await coordinator.Post(Causes, new { code = "other", zh = "又一个", en = "Another" })).Refusal);
        Assert.Equal(["code: field.pattern", "en: field.required", "zh: field.too-long"],
            (await coordinator.Post(Causes, new { code = "A b", zh = new string('长', 41), en = " " })).Fields);
    }

    private static async Task<IReadOnlyList<string>> Asked(TongdianServer server, string who) =>
        [.. (await (await server.As(who)).Get("/api/v1/asked")).Expect(200).EnumerateArray().Select(i => Text(i, "number"))];

    private static string[] Sorted(params CaseUnderTest[] cases) => [.. cases.Select(c => c.Number).Order(StringComparer.Ordinal)];

    private static Task<bool> Open(TongdianServer server) => Task.Run(() => server.Services.GetRequiredService<OpenRound>().Do(default));

    private static async Task<JsonElement> Current(TongdianServer server) => (await (await server.As("coordinator")).Get($"{Rounds}/current")).Expect(200);

    private static async Task<Answer> Decide(TongdianServer server, CaseUnderTest one, object decision) => await (await server.As("coordinator")).Post(
        $"{Rounds}/{Uri.EscapeDataString(Local(await Current(server), "hour"))}/{one.Number}/survey/decide", decision);

    private static DateTimeOffset In(TongdianServer server, double hours) => server.Time.GetUtcNow().AddHours(hours);

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;

    private static string Local(JsonElement item, string name) => item.GetProperty(name).GetDateTimeOffset().ToOffset(Given.China.UtcOffset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture);
}
