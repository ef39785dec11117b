using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.People;

/// <summary>Who works here, and what they may do.</summary>
public sealed class ColleaguesTests(Servers servers) : IClassFixture<Servers>
{
    private const string Staff = "/api/v1/administration/staff";

    private static int hired;

    [Theory, ClassData(typeof(Databases))]
    public async Task A_colleague_who_is_created_is_there_at_once_and_what_was_done_is_in_the_log(Database database)
    {
        var server = await servers.On(database);
        var administrator = await server.As("administrator");
        var (login, form) = (Name(), Form(phone: "139 1111 2222"));

        var made = (await administrator.Post(Staff, new { login, colleague = form })).Expect(200);

        Assert.Matches("^[A-Za-z2-9]{4}(-[A-Za-z2-9]{4}){3}$", made.GetProperty("password").GetString());
        var listed = await Find(administrator, login);
        Assert.Equal("13911112222", listed.GetProperty("phone").GetString());
        Assert.True(listed.GetProperty("mustChangePassword").GetBoolean());
        Assert.Contains(login, (await administrator.Get("/api/v1/administration/log")).Text, StringComparison.Ordinal);
        // The clock stands still, so entries of other tests may stand before it.
        var entry = (await administrator.Get("/api/v1/administration/log?limit=50")).Expect(200).GetProperty("items").EnumerateArray().First(e => Text(e, "subject") == login);
        Assert.Equal(("staff-created", login, "何平"), (Text(entry, "act"), Text(entry, "subject"), Text(entry, "name")));
        Assert.DoesNotContain(made.GetProperty("password").GetString()!, entry.GetRawText(), StringComparison.Ordinal);
        Assert.Contains(form.Name, (await (await server.As("surveyor")).Get("/api/v1/staff?role=surveyor")).Text, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Another_role_counts_at_once_and_an_older_form_does_not_write_over_a_newer_one(Database database)
    {
        var server = await servers.On(database);
        var (administrator, login) = (await server.As("administrator"), await server.Hire(Name(), "surveyor", "marketing", "demo-county"));
        var colleague = await server.As(login);
        Assert.Equal(403, (await colleague.Get(Staff)).Status);
        var before = await Find(administrator, login);
        var path = $"{Staff}/{Text(before, "id")}";

        var after = (await administrator.Post(path, new { colleague = Form(Text(before, "workNumber"), roles: ["administrator"]), version = Text(before, "version") })).Expect(200);

        (await colleague.Get(Staff)).Expect(200);
        Assert.NotEqual(Text(before, "version"), Text(after, "version"));
        Assert.Equal("412 staff.stale", (await administrator.Post(path, new { colleague = Form(), version = Text(before, "version") })).Refusal);
        var changes = (await administrator.Get("/api/v1/administration/log?limit=200")).Expect(200).GetProperty("items").EnumerateArray()
            .Single(e => Text(e, "subject") == login && Text(e, "act") == "staff-changed").GetProperty("changes").EnumerateArray();
        Assert.Contains(changes, c => Text(c, "field") == "roles" && Text(c, "before") == "surveyor" && Text(c, "after") == "administrator");
        (await administrator.Post($"{path}/deactivate")).Expect(200);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_sessions_of_who_leaves_end_and_who_comes_back_signs_in_anew(Database database)
    {
        var server = await servers.On(database);
        var (administrator, login) = (await server.As("administrator"), await server.Hire(Name(), "surveyor", "marketing", "demo-county"));
        var (colleague, path) = (await server.As(login), $"{Staff}/{Text(await Find(administrator, login), "id")}");
        (await colleague.Get("/api/v1/worklist")).Expect(200);

        (await administrator.Post($"{path}/deactivate")).Expect(200);
        Assert.Equal("401 access.sign-in-required", (await colleague.Get("/api/v1/worklist")).Refusal);

        (await administrator.Post($"{path}/reactivate")).Expect(200);
        Assert.Equal("401 access.sign-in-required", (await colleague.Get("/api/v1/worklist")).Refusal);
        server.ForgetSessions();
        (await (await server.As(login)).Get("/api/v1/worklist")).Expect(200);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_new_password_ends_the_sessions_and_lifts_the_lock(Database database)
    {
        var server = await servers.On(database);
        var (administrator, login) = (await server.As("administrator"), await server.Hire(Name(), "surveyor", "marketing", "demo-county"));
        var colleague = await server.As(login);
        for (var i = 0; i < 10; i++)
            await server.Anyone.Post("/api/v1/sessions", new { user = login, password = $"wrong {i}" });

        var path = $"{Staff}/{Text(await Find(administrator, login), "id")}/password";
        var made = (await administrator.Post(path)).Expect(200);

        Assert.Equal("401 access.sign-in-required", (await colleague.Get("/api/v1/worklist")).Refusal);
        Assert.Equal("401 session.wrong-password", (await server.Anyone.Post("/api/v1/sessions", new { user = login, password = TongdianServer.Password })).Refusal);
        Assert.NotEqual(made.GetProperty("password").GetString(), (await administrator.Post(path)).Expect(200).GetProperty("password").GetString());
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_password_made_by_an_administrator_opens_nothing_but_the_change_to_ones_own(Database database)
    {
        var server = await servers.On(database);
        var (administrator, login) = (await server.As("administrator"), Name());
        var made = (await administrator.Post(Staff, new { login, colleague = Form() })).Expect(200).GetProperty("password").GetString();
        const string Own = "My-own-password-1";

        Assert.Equal("403 session.password-change-required", (await server.Anyone.Post("/api/v1/sessions", new { user = login, password = made })).Refusal);
        Assert.Equal("401 session.wrong-password", (await Change("wrong", Own)).Refusal);
        Assert.Equal(["newPassword: session.password-weak"], (await Change(made!, "short")).Fields);
        Assert.Equal(["newPassword: session.password-same"], (await Change(made!, made!)).Fields);
        (await Change(made!, Own)).Expect(204);

        (await server.Anyone.Post("/api/v1/sessions", new { user = login, password = Own })).Expect(201);
        Assert.Equal("401 session.wrong-password", (await server.Anyone.Post("/api/v1/sessions", new { user = login, password = made })).Refusal);

        Task<Answer> Change(string password, string newPassword) => server.Anyone.Post("/api/v1/sessions/password", new { user = login, password, newPassword });
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_last_administrator_stays_one_also_when_two_go_at_the_same_instant(Database database)
    {
        var server = await servers.On(database);
        var administrator = await server.As("administrator");
        var own = await Find(administrator, "administrator");
        var path = $"{Staff}/{Text(own, "id")}";

        Assert.Equal("409 staff.last-administrator", (await administrator.Post($"{path}/deactivate")).Refusal);
        Assert.Equal("409 staff.last-administrator", (await administrator.Post(path, new { colleague = Form(Text(own, "workNumber")) })).Refusal);
        Assert.True((await Find(administrator, "administrator")).GetProperty("active").GetBoolean());

        var second = Text(await Find(administrator, await server.Hire(Name(), "administrator", "marketing", "demo-province")), "id");
        var answers = await Task.WhenAll(administrator.Post($"{path}/deactivate"), administrator.Post($"{Staff}/{second}/deactivate"));

        // One of them went; whoever called may have been the one, so the other may have been turned away at the door.
        Assert.Equal(1, await server.Stored(db => db.Users.CountAsync(u => u.Active && u.Roles.Contains("administrator"))));
        Assert.Single(answers, a => a.Status == 200);
        await server.Stored(db => db.Users.Where(u => u.UserName == "administrator").ExecuteUpdateAsync(u => u.SetProperty(x => x.Active, true)));
        server.Clock.Advance(TimeSpan.FromSeconds(5));
        server.ForgetSessions();
        await server.Stored(db => db.Users.Where(u => u.Id == Guid.Parse(second)).ExecuteUpdateAsync(u => u.SetProperty(x => x.Active, false)));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_deputy_acts_from_the_first_to_the_last_instant_of_the_absence(Database database)
    {
        var server = await servers.On(database);
        var administrator = await server.As("administrator");
        var (away, deputy) = (await Find(administrator, "inspector"), await Find(administrator, "surveyor"));
        var now = server.Clock.GetUtcNow();
        var path = $"{Staff}/{Text(away, "id")}/deputy";

        (await administrator.Post(path, new { deputy = Text(deputy, "id"), from = now.AddHours(1), until = now.AddHours(3) })).Expect(200);

        Assert.Equal([null, "张强", "张强", null], new[] { 0, 1, 2.9, 3 }.Select(h => DeputyAt(now.AddHours(h))));
        (await administrator.Post($"{path}/end")).Expect(200);
        Assert.Null(DeputyAt(now.AddHours(1)));

        string? DeputyAt(DateTimeOffset at)
        {
            var company = server.Services.GetRequiredService<CompanyDirectory>().Get(default).AsTask().GetAwaiter().GetResult();
            return company.DeputyOf(company.Staff[Text(away, "id")], at)?.Name;
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_cannot_be_is_refused_beside_the_field_and_leaves_nothing(Database database)
    {
        var server = await servers.On(database);
        var administrator = await server.As("administrator");
        var taken = await Find(administrator, "surveyor");
        var before = await Rows(server);
        var (id, nobody) = (Text(taken, "id"), Guid.NewGuid());

        Assert.Equal(["colleague: field.required", "login: field.required"], (await administrator.Post(Staff, new { })).Fields);
        Assert.Equal(["login: staff.login-form"], (await administrator.Post(Staff, new { login = "no spaces", colleague = Form() })).Fields);
        Assert.Equal(["login: staff.login-taken"], (await administrator.Post(Staff, new { login = "SURVEYOR", colleague = Form() })).Fields);
        Assert.Equal(["workNumber: staff.work-number-taken"], (await administrator.Post(Staff, new { login = Name(), colleague = Form(Text(taken, "workNumber")) })).Fields);
        Assert.Equal(["roles[0]: field.option"], (await administrator.Post(Staff, new { login = Name(), colleague = Form(roles: ["customer"]) })).Fields);
        Assert.Equal(["roles: field.required"], (await administrator.Post(Staff, new { login = Name(), colleague = Form(roles: []) })).Fields);
        Assert.Equal(["roles[1]: field.repeated"], (await administrator.Post(Staff, new { login = Name(), colleague = Form(roles: ["surveyor", "surveyor"]) })).Fields);
        Assert.Equal(["roles[0]: field.option"], (await administrator.Post(Staff, $$"""{"login":"{{Name()}}","colleague":{"name":"a","workNumber":"b","roles":[null],"departments":[],"regions":["demo-county"]} }""")).Fields);
        Assert.Equal(["phone: party.phone-form"], (await administrator.Post(Staff, new { login = Name(), colleague = Form(phone: "12") })).Fields);
        Assert.Equal(["name: field.characters"], (await administrator.Post(Staff, new { login = Name(), colleague = Form() with { Name = "张\u202E三" } })).Fields);
        Assert.Equal(["name: field.characters"], (await administrator.Post(Staff, new { login = Name(), colleague = Form() with { Name = "张\u0000三" } })).Fields);
        Assert.Equal(["name: field.too-long"], (await administrator.Post(Staff, new { login = Name(), colleague = Form() with { Name = new string('长', 61) } })).Fields);
        Assert.Equal(["regions[0]: field.option"], (await administrator.Post(Staff, new { login = Name(), colleague = Form() with { Regions = ["atlantis"] } })).Fields);
        Assert.Equal("404 staff.unknown", (await administrator.Post($"{Staff}/{nobody}/deactivate")).Refusal);
        Assert.Equal(["deputy: staff.deputy-self"], (await administrator.Post($"{Staff}/{id}/deputy", Absence(id, 1, 2))).Fields);
        Assert.Equal(["deputy: field.option"], (await administrator.Post($"{Staff}/{id}/deputy", Absence($"{nobody}", 1, 2))).Fields);
        Assert.Equal(["deputy: staff.deputy-self", "until: period.ends-before-it-begins"], (await administrator.Post($"{Staff}/{id}/deputy", Absence(id, 2, 1))).Fields);
        Assert.Equal(["deputy: staff.deputy-self", "until: period.over"], (await administrator.Post($"{Staff}/{id}/deputy", Absence(id, -2, -1))).Fields);
        Assert.Equal("400 page.bad-cursor", (await administrator.Get($"{Staff}?after=nonsense")).Refusal);
        Assert.Equal("400 page.bad-cursor", (await administrator.Get("/api/v1/administration/log?after=nonsense")).Refusal);
        Assert.Equal("400 page.bad-limit", (await administrator.Get($"{Staff}?limit=0")).Refusal);
        Assert.Equal(["q: field.characters"], (await administrator.Get($"{Staff}?q=%00")).Fields);
        Assert.Equal(before, await Rows(server));

        object Absence(string deputy, int from, int until) =>
            new { deputy, from = server.Clock.GetUtcNow().AddHours(from), until = server.Clock.GetUtcNow().AddHours(until) };
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Lists_page_by_key_and_find_by_name_login_and_number(Database database)
    {
        var server = await servers.On(database);
        var administrator = await server.As("administrator");
        var (all, after) = (new List<string>(), (string?)null);
        do
        {
            var page = (await administrator.Get($"{Staff}?limit=5{(after is null ? "" : $"&after={after}")}")).Expect(200);
            all.AddRange(page.GetProperty("items").EnumerateArray().Select(i => Text(i, "login")));
            after = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (after is not null);

        Assert.Equal(all.Distinct(), all);
        Assert.Equal(await server.Stored(db => db.Users.CountAsync()), all.Count);
        Assert.Equal("surveyor", Text((await administrator.Get($"{Staff}?q=张强")).Expect(200).GetProperty("items")[0], "login"));
        Assert.Equal(["auditor"], (await administrator.Get($"{Staff}?role=auditor")).Expect(200).GetProperty("items").EnumerateArray().Select(i => Text(i, "login")));

        // In the log two acts may look the same: each page goes on after the last, and none is there twice or missing.
        var (acts, from) = (0, (string?)null);
        do
        {
            var page = (await administrator.Get($"/api/v1/administration/log?limit=1{(from is null ? "" : $"&after={from}")}")).Expect(200);
            acts += page.GetProperty("items").GetArrayLength();
            from = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (from is not null);
        Assert.Equal(await server.Stored(db => db.Set<AdministrationEntry>().CountAsync()), acts);
    }

    private static string Name() => $"colleague-{Interlocked.Increment(ref hired)}-{Guid.NewGuid():N}"[..28];

    private static ColleagueForm Form(string? workNumber = null, string? phone = null, string[]? roles = null) =>
        new("示例同事", workNumber ?? $"W{Guid.NewGuid():N}"[..20], phone, roles ?? ["surveyor"], ["marketing"], ["demo-county"]);

    private static async Task<JsonElement> Find(ApiClient administrator, string login) =>
        (await administrator.Get($"{Staff}?q={login}&limit=500")).Expect(200).GetProperty("items").EnumerateArray().First(i => Text(i, "login") == login);

    private static string Text(JsonElement item, string property) => item.GetProperty(property).GetString()!;

    private static async Task<(int, int)> Rows(TongdianServer server) =>
        (await server.Stored(db => db.Users.CountAsync()), await server.Stored(db => db.Set<AdministrationEntry>().CountAsync()));
}
