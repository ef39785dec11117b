using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Display;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Display;

/// <summary>What everybody in a business hall may see, and by which screens.</summary>
public sealed partial class HallTests(PostgresServer postgres)
{
    private const string Displays = "/api/v1/administration/displays";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Databases))]
    public async Task A_screen_shows_how_the_cases_of_its_office_go_on_by_itself_and_never_whose_they_are(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on, new Dictionary<string, string?> { ["Display:SecondsPerPage"] = "100000" });
        var (home, shop, factory) = (
            await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Shop()), await CaseUnderTest.Submit(server, Samples.Factory()));
        var hospital = await CaseUnderTest.Submit(server, Samples.Hospital());
        await hospital.GoOn();
        await shop.GoOn("confirmation");
        using var screen = server.Visitor();
        var made = (await (await server.As("administrator")).Post(Displays, new { office = "demo-county", name = "一号屏" })).Expect(200);

        var page = await screen.Open(made.GetProperty("address").GetString()!);
        Assert.Equal((200, "/hall/demo-county"), (page.Status, page.Address));
        Assert.Contains("示范县 · 报装进度公示", page.Heading, StringComparison.Ordinal);
        Assert.Contains("Demo county · Progress of applications", page.Heading, StringComparison.Ordinal);
        Assert.Contains("2 在办", page.Text, StringComparison.Ordinal);
        Assert.Contains("1 今日送电", page.Text, StringComparison.Ordinal);
        Assert.Contains("1/1 本周按时送电", page.Text, StringComparison.Ordinal);
        Assert.Matches($"{Masked(home)} .*现场勘查 .* 按时", page.Text);
        Assert.Matches($"{Masked(shop)} .*方案确认 .* 等待客户", page.Text);
        Assert.Matches($"{Masked(hospital)} .* 已送电", page.Text);
        // A factory in the district next door.
        Assert.DoesNotContain(Masked(factory), page.Text, StringComparison.Ordinal);

        using var lines = await Listen(server, screen);
        Assert.Contains("2<", await Next(lines), StringComparison.Ordinal);
        var another = await CaseUnderTest.Submit(server, Samples.Home());
        var shown = await Until(lines, html => html.Contains(Masked(another), StringComparison.Ordinal));
        server.Later(TimeSpan.FromHours(60));
        var late = await Until(lines, html => html.Contains("已超期", StringComparison.Ordinal));

        foreach (var html in new[] { page.Html, shown, late })
        {
            Assert.DoesNotMatch("张示例|张\\*|示例单位|示范路|1[3-9][0-9]{9}|TD[0-9]{13}", html);
            Assert.DoesNotContain(made.GetProperty("token").GetString()!, html, StringComparison.Ordinal);
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_screen_is_let_in_by_its_token_for_its_office_only_until_it_is_revoked(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var administrator = await server.As("administrator");
        var made = (await administrator.Post(Displays, new { office = "demo-county", name = " 一号屏 " })).Expect(200);
        var (token, id) = (made.GetProperty("token").GetString()!, made.GetProperty("id").GetGuid());
        using var screen = server.Visitor("en");
        using var stranger = server.Visitor();

        // The token stands in no address afterwards, and the cookie is out of reach of scripts and of other offices.
        Assert.Equal("/hall/demo-county", (await screen.Open($"/hall/demo-county?token={token}")).Address);
        Assert.Contains("Demo county · Progress of applications", (await screen.Open("/hall/demo-county")).Heading, StringComparison.Ordinal);
        var cookie = screen.Cookies.GetAllCookies().Single(c => c.Name == "hall");
        Assert.Equal((true, "/hall/demo-county"), (cookie.HttpOnly, cookie.Path));
        Assert.True(cookie.Expires > TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(365));
        foreach (var path in new[] { "/hall/demo-county", "/hall/demo-county?token=made-up", $"/hall/demo-city?token={token}", $"/hall/demo-county-east?token={token}", "/hall/atlantis", $"/hall/demo-county?token={new string('x', 5000)}" })
            Assert.Equal((403, "这块屏幕没有开通"), (await stranger.Open(path)) is var shut ? (shut.Status, shut.Heading) : default);
        Assert.Equal("403 hall.closed", (await server.Anyone.Get("/hall/demo-county/live")).Refusal);
        Assert.Equal(403, (await screen.Open("/hall/demo-district")).Status);

        // It is kept as a hash, and told in no list.
        Assert.DoesNotContain(token, (await administrator.Get(Displays)).Text, StringComparison.Ordinal);
        Assert.Equal([HallScreen.HashOf(token)], await server.Stored(db => db.Set<HallScreen>().Select(s => s.TokenHash).ToListAsync()));

        // A screen that looks on is shut out too.
        using var lines = await Listen(server, screen);
        Assert.NotEmpty(await Next(lines));
        (await administrator.Post($"{Displays}/{id}/revoke")).Expect(200);
        (await administrator.Post($"{Displays}/{id}/revoke")).Expect(200);
        // The line ends, or this would not either.
        await lines.ReadToEndAsync(Cancel);
        Assert.Equal((403, "This screen is not switched on"), (await screen.Open("/hall/demo-county")) is var gone ? (gone.Status, gone.Heading) : default);

        var told = await server.Stored(db => db.Set<AdministrationEntry>().Where(e => e.Subject == "一号屏").OrderBy(e => e.At).ThenBy(e => e.Id).Select(e => e.Act).ToListAsync());
        Assert.Equal(["hall-screen-made", "hall-screen-revoked"], told.Order(StringComparer.Ordinal));
        Assert.Equal(["name: field.required", "office: region.unknown"], (await administrator.Post(Displays, new { office = "atlantis", name = " " })).Fields);
        Assert.Equal("404 hall-screen.unknown", (await administrator.Post($"{Displays}/{Guid.NewGuid()}/revoke")).Refusal);
    }

    [Fact]
    public async Task All_screens_of_an_office_turn_to_the_next_page_together()
    {
        await using var on = await TestDatabase.Create(Database.Sqlite, postgres);
        await using var server = await TongdianServer.Start(on, new Dictionary<string, string?> { ["Display:SecondsPerPage"] = "2" });
        for (var n = 0; n <= HallPicture.RowsPerPage; n++)
            await CaseUnderTest.Submit(server, Samples.Home());
        var address = (await (await server.As("administrator")).Post(Displays, new { office = "demo-city", name = "一号屏" })).Expect(200).GetProperty("address").GetString()!;
        using var screen = server.Visitor();
        await screen.Open(address);

        using var lines = await Listen(server, screen, "demo-city");
        var (first, second) = (await Until(lines, html => Rows(html) == HallPicture.RowsPerPage), await Until(lines, html => Rows(html) == 1));

        Assert.DoesNotContain(Numbers().Match(second).Value, first, StringComparison.Ordinal);
    }

    private static string Masked(CaseUnderTest one) => CaseNumber.TryParse(one.Number, out var number) ? number.Value.Masked : "";

    private static int Rows(string html) => Numbers().Count(html);

    private static async Task<StreamReader> Listen(TongdianServer server, PageVisitor screen, string office = "demo-county")
    {
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = screen.Cookies }) { BaseAddress = server.Address };
        return new StreamReader(await http.GetStreamAsync($"/hall/{office}/live", Cancel));
    }

    // What the next message says: its lines until an empty one.
    private static async Task<string> Next(StreamReader lines)
    {
        var said = new List<string>();
        while (await lines.ReadLineAsync(Cancel) is { } line)
        {
            if (line.Length == 0)
                return string.Join('\n', said);
            said.Add(WebUtility.HtmlDecode(line["data:".Length..].TrimStart()));
        }

        throw new InvalidOperationException("The line broke");
    }

    private static async Task<string> Until(StreamReader lines, Func<string, bool> says)
    {
        while (true)
        {
            if (await Next(lines) is var html && says(html))
                return html;
        }
    }

    [GeneratedRegex("TD[0-9]{4}•••[0-9]{4}", RegexOptions.None, 1000)]
    private static partial Regex Numbers();
}
