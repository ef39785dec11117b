using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;
using Tongdian.Server.Modules.Supply;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Supply;

/// <summary>The customer's page of the contract, as a browser without scripts sends it.</summary>
public sealed partial class ContractPageTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_customer_without_scripts_reads_has_a_code_sent_and_signs()
    {
        await using var test = await TestDatabase.Create(Database.Sqlite, postgres);
        var sent = new List<string>();
        await using var server = await TongdianServer.Start(test, services: s => s.AddSingleton(new CodeSender((_, code, _) =>
        {
            sent.Add(code);
            return Task.CompletedTask;
        })));
        var one = await Offered(server);
        using var browser = Browser(server, one);
        var address = $"/case/{one.Number}/contract";

        var page = await browser.GetStringAsync(address, Cancel);
        Assert.Contains("低压居民供用电合同", page, StringComparison.Ordinal);
        Assert.Contains("张示例", page, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("CONTRACT_PAGE") is { Length: > 0 } keep)
            await File.WriteAllTextAsync(keep, page, Cancel);

        var unread = await Post(browser, address, Hidden(page));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unread.Status);
        Assert.Contains("请先阅读", unread.Text, StringComparison.Ordinal);

        var asked = await Post(browser, $"{address}/code", [.. Hidden(page), new("read", "true"), new("typedName", "张示例")]);
        Assert.Equal(HttpStatusCode.OK, asked.Status);
        Assert.Contains("验证码已发送到 139****", asked.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"张示例\"", asked.Text, StringComparison.Ordinal);
        Assert.Contains(" checked", asked.Text, StringComparison.Ordinal);

        var form = Hidden(asked.Text);
        KeyValuePair<string, string>[] filled = [.. form, new("read", "true"), new("typedName", "张示例"), new("code", sent.Single())];
        Assert.Equal(HttpStatusCode.Redirect, (await Post(browser, address, filled)).Status);
        // A second press of the same form changes nothing more.
        Assert.Equal(HttpStatusCode.Redirect, (await Post(browser, address, filled)).Status);
        Assert.Contains("您已于", await browser.GetStringAsync(address, Cancel), StringComparison.Ordinal);
        Assert.Single((await one.Look()).Stage("contract").Offer!.Signatures);
    }

    [Fact]
    public async Task A_drawn_signature_comes_with_the_form()
    {
        await using var test = await TestDatabase.Create(Database.Sqlite, postgres);
        await using var server = await TongdianServer.Start(test);
        var one = await Offered(server);
        using var browser = Browser(server, one);
        var address = $"/case/{one.Number}/contract";
        var page = await browser.GetStringAsync(address, Cancel);

        // Where no code can be sent, none is asked for.
        Assert.DoesNotContain("name=\"code\"", page, StringComparison.Ordinal);
        Assert.Contains("data-signature", page, StringComparison.Ordinal);
        var broken = await Post(browser, address, [.. Hidden(page), new("read", "true"), new("signature", "data:image/png;base64,AAAA")]);
        Assert.Contains("签名须为图片", broken.Text, StringComparison.Ordinal);
        var blank = await Post(browser, address, [.. Hidden(page), new("read", "true"), new("signature", $"data:image/png;base64,{Convert.ToBase64String(Blank())}")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, blank.Status);
        Assert.Contains("还没有签名", blank.Text, StringComparison.Ordinal);
        var picture = Convert.ToBase64String(Photos.Png(300, 100));
        var drawn = await Post(browser, address, [.. Hidden(page), new("read", "true"), new("signature", $"data:image/png;base64,{picture}")]);

        Assert.Equal(HttpStatusCode.Redirect, drawn.Status);
        Assert.Single((await one.Look()).Stage("contract").Offer!.Signatures);
    }

    [Fact]
    public async Task Who_has_no_key_to_the_case_sees_nothing_of_it()
    {
        await using var test = await TestDatabase.Create(Database.Sqlite, postgres);
        await using var server = await TongdianServer.Start(test);
        var one = await Offered(server);
        using var browser = new HttpClient { BaseAddress = Address(server) };

        var answer = await browser.GetAsync(new Uri($"/case/{one.Number}/contract", UriKind.Relative), Cancel);
        var paper = await browser.GetAsync(new Uri($"/case/{one.Number}/contract.pdf", UriKind.Relative), Cancel);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (answer.StatusCode, paper.StatusCode));
        Assert.DoesNotContain("张示例", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    private static byte[] Blank()
    {
        using var surface = SKSurface.Create(new SKImageInfo(300, 100));
        surface.Canvas.Clear(SKColors.White);
        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    private static async Task<CaseUnderTest> Offered(TongdianServer server)
    {
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        await one.GoOn("contract");
        (await one.Do(await server.As("counter-clerk"), "contract/offer", new
        {
            fields = new { partiesConfirmed = true, tariffCategory = "residential", billingCycle = "monthly", contractCapacityKw = 8 },
        })).Expect(200);
        return one;
    }

    private static HttpClient Browser(TongdianServer server, CaseUnderTest one)
    {
        var cookies = new CookieContainer();
        var key = server.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("case-keys")
            .Protect(JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal) { [one.Number] = one.Code }));
        cookies.Add(Address(server), new Cookie("cases", key, "/"));
        return new HttpClient(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = Address(server) };
    }

    private static Uri Address(TongdianServer server) =>
        new(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    private static async Task<(HttpStatusCode Status, string Text)> Post(HttpClient browser, string address, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        using var answer = await browser.PostAsync(address, content, Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    private static List<KeyValuePair<string, string>> Hidden(string page) =>
    [
        .. Input().Matches(page).Where(m => m.Value.Contains("type=\"hidden\"", StringComparison.Ordinal) && Value().IsMatch(m.Value))
            .Select(m => KeyValuePair.Create(Name().Match(m.Value).Groups["it"].Value, WebUtility.HtmlDecode(Value().Match(m.Value).Groups["it"].Value))),
    ];

    [GeneratedRegex("<input[^>]*>", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Input();

    [GeneratedRegex("name=\"(?<it>[^\"]*)\"", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Name();

    [GeneratedRegex("value=\"(?<it>[^\"]*)\"", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Value();
}
