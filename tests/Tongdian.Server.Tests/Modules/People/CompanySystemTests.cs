using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Tongdian.Server.Modules.Field;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.People;

/// <summary>Another system of the company calls the API: with a token for its scopes, its roles and its regions.</summary>
public sealed class CompanySystemTests(PostgresServer postgres)
{
    private static readonly Dictionary<string, string?> On = new(StringComparer.Ordinal) { ["Access:Systems"] = "on" };

    [Theory, ClassData(typeof(Databases))]
    public async Task A_system_does_what_its_scopes_roles_and_regions_allow_and_nothing_else(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test, On);
        var (here, there) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Factory()));
        var (client, secret) = await Made(server, "billing", "coordinator", "demo-county", "cases:read", "worklist:read", "cases:write");

        var reads = await Signed(server, client, secret, "cases:read worklist:read");
        Assert.Equal(here.Number, (await reads.Get(here.Path)).Expect(200).GetProperty("number").GetString());
        Assert.Equal("404 case.not-found", (await reads.Get(there.Path)).Refusal);
        (await reads.Get("/api/v1/worklist")).Expect(200);
        Assert.Equal("403 access.scope-missing", (await reads.Post($"{here.Path}/stages/survey/assign", new { assignee = "x" }, 1)).Refusal);
        Assert.Equal("403 access.scope-missing", (await reads.Get("/api/v1/staff")).Refusal);
        Assert.Equal("403 access.scope-missing", (await reads.Get("/api/v1/administration/log")).Refusal);

        var writes = await Signed(server, client, secret, null);
        (await writes.Post($"{here.Path}/stages/survey/assign", new { assignee = (await server.Colleague("surveyor")).Id }, await here.Version())).Expect(200);
        // Its role decides as everybody's does.
        Assert.Equal(403, (await here.Do(writes, "stages/survey/complete", await here.Form("survey"))).Status);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_wrong_secret_an_unknown_name_a_colleague_and_a_scope_too_many_get_no_token(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test, On);
        var (client, secret) = await Made(server, "archive", "auditor", "demo-province", "cases:read");

        Assert.Equal((401, "invalid_client"), await Refused(server, client, "wrong"));
        Assert.Equal((401, "invalid_client"), await Refused(server, "nobody", secret));
        Assert.Equal((401, "invalid_client"), await Refused(server, "auditor", TongdianServer.Password));
        Assert.Equal((400, "invalid_scope"), await Refused(server, client, secret, "cases:write"));
        Assert.Equal("401 session.wrong-password", (await server.Anyone.Post("/api/v1/sessions", new { user = client, password = secret })).Refusal);
        var faults = await (await server.As("administrator")).Post("/api/v1/administration/systems", Body("more", "administrator", "demo-county", "administration:write", "made-up:read"));
        Assert.Equal(["roles[0]: field.option", "scopes[0]: field.option", "scopes[1]: field.option"], faults.Fields);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_system_has_no_device_and_never_administers(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test, On);
        var (client, secret) = await Made(server, "robot", "surveyor", "demo-county", "field:write");
        var id = (await server.Colleague(client)).Id;

        Assert.Equal("403 access.not-allowed", (await (await Signed(server, client, secret, null)).Post("/api/v1/field/devices", new { name = "机器" })).Refusal);

        // One that it has from before opens nothing either.
        var device = new FieldDevice { Id = Guid.CreateVersion7(), Staff = id, Name = "机器", SecretHash = FieldDevice.HashOf("known"), EnrolledAt = server.Time.GetUtcNow() };
        await server.Stored(db =>
        {
            db.Add(device);
            return db.SaveChangesAsync();
        });
        Assert.Equal("403 session.no-longer-in", (await server.Anyone.Post("/api/v1/field/sessions", new { device = device.Id, secret = "known" })).Refusal);
        var administrator = await server.As("administrator");
        var promoted = await administrator.Post($"/api/v1/administration/staff/{id}", new
        {
            colleague = new { name = "机器", workNumber = "S-robot", roles = new[] { "surveyor", "administrator" }, departments = new[] { "marketing" }, regions = new[] { "demo-county" } },
        });
        Assert.Equal(["roles[1]: field.option"], promoted.Fields);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_system_is_nobodys_deputy_and_does_no_stage_that_somebody_gives_it(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test, On);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var (client, _) = await Made(server, "robot", "surveyor", "demo-county", "cases:write");
        var (id, now) = ((await server.Colleague(client)).Id, server.Time.GetUtcNow());

        Assert.Equal("422 stage.assignee-does-not-fit", (await one.Do(await server.As("coordinator"), "stages/survey/assign", new { assignee = id })).Refusal);
        var deputy = await (await server.As("administrator")).Post(
            $"/api/v1/administration/staff/{(await server.Colleague("surveyor")).Id}/deputy", new { deputy = id, from = now, until = now.AddDays(1) });
        Assert.Equal(["deputy: field.option"], deputy.Fields);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Scopes_are_there_with_the_system_are_listed_and_another_choice_of_them_counts_at_once(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test, On);
        var administrator = await server.As("administrator");
        var (client, secret) = await Made(server, "meters", "manager", "demo-province", "worklist:read", "cases:read");
        var open = await Signed(server, client, secret, null);
        (await open.Get("/api/v1/worklist")).Expect(200);
        var listed = (await administrator.Get("/api/v1/administration/staff?q=meters")).Expect(200).GetProperty("items")[0];
        Assert.Equal(["cases:read", "worklist:read"], Scopes(listed));
        Assert.False(listed.GetProperty("mustChangePassword").GetBoolean());
        Assert.Equal(["system-made"], await Acts(administrator, client));
        var (path, surveyor) = ($"/api/v1/administration/staff/{listed.GetProperty("id").GetString()}/scopes", (await server.Colleague("surveyor")).Id);
        Assert.DoesNotContain("scopes", (await administrator.Get("/api/v1/administration/staff?q=surveyor")).Text, StringComparison.Ordinal);

        Assert.Equal(["cases:read"], Scopes((await administrator.Post(path, new { scopes = new[] { "cases:read", "cases:read" } })).Expect(200)));

        Assert.Equal("401 access.sign-in-required", (await open.Get("/api/v1/worklist")).Refusal);
        Assert.Equal("403 access.scope-missing", (await (await Signed(server, client, secret, null)).Get("/api/v1/worklist")).Refusal);
        Assert.Equal(["scopes-changed", "system-made"], await Acts(administrator, client));
        Assert.Equal(["scopes: field.required"], (await administrator.Post(path, new { scopes = Array.Empty<string>() })).Fields);
        Assert.Equal(["scopes[1]: field.option"], (await administrator.Post(path, new { scopes = new[] { "cases:read", "administration:read" } })).Fields);
        Assert.Equal("404 staff.unknown", (await administrator.Post($"/api/v1/administration/staff/{surveyor}/scopes", new { scopes = new[] { "cases:read" } })).Refusal);
        Assert.Equal(403, (await (await server.As("manager")).Post(path, new { scopes = new[] { "cases:read" } })).Status);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_token_ends_with_the_half_hour_and_with_the_system(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test, On);
        var (client, secret) = await Made(server, "meters", "manager", "demo-province", "worklist:read");
        var id = (await server.Colleague(client)).Id;
        var open = await Signed(server, client, secret, null);
        (await open.Get("/api/v1/worklist")).Expect(200);
        // A colleague's token beside it is still a colleague's.
        (await (await server.As("surveyor")).Get("/api/v1/worklist")).Expect(200);
        Assert.Equal("401 access.sign-in-required", (await server.Anyone.With("Authorization", "Bearer nonsense").Get("/api/v1/worklist")).Refusal);

        (await (await server.As("administrator")).Post($"/api/v1/administration/staff/{id}/deactivate")).Expect(200);

        Assert.Equal("401 access.sign-in-required", (await open.Get("/api/v1/worklist")).Refusal);
        Assert.Equal((401, "invalid_client"), await Refused(server, client, secret));
        var acts = (await (await server.As("administrator")).Get("/api/v1/administration/log")).Expect(200).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("act").GetString()).ToList();
        Assert.Contains("system-made", acts);
    }

    private static IEnumerable<string?> Scopes(JsonElement system) => system.GetProperty("scopes").EnumerateArray().Select(s => s.GetString()).Order(StringComparer.Ordinal);

    private static async Task<IEnumerable<string?>> Acts(ApiClient administrator, string subject) =>
        [.. (await administrator.Get("/api/v1/administration/log")).Expect(200).GetProperty("items").EnumerateArray()
            .Where(i => i.GetProperty("subject").GetString() == subject).Select(i => i.GetProperty("act").GetString()).Order(StringComparer.Ordinal)];

    private static object Body(string login, string role, string region, params string[] scopes) => new
    {
        login, colleague = new { name = $"系统 {login}", workNumber = $"S-{login}", roles = new[] { role }, departments = new[] { "marketing" }, regions = new[] { region } }, scopes,
    };

    private static async Task<(string Client, string Secret)> Made(TongdianServer server, string login, string role, string region, params string[] scopes)
    {
        var made = (await (await server.As("administrator")).Post("/api/v1/administration/systems", Body(login, role, region, scopes))).Expect(200);
        return (made.GetProperty("clientId").GetString()!, made.GetProperty("clientSecret").GetString()!);
    }

    private static async Task<ApiClient> Signed(TongdianServer server, string client, string secret, string? scope)
    {
        var (status, answer) = await Ask(server, client, secret, scope);
        Assert.True(status == 200, answer.ToString());
        Assert.Equal("Bearer", answer.GetProperty("token_type").GetString());
        Assert.InRange(answer.GetProperty("expires_in").GetInt32(), 1_700, 1_800);
        return server.Anyone.With("Authorization", $"Bearer {answer.GetProperty("access_token").GetString()}");
    }

    private static async Task<(int Status, string? Error)> Refused(TongdianServer server, string client, string secret, string? scope = null)
    {
        var (status, answer) = await Ask(server, client, secret, scope);
        return (status, answer.GetProperty("error").GetString());
    }

    private static async Task<(int Status, JsonElement Answer)> Ask(TongdianServer server, string client, string secret, string? scope)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{client}:{secret}")));
        var form = new Dictionary<string, string>(StringComparer.Ordinal) { ["grant_type"] = "client_credentials" };
        if (scope is not null)
            form["scope"] = scope;
        using var answer = await http.PostAsync(new Uri("/connect/token", UriKind.Relative), new FormUrlEncodedContent(form));
        return ((int)answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync()));
    }
}
