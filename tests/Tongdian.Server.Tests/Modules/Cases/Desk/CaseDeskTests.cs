using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Cases.Desk;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Cases.Desk;

/// <summary>A case on a colleague's desk: what can be done, what happened, whose files.</summary>
public sealed class CaseDeskTests(Servers servers) : IClassFixture<Servers>
{
    [Theory, ClassData(typeof(Databases))]
    public async Task What_is_offered_is_what_the_case_grants(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var (surveyor, crew) = (await Lay(server, one, "surveyor"), await Lay(server, one, "construction-crew"));

        Assert.True(surveyor.May.Claim("survey") && surveyor.May.Start("survey") && surveyor.May.Enter("survey"));
        Assert.False(surveyor.May.Release("survey") || surveyor.May.Assign("survey") || surveyor.May.Withdraw || surveyor.May.NameTeam || surveyor.May.Resume("survey"));
        Assert.False(crew.May.Claim("survey") || crew.May.Enter("survey") || crew.May.PauseFor("survey").Count > 0);
        Assert.True(surveyor.May.AnswerVisit("survey"));
        var (owner, steering) = ((await one.Look()).Owner, await Lay(server, one, "coordinator"));
        Assert.Empty(surveyor.May.Owners(surveyor.Here));
        Assert.Contains(steering.May.Owners(steering.Here), s => s.Login == "manager");
        Assert.DoesNotContain(steering.May.Owners(steering.Here), s => s.Id == owner || s.Login == "surveyor");
        Assert.False(crew.May.AnswerVisit("survey") || surveyor.May.AnswerVisit("acceptance") || surveyor.May.AnswerVisit("construction"));
        (await one.Do(await server.As("surveyor"), "stages/survey/pause", new { reason = "weather" })).Expect(200);
        surveyor = await Lay(server, one, "surveyor");
        Assert.True(surveyor.May.Resume("survey"));
        Assert.False(surveyor.May.Enter("survey") || surveyor.May.PauseFor("survey").Any(r => r.Id == "weather"));
        var coordinator = await Lay(server, one, "coordinator");
        Assert.True(coordinator.May.Assign("survey") && coordinator.May.Withdraw && coordinator.May.Reject && coordinator.May.Merge);
        Assert.False(coordinator.May.NameTeam);
        Assert.Equal(["张强"], coordinator.WhoFits(coordinator.Process.Stage("survey")!).Select(s => s.Name));
        Assert.Contains(coordinator.May.ReassignTo([.. server.Services.GetRequiredService<Server.Modules.Processes.ProcessCatalog>().Newest]), p => p.Key.Id == "emergency");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_case_that_ended_without_power_kept_no_promise(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var running = await Lay(server, one, "coordinator");
        (await one.Do(await server.As("coordinator"), "reject", new { reason = "用电地址不在本区域" })).Expect(200);

        var ended = await Lay(server, one, "coordinator");

        Assert.Equal("state-on-time", Tone.Of(running.Clocks.Promise, running).Css);
        Assert.Equal(new Tone("state-idle", "ban", DeskTexts.Text("limit.ended")), Tone.Of(ended.Clocks.Promise, ended));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_timeline_comes_newest_first_page_by_page_with_nothing_twice_or_left_out(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var surveyor = await server.As("surveyor");
        for (var i = 0; i < 33; i++)
            (await one.Do(surveyor, "stages/survey/draft", new { fields = new { supplyPoint = $"{i}号杆" } })).Expect(200);
        var (state, history) = (await one.Look(), server.Services.GetRequiredService<CaseHistory>());

        var (first, next) = await history.Look(state.Id, state.Version, default);
        var (rest, end) = await history.Look(state.Id, next!.Value, default);

        Assert.Null(end);
        Assert.Equal(
            (await server.Services.GetRequiredService<CaseStore>().Events(state.Id, 0, 1000, default)).Select(e => CaseStore.Fact(e.Payload).Event.GetType()).Reverse(),
            first.Concat(rest).Select(f => f.Event.GetType()));
        Assert.Equal(33, CaseHistory.Lines(first.Concat(rest))[0].Times);
        Assert.Equal(2, (await history.Since(state.Id, state.Version - 2, default)).Count);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Everything_that_happens_has_words_in_both_languages(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Factory());
        var desk = await Lay(server, one, "coordinator");
        var facts = Directory.GetFiles(Path.Combine(Repository.Root, "tests", "Tongdian.Domain.Tests", "Cases", "frozen"), "*.events.json").SelectMany(File.ReadLines)
            .Select(l => CaseStore.Fact(System.Text.Encoding.UTF8.GetBytes(System.Text.Json.JsonElement.Parse(l).GetProperty("fact").GetRawText()))).ToList();

        Assert.Equal(EventKinds.All.Count, facts.Select(f => f.Event.GetType()).Distinct().Count());
        foreach (var language in new[] { "zh-CN", "en" })
        {
            var before = CultureInfo.CurrentUICulture;
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            try
            {
                Assert.All(facts, f => Assert.NotEmpty(EventWords.Of(f.Event, desk) + EventWords.By(f.By, desk) + EventWords.Icon(f.Event)));
            }
            finally
            {
                CultureInfo.CurrentUICulture = before;
            }
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_team_is_named_shown_to_the_customer_and_gets_what_comes(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Factory());
        var coordinator = await server.As("coordinator");
        var staff = (await coordinator.Get("/api/v1/staff")).Expect(200).EnumerateArray()
            .DistinctBy(s => s.GetProperty("roles")[0].GetString()).ToDictionary(s => s.GetProperty("roles")[0].GetString()!, s => s.GetProperty("id").GetString()!);
        var members = new Dictionary<string, string> { ["counter-clerk"] = staff["counter-clerk"], ["surveyor"] = staff["surveyor"] };

        Assert.Equal("403 access.not-allowed", (await one.Do(await server.As("surveyor"), "team", new { lead = staff["manager"], members })).Refusal);
        Assert.Equal(["members.surveyor: team.member-does-not-fit"], (await one.Do(coordinator, "team", new { lead = staff["manager"], members = new Dictionary<string, string> { ["surveyor"] = staff["inspector"] } })).Fields);
        Assert.Equal(["lead: team.member-does-not-fit"], (await one.Do(coordinator, "team", new { lead = "nobody", members })).Fields);
        Assert.Equal("422 team.does-not-fit", (await one.Do(coordinator, "team", new { lead = staff["manager"], members = new { } })).Refusal);
        (await one.Do(coordinator, "team", new { lead = staff["manager"], members, reason = "重点项目" })).Expect(200);
        await one.GoOn("survey");

        Assert.Equal(staff["surveyor"], (await one.Look()).Stage("survey").Assignee);
        var team = (await one.Customer.Get(one.Path)).Expect(200).GetProperty("team");
        Assert.Equal("郑军", team.GetProperty("lead").GetProperty("name").GetString());
        Assert.Equal(["counter-clerk", "surveyor"], team.GetProperty("members").EnumerateArray().Select(m => m.GetProperty("role").GetString()));
        var home = await CaseUnderTest.Submit(server, Samples.Home());
        Assert.Equal("409 case.no-team", (await home.Do(coordinator, "team", new { lead = staff["manager"], members = new Dictionary<string, string> { ["surveyor"] = staff["surveyor"] } })).Refusal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_colleague_who_signed_in_sees_the_files_of_cases_they_may_see_and_no_others(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var other = await CaseUnderTest.Submit(server, Samples.Home());
        var file = (await one.Look()).Documents[0].File;
        using var surveyor = await server.Browser("surveyor");
        using var stranger = await server.Browser(await server.Hire($"far-{Guid.NewGuid():N}", "surveyor", "marketing", "demo-district"));

        var seen = await surveyor.GetAsync($"/staff/cases/{one.Number}/files/{file}");

        Assert.Equal((HttpStatusCode.OK, "image/jpeg"), (seen.StatusCode, seen.Content.Headers.ContentType?.MediaType));
        Assert.Equal(HttpStatusCode.NotFound, (await surveyor.GetAsync($"/staff/cases/{other.Number}/files/{file}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/staff/cases/{one.Number}/files/{file}")).StatusCode);
        Assert.Equal("401 access.sign-in-required", (await (await server.As("surveyor")).Get($"/staff/cases/{one.Number}/files/{file}")).Refusal);
    }

    private static async Task<CaseOnDesk> Lay(TongdianServer server, CaseUnderTest one, string login)
    {
        var company = await server.Services.GetRequiredService<CompanyDirectory>().Get(default);
        return (await server.Services.GetRequiredService<OpenCase>().Look(one.Number, Caller.Of(company.Staff.Values.Single(s => s.Login == login)), default)).Value;
    }
}
