using System.Text.Json.Nodes;
using Tongdian.Domain.Cases;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Http;

/// <summary>Versions and keys: what is changed from an old view is refused, what is sent twice happens once.</summary>
public sealed class ConditionalRequestTests(Servers servers) : IClassFixture<Servers>
{
    [Theory, ClassData(typeof(Databases))]
    public async Task A_change_says_which_version_it_was_made_from(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var surveyor = await server.As("surveyor");
        var before = await server.RowCounts();

        Assert.Equal("428 version.required", (await surveyor.Post($"{one.Path}/stages/survey/claim")).Refusal);
        Assert.Equal("412 version.stale", (await surveyor.Post($"{one.Path}/stages/survey/claim", version: 7)).Refusal);
        foreach (var unreadable in new[] { "\"one\"", "*", "\"1\", \"2\"", "\"-1\"", "\"99999999999\"" })
            Assert.Equal("400 version.unreadable", (await surveyor.Send(HttpMethod.Post, $"{one.Path}/stages/survey/claim", null, unreadable)).Refusal);
        Assert.Equal(before, await server.RowCounts());

        var claimed = await surveyor.Post($"{one.Path}/stages/survey/claim", version: 1);
        Assert.Equal((2, 2), (claimed.Expect(200).GetProperty("version").GetInt32(), claimed.Version));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_has_not_changed_is_not_sent_again(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var first = await one.Customer.Get(one.Path);

        var again = await one.Customer.With("If-None-Match", first.Headers["ETag"]).Get(one.Path);
        (await one.Do(await server.As("surveyor"), "stages/survey/claim")).Expect(200);
        var changed = await one.Customer.With("If-None-Match", first.Headers["ETag"]).Get(one.Path);

        Assert.Equal((304, 0), (again.Status, again.Bytes.Length));
        Assert.Equal((200, "\"2\""), (changed.Status, changed.Headers["ETag"]));
        Assert.Contains("private", first.Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.Contains("X-Access-Code", first.Headers["Vary"], StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task An_application_sent_twice_is_one_case_with_one_code(Database database)
    {
        var server = await servers.On(database);
        var application = Samples.Home();
        await CaseUnderTest.AddDocuments(server, application);
        var (cases, key) = (await Cases(server), Guid.NewGuid().ToString());

        var first = await server.Anyone.Post("/api/v1/cases", application, key: key);
        var number = first.Expect(201).GetProperty("number").GetString()!;
        (await server.AsCustomer(number, first.Json.GetProperty("accessCode").GetString()!).Post($"/api/v1/cases/{number}/withdraw", new { }, 1)).Expect(200);
        var again = await server.Anyone.Post("/api/v1/cases", application, key: key);

        Assert.Equal((201, first.Text, first.Headers["Location"]), (again.Status, again.Text, again.Headers["Location"]));
        Assert.Equal(cases + 1, await Cases(server));
        application["language"] = "en";
        Assert.Equal("422 idempotency.other-request", (await server.Anyone.Post("/api/v1/cases", application, key: key)).Refusal);
        Assert.Equal("400 idempotency.bad-key", (await server.Anyone.Post("/api/v1/cases", application, key: new string('k', 201))).Refusal);
        Assert.Equal(cases + 1, await Cases(server));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task An_application_sent_twenty_times_at_once_is_one_case(Database database)
    {
        var server = await servers.On(database);
        var application = Samples.Home();
        await CaseUnderTest.AddDocuments(server, application);
        var (cases, text) = (await Cases(server), application.ToJsonString());

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => server.Anyone.Post("/api/v1/cases", text, key: "twenty")));

        Assert.All(answers, a => Assert.Equal((201, answers[0].Text), (a.Status, a.Text)));
        Assert.Equal(cases + 1, await Cases(server));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_change_sent_twenty_times_at_once_happens_once_and_all_get_its_answer(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var surveyor = await server.As("surveyor");
        var form = await one.Form("survey");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => surveyor.Post($"{one.Path}/stages/survey/complete", form.ToJsonString(), 1, "survey-done")));

        Assert.All(answers, a => Assert.Equal((200, answers[0].Text, "\"2\""), (a.Status, a.Text, a.Headers.GetValueOrDefault("ETag"))));
        Assert.Equal((2, StageStatus.Completed), (await one.Version(), await one.Status("survey")));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_change_that_comes_again_after_the_case_moved_on_gets_its_first_answer(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var surveyor = await server.As("surveyor");
        var first = await surveyor.Post($"{one.Path}/stages/survey/claim", null, 1, "claim-1");
        first.Expect(200);
        await one.GoOn();
        var before = await server.RowCounts();

        var again = await surveyor.Post($"{one.Path}/stages/survey/claim", null, 1, "claim-1");
        var otherCommand = await surveyor.Post($"{one.Path}/stages/survey/release", null, 1, "claim-1");
        var otherBody = await one.Customer.Post($"{one.Path}/withdraw", new { reason = "x" }, 1, "claim-1");

        Assert.Equal((200, first.Text, first.Headers["ETag"]), (again.Status, again.Text, again.Headers["ETag"]));
        Assert.Equal("422 idempotency.other-request", otherCommand.Refusal);
        Assert.Equal("412 version.stale", otherBody.Refusal);
        Assert.Equal(before, await server.RowCounts());
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_problem_speaks_the_askers_language_and_keeps_its_code(Database database)
    {
        var server = await servers.On(database);
        var chinese = await server.Anyone.With("Accept-Language", "zh-CN,zh;q=0.9").Post("/api/v1/cases", new JsonObject());
        var english = await server.Anyone.InEnglish.Post("/api/v1/cases", new JsonObject());
        var other = await server.Anyone.With("Accept-Language", "fr").Post("/api/v1/cases", new JsonObject());

        Assert.Equal("application/problem+json", chinese.Headers["Content-Type"].Split(';')[0]);
        Assert.Equal((422, "application.invalid", 422), (english.Status, english.Code, english.Json.GetProperty("status").GetInt32()));
        Assert.Equal((chinese.Code, string.Join('|', chinese.Fields)), (english.Code, string.Join('|', english.Fields)));
        Assert.Matches("\\p{IsCJKUnifiedIdeographs}", chinese.Json.GetProperty("title").GetString()!);
        Assert.DoesNotMatch("\\p{IsCJKUnifiedIdeographs}", english.Text);
        Assert.Equal(chinese.Text, other.Text);
        Assert.DoesNotContain("\\u", chinese.Text, StringComparison.Ordinal);
        Assert.Contains("customer.kind: field.required", english.Fields);
        Assert.Equal("404 path.not-found", (await server.Anyone.Get("/api/v1/nothing")).Refusal);
        Assert.Equal("nosniff", english.Headers["X-Content-Type-Options"]);
    }

    private static async Task<int> Cases(TongdianServer server) =>
        await server.Stored(db => Task.FromResult(db.Set<Tongdian.Server.Modules.Cases.CaseRow>().Count()));
}
