using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.People;

/// <summary>Signing in, and what ends a session.</summary>
public sealed class SessionTests(Servers servers) : IClassFixture<Servers>
{
    [Theory, ClassData(typeof(Databases))]
    public async Task A_browsers_cookie_opens_nothing_of_the_api_however_its_path_is_written(Database database)
    {
        var server = await servers.On(database);
        using var browser = await server.Browser("coordinator");

        foreach (var path in new[] { "/api/v1/worklist", "/API/v1/worklist", "/Api/V1/Worklist" })
        {
            using var answer = await browser.GetAsync(path);
            Assert.Equal((path, 401), (path, (int)answer.StatusCode));
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_wrong_password_and_an_unknown_name_look_alike(Database database)
    {
        var server = await servers.On(database);
        var wrong = await server.Anyone.Post("/api/v1/sessions", new { user = "auditor", password = "nonsense" });
        var unknown = await server.Anyone.Post("/api/v1/sessions", new { user = "nobody", password = "nonsense" });

        Assert.Equal("401 session.wrong-password", wrong.Refusal);
        Assert.Equal(wrong.Text, unknown.Text);
        Assert.Equal("401 session.wrong-password", (await server.Anyone.Post("/api/v1/sessions", "{\"user\":\"a\\u0000b\",\"password\":\"x\"}")).Refusal);
        Assert.Equal(["user: field.required"], (await server.Anyone.Post("/api/v1/sessions", new { password = "x" })).Fields);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Ten_wrong_passwords_lock_the_door_for_the_right_one_too(Database database)
    {
        var server = await servers.On(database);
        var name = await server.Hire($"locked-{Guid.NewGuid():N}", "surveyor", "marketing", "demo-county");
        for (var i = 0; i < 10; i++)
            Assert.Equal("401 session.wrong-password", (await server.Anyone.Post("/api/v1/sessions", new { user = name, password = $"wrong {i}" })).Refusal);

        var right = await server.Anyone.Post("/api/v1/sessions", new { user = name, password = TongdianServer.Password });

        Assert.Equal("429 session.locked-out", right.Refusal);
        Assert.Equal("300", right.Headers["Retry-After"]);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_session_of_a_colleague_who_is_deactivated_ends_at_once(Database database)
    {
        var server = await servers.On(database);
        var name = await server.Hire($"leaver-{Guid.NewGuid():N}", "surveyor", "marketing", "demo-county");
        var leaver = await server.As(name);
        (await leaver.Get("/api/v1/worklist")).Expect(200);

        await server.Stored(db => db.Users.Where(u => u.UserName == name).ExecuteUpdateAsync(u => u.SetProperty(x => x.Active, false)));
        server.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("401 access.sign-in-required", (await leaver.Get("/api/v1/worklist")).Refusal);
        Assert.Equal("401 session.wrong-password", (await server.Anyone.Post("/api/v1/sessions", new { user = name, password = TongdianServer.Password })).Refusal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_session_lasts_twelve_hours(Database database)
    {
        var server = await servers.On(database);
        server.ForgetSessions();
        var clerk = await server.As("counter-clerk");
        server.Clock.Advance(TimeSpan.FromHours(11.9));
        (await clerk.Get("/api/v1/worklist")).Expect(200);

        server.Later(TimeSpan.FromHours(0.2));

        Assert.Equal("401 access.sign-in-required", (await clerk.Get("/api/v1/worklist")).Refusal);
        Assert.Equal("401 access.sign-in-required", (await server.Anyone.With("Authorization", "Bearer nonsense").Get("/api/v1/worklist")).Refusal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Regions_are_for_everybody_and_colleagues_for_colleagues(Database database)
    {
        var server = await servers.On(database);
        var regions = (await server.Anyone.InEnglish.Get("/api/v1/regions")).Expect(200);
        Assert.Contains("Demo county", regions.EnumerateArray().Select(r => r.GetProperty("name").GetString()));
        Assert.Contains("示范县", (await server.Anyone.Get("/api/v1/regions")).Text, StringComparison.Ordinal);
        Assert.Equal("401 access.sign-in-required", (await server.Anyone.Get("/api/v1/staff")).Refusal);
        var colleagues = (await (await server.As("surveyor")).Get("/api/v1/staff?role=inspector")).Expect(200).EnumerateArray().ToList();
        Assert.Equal(["周涛"], colleagues.Select(c => c.GetProperty("name").GetString()));
    }
}
