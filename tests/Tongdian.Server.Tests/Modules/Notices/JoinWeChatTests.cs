using System.Text;
using System.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Notices;

/// <summary>A customer joins the case with WeChat, is told by it, and is apart from it again.</summary>
public sealed class JoinWeChatTests(PostgresServer postgres)
{
    private const string OpenId = "oJoinedWithTongdian00001";

    [Theory, ClassData(typeof(Databases))]
    public async Task A_customer_joins_is_told_by_WeChat_and_leaves_and_a_forged_answer_joins_nobody(Database database)
    {
        await using var provider = await ProviderStub.Start(asked => asked.Path switch
        {
            var p when p.StartsWith("/connect/", StringComparison.Ordinal) => (200, "<h1>微信</h1>"),
            var p when p.Contains("code=used", StringComparison.Ordinal) => (200, """{"errcode":40163,"errmsg":"code been used"}"""),
            var p when p.Contains("code=silent", StringComparison.Ordinal) => (502, "<html>"),
            var p when p.StartsWith("/sns/", StringComparison.Ordinal) => (200, $$"""{"access_token":"A","expires_in":7200,"openid":"{{OpenId}}","scope":"snsapi_base"}"""),
            var p when p.StartsWith("/cgi-bin/token", StringComparison.Ordinal) => (200, """{"access_token":"T","expires_in":7200}"""),
            _ => (200, """{"errcode":0,"errmsg":"ok","msgid":7}"""),
        });
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Notices:WeChat:AppId"] = "wx1", ["Notices:WeChat:AppSecret"] = "s", ["Notices:WeChat:Url"] = provider.Url, ["Notices:WeChat:AuthorizeUrl"] = provider.Url,
            ["Notices:WeChat:Templates:stage-finished"] = "TPL",
        });
        var (one, other) = (await CaseUnderTest.Submit(server, Samples.Shop()), await CaseUnderTest.Submit(server, Samples.Shop()));
        using var visitor = server.Visitor();
        await visitor.Open($"/case/open?number={one.Number}&code={one.Code}");

        var there = await visitor.Click(await visitor.Open($"/case/{one.Number}/notices"), "绑定微信");
        var asked = HttpUtility.ParseQueryString(there.Address.Split('?')[1]);
        Assert.Equal(("wx1", "snsapi_base", $"{server.Address}wechat/joined"), (asked["appid"], asked["scope"], asked["redirect_uri"]));
        var state = asked["state"]!;
        Assert.Matches("^[0-9a-zA-Z]{1,128}$", state);

        // Changed, of another case, of another sort, in a stranger's browser, without a code, with one that is over, without an answer.
        Assert.Equal(404, (await visitor.Open($"/wechat/joined?code=good&state={state[..^2]}{(state[^2..] == "00" ? "11" : "00")}")).Status);
        Assert.Equal(404, (await visitor.Open("/wechat/joined?code=good&state=zz")).Status);
        var foreign = State(server, Tongdian.Server.Platform.Access.LinkTarget.WeChat, (await other.Look()).Id.Value);
        Assert.Equal($"/case?number={other.Number}", (await visitor.Open($"/wechat/joined?code=good&state={foreign}")).Address);
        Assert.Equal(404, (await visitor.Open($"/wechat/joined?code=good&state={State(server, Tongdian.Server.Platform.Access.LinkTarget.Case, (await one.Look()).Id.Value)}")).Status);
        using var stranger = server.Visitor();
        Assert.Equal($"/case?number={one.Number}", (await stranger.Open($"/wechat/joined?code=good&state={state}")).Address);
        Assert.Contains("没有绑定微信", (await visitor.Open($"/wechat/joined?state={state}")).Text, StringComparison.Ordinal);
        Assert.Contains("已用过", (await visitor.Open($"/wechat/joined?code=used&state={state}")).Text, StringComparison.Ordinal);
        Assert.Equal(502, (await visitor.Open($"/wechat/joined?code=silent&state={state}")).Status);
        Assert.Empty(await server.Stored(db => db.Set<NoticeChoice>().ToListAsync()));

        var joined = await visitor.Open($"/wechat/joined?code=good&state={state}");
        Assert.Contains("已绑定微信", joined.Text, StringComparison.Ordinal);
        var choice = await server.Stored(db => db.Set<NoticeChoice>().AsNoTracking().SingleAsync());
        var kept = await server.Stored(db => db.Set<SealedValue>().AsNoTracking().SingleAsync(v => v.Id == choice.WeChatSealed));
        Assert.DoesNotContain(OpenId, Encoding.Latin1.GetString(kept.Cipher), StringComparison.Ordinal);

        await one.Complete("acceptance");
        await one.Told(server);
        await server.Services.GetRequiredService<SendMessages>().SendDue(default);
        var sent = Assert.Single(provider.Requests, r => r.Path.StartsWith("/cgi-bin/message/template/send", StringComparison.Ordinal)).Body;
        var body = System.Text.Json.JsonElement.Parse(sent);
        Assert.Equal((OpenId, "业务受理已完成"), (body.GetProperty("touser").GetString(), body.GetProperty("data").GetProperty("thing2").GetProperty("value").GetString()));
        Assert.StartsWith($"{server.Address}m/", body.GetProperty("url").GetString(), StringComparison.Ordinal);
        Assert.All(body.GetProperty("data").EnumerateObject().Where(f => f.Name.StartsWith("thing", StringComparison.Ordinal)), f => Assert.InRange(f.Value.GetProperty("value").GetString()!.Length, 1, 20));

        var apart = await visitor.Press(joined, "解除绑定");
        Assert.Contains("已解除微信绑定", apart.Text, StringComparison.Ordinal);
        Assert.False(await server.Stored(db => db.Set<SealedValue>().AnyAsync(v => v.Id == kept.Id)));
        Assert.True(await server.Stored(db => db.Set<NoticeChoice>().AsNoTracking().SingleAsync()) is { WeChatSealed: null, Channel: null });
        // What has no template there goes by another way all the same: nothing waits for WeChat in vain.
        Assert.DoesNotContain(await server.Stored(db => db.Set<Message>().Where(m => m.Failure == "template-not-set").ToListAsync()), _ => true);
    }

    private static string State(TongdianServer server, Tongdian.Server.Platform.Access.LinkTarget target, Guid id)
    {
        var token = server.Services.GetRequiredService<Tongdian.Server.Platform.Access.CaseLinks>().For(id, target, server.Clock.GetUtcNow().AddMinutes(5));
        return Convert.ToHexStringLower(System.Buffers.Text.Base64Url.DecodeFromChars(token));
    }
}
