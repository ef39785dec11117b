using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Modules.Calls;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Display;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;

namespace Tongdian.Server.Tests.Platform.Http;

/// <summary>What would be there twice if it were sent twice is there once when it has a key; and keys do not stay for ever.</summary>
public sealed class OncePerKeyTests(Servers servers, PostgresServer postgres) : IClassFixture<Servers>
{
    private const string Displays = "/api/v1/administration/displays";

    // What takes no key. Sent again it does what it did, or is refused because of what it did: by a login, a code, a version that is taken, by a state that is no longer.
    private static readonly string[] WithoutKey =
    [
        "POST /api/v1/administration/calendars/publish",
        "POST /api/v1/administration/devices/{id:guid}/wipe",
        "POST /api/v1/administration/displays/{id:guid}/revoke",
        "POST /api/v1/administration/duties/{id:guid}/remove",
        "POST /api/v1/administration/processes/check",
        "POST /api/v1/administration/processes/dry-run",
        "POST /api/v1/administration/processes/publish",
        "POST /api/v1/administration/processes/{process}/versions/{version:int}/move",
        "POST /api/v1/administration/regions",
        "POST /api/v1/administration/regions/{code}",
        "POST /api/v1/administration/regions/{code}/remove",
        "POST /api/v1/administration/staff",
        "POST /api/v1/administration/staff/{id:guid}",
        "POST /api/v1/administration/staff/{id:guid}/deactivate",
        "POST /api/v1/administration/staff/{id:guid}/deputy",
        "POST /api/v1/administration/staff/{id:guid}/deputy/end",
        "POST /api/v1/administration/staff/{id:guid}/password",
        "POST /api/v1/administration/staff/{id:guid}/reactivate",
        "POST /api/v1/administration/staff/{id:guid}/scopes",
        "POST /api/v1/administration/staff/{id:guid}/second-factor/reset",
        "POST /api/v1/administration/systems",
        // Once for each stage, once for each case; what was chosen is chosen.
        "POST /api/v1/cases/{number}/evaluations/{stage}",
        "POST /api/v1/cases/{number}/follow-up",
        "POST /api/v1/cases/{number}/notices",
        "POST /api/v1/cases/{number}/photos/{file:guid}",
        // A second code is not sent at once, a second look is a second look.
        "POST /api/v1/cases/{number}/contract/code",
        "POST /api/v1/cases/{number}/stages/{stage}/report/code",
        "POST /api/v1/cases/{number}/stages/{stage}/service-notice/code",
        "POST /api/v1/cases/{number}/unmask",
        "POST /api/v1/enquiries/{number}/unmask",
        "POST /api/v1/coordination/causes",
        "POST /api/v1/coordination/rounds/{hour}/close",
        "POST /api/v1/coordination/rounds/{hour}/{number}/{stage}/decide",
        // Each operation has a number of its own.
        "POST /api/v1/field/operations",
        "POST /api/v1/field/sessions",
        "POST /api/v1/field/work",
        // A provider says of a message what became of it.
        "POST /api/v1/notices/bounces",
        "POST /api/v1/notices/receipts",
        "POST /api/v1/opinions/topics/{id:guid}",
        "POST /api/v1/opinions/topics/{id:guid}/improvements/{improvement:guid}/done",
        "POST /api/v1/personal-data/erasures/{id:guid}/confirm",
        "POST /api/v1/personal-data/erasures/{id:guid}/refuse",
        "POST /api/v1/reviews/{week}/actions/{id:guid}/done",
        "POST /api/v1/sessions",
        "POST /api/v1/sessions/password",
    ];

    [Theory, ClassData(typeof(Databases))]
    public async Task A_screen_that_is_made_twice_under_a_key_is_there_once(Database database)
    {
        var server = await servers.On(database);
        var administrator = await server.As("administrator");
        var before = await Screens(server);
        (await administrator.Post(Displays, Screen("一号屏"), key: "screen-1")).Expect(200);

        var again = await administrator.Post(Displays, Screen("一号屏"), key: "screen-1");
        var other = await administrator.Post(Displays, Screen("二号屏"), key: "screen-1");
        var bad = await administrator.Post(Displays, Screen("一号屏"), key: new string('k', 201));

        Assert.Equal(["409 idempotency.done", "422 idempotency.other-request", "400 idempotency.bad-key"], new[] { again, other, bad }.Select(a => a.Refusal));
        Assert.Equal(before + 1, await Screens(server));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Of_many_at_once_one_is_done(Database database)
    {
        var server = await servers.On(database);
        var administrator = await server.As("administrator");
        var before = await Screens(server);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => administrator.Post(Displays, Screen("三号屏"), key: "screen-3")));

        Assert.Equal([200, .. Enumerable.Repeat(409, 7)], answers.Select(a => a.Status).Order());
        Assert.Equal(before + 1, await Screens(server));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_duty_that_was_refused_may_be_sent_again_under_its_key(Database database)
    {
        var server = await servers.On(database);
        var administrator = await server.As("administrator");
        var surveyor = (await server.Colleague("surveyor")).Id;
        object Duty(string department) => new { region = "demo-county-east", department, from = server.Time.GetUtcNow(), to = server.Time.GetUtcNow().AddHours(8), staff = surveyor };

        Assert.Equal(422, (await administrator.Post("/api/v1/administration/duties", Duty("nobody"), key: "duty-1")).Status);
        (await administrator.Post("/api/v1/administration/duties", Duty("marketing"), key: "duty-1")).Expect(200);
        Assert.Equal("409 idempotency.done", (await administrator.Post("/api/v1/administration/duties", Duty("marketing"), key: "duty-1")).Refusal);
        Assert.Equal(1, await server.Stored(db => db.Set<Duty>().CountAsync(d => d.StaffId == Guid.Parse(surveyor))));
    }

    [Fact]
    public async Task Whatever_could_be_there_twice_takes_a_key_and_reads_it()
    {
        await using var on = await TestDatabase.Create(Database.Sqlite, postgres);
        await using var server = await TongdianServer.Start(on, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Access:Systems"] = "on" });
        var posts = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/api/v1/", StringComparison.Ordinal) && e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true).ToList();
        Assert.Equal(WithoutKey.Order(StringComparer.Ordinal), posts.Where(e => !TakesKeyAttribute.On(e.Metadata)).Select(Name).Order(StringComparer.Ordinal));

        var unread = posts.Where(e => TakesKeyAttribute.On(e.Metadata)).ToDictionary(Name, Path, StringComparer.Ordinal);
        Assert.True(unread.Count > 50, "The calls are not where they are looked for");
        foreach (var who in (string[])["administrator", "coordinator", "manager", "counter-clerk", "surveyor"])
        {
            var asking = await server.As(who);
            foreach (var (name, path) in unread.ToList())
            {
                if ((await asking.Post(path, new { }, key: new string('k', 201))) is { Status: 400, Code: "idempotency.bad-key" })
                    unread.Remove(name);
            }
        }

        // What they are sent has to be read before.
        Assert.Equal(["POST /api/v1/enquiries", "POST /api/v1/files"], unread.Keys.Order(StringComparer.Ordinal));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_call_that_ended_twice_under_a_key_was_tried_once(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var (batch, id) = (new WriteBatch(), await server.Stored(db => db.Set<CaseRow>().Where(c => c.Number == one.Number).Select(c => c.Id).SingleAsync()));
        Call.Owe(batch, id, CallKind.Undelivered, "once", one.Number, "demo-county-east", null, "accepted", server.Time.GetUtcNow());
        await server.Services.GetRequiredService<Tongdian.Server.Platform.Storage.Database>().Commit(batch, TestContext.Current.CancellationToken);
        var call = await server.Stored(db => db.Set<Call>().SingleAsync(c => c.CaseId == id));
        var clerk = await server.As("counter-clerk");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => clerk.Post($"/api/v1/calls/{call.Id}/tries", new { outcome = "reached" }, key: "try-1")));

        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Equal("409 idempotency.done", a.Refusal));
        Assert.Equal(1, await server.Stored(db => db.Set<Call>().Where(c => c.CaseId == id).Select(c => c.Tries).SingleAsync()));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Kept_answers_go_after_ninety_days(Database database)
    {
        var server = await servers.On(database);
        (await server.Anyone.Post("/api/v1/cases", Samples.Home(), key: "old")).Expect(201);
        server.Later(ForgetKeys.Kept - TimeSpan.FromHours(1));
        (await server.Anyone.Post("/api/v1/cases", Samples.Home(), key: "new")).Expect(201);
        var forget = server.Services.GetRequiredService<ForgetKeys>();

        await forget.Beat(TestContext.Current.CancellationToken);
        Assert.Equal(["new", "old"], await Kept(server));
        server.Later(TimeSpan.FromHours(2));
        await forget.Beat(TestContext.Current.CancellationToken);
        Assert.Equal(["new"], await Kept(server));
    }

    private static string Name(RouteEndpoint call) => $"POST {call.RoutePattern.RawText!.TrimEnd('/')}";

    private static string Path(RouteEndpoint call) => string.Join('/', call.RoutePattern.PathSegments.Select(s => s.Parts[0] switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternParameterPart { ParameterPolicies: [{ Content: "guid" }, ..] } => Guid.Empty.ToString(),
        RoutePatternParameterPart { ParameterPolicies: [{ Content: "int" }, ..] } => "1",
        _ => "x1",
    }).Prepend(""));

    private static object Screen(string name) => new { office = "demo-county-east", name };

    private static Task<int> Screens(TongdianServer server) => server.Stored(db => db.Set<HallScreen>().CountAsync());

    private static Task<List<string>> Kept(TongdianServer server) =>
        server.Stored(db => db.Set<IdempotencyRow>().Where(k => k.Scope == "anonymous").Select(k => k.Key).OrderBy(k => k).ToListAsync());
}
