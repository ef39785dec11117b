using System.Security.Cryptography;
using System.Text;
using System.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Modules.Notices.Gateways;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Notices;

/// <summary>Providers in the shapes in which they really speak.</summary>
public sealed class GatewayTests
{
    private static readonly Outgoing Message = new(
        new Guid("0195a000-0000-7000-8000-000000000042"), "13800001111", "stage-finished", "zh-CN", "【通电】已完成", "申请：已完成",
        new Dictionary<string, string>(StringComparer.Ordinal) { ["stage"] = "现场勘查" }, TriedBefore: false);

    [Fact]
    public void The_signature_is_the_one_of_the_providers_own_example()
    {
        var said = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["AccessKeyId"] = "testId", ["Timestamp"] = "2017-07-12T02:42:19Z", ["SignatureMethod"] = "HMAC-SHA1", ["SignatureVersion"] = "1.0",
            ["SignatureNonce"] = "45e25e9b-0a6f-4070-8c85-2956eda1b466", ["Format"] = "XML", ["Action"] = "SendSms", ["Version"] = "2017-05-25", ["RegionId"] = "cn-hangzhou",
            ["PhoneNumbers"] = "15300000001", ["SignName"] = "阿里云短信测试专用", ["TemplateCode"] = "SMS_71390007", ["TemplateParam"] = "{\"customer\":\"test\"}", ["OutId"] = "123",
        };
        Assert.Equal("zJDF+Lrzhj/ThnlvIToysFRq6t4=", AliyunSmsGateway.Sign("GET", said, "testSecret"));
    }

    [Theory]
    [InlineData("""{"Message":"OK","RequestId":"873043ac-bcda-44db-9052-2e204c6ed20f","BizId":"607300000000000000^0","Code":"OK"}""", 200, true, false, null)]
    [InlineData("""{"Message":"触发小时级流控Permits:5","RequestId":"AA","Code":"isv.BUSINESS_LIMIT_CONTROL"}""", 200, false, false, "isv.BUSINESS_LIMIT_CONTROL")]
    [InlineData("""{"Message":"非法手机号","RequestId":"AA","Code":"isv.MOBILE_NUMBER_ILLEGAL"}""", 200, false, true, "isv.MOBILE_NUMBER_ILLEGAL")]
    [InlineData("""{"Recommend":"…","Message":"Specified signature is not matched","RequestId":"AA","HostId":"dysmsapi","Code":"SignatureDoesNotMatch"}""", 400, false, false, "SignatureDoesNotMatch")]
    [InlineData("<html>502 Bad Gateway</html>", 502, false, false, "http-502")]
    [InlineData("OK", 200, false, false, "no-answer")]
    public async Task What_the_provider_answers_is_understood(string body, int status, bool accepted, bool final, string? failure)
    {
        await using var provider = await ProviderStub.Start(_ => (status, body));
        var (outcome, _) = await Send(provider.Url, "aliyun", Message);

        Assert.Equal((accepted, final, failure), (outcome.Accepted, outcome.Final, outcome.Failure));
        var form = HttpUtility.ParseQueryString(provider.Requests[0].Body);
        Assert.Equal(("SendSms", "13800001111", "通电", "SMS_1", "{\"stage\":\"现场勘查\"}"), (form["Action"], form["PhoneNumbers"], form["SignName"], form["TemplateCode"], System.Text.RegularExpressions.Regex.Unescape(form["TemplateParam"]!)));
        if (accepted)
            Assert.Equal("607300000000000000^0", outcome.ProviderId);
    }

    [Fact]
    public async Task What_was_sent_without_an_answer_is_looked_for_before_it_is_sent_again()
    {
        var there = """{"TotalCount":1,"Message":"OK","RequestId":"AA","Code":"OK","SmsSendDetailDTOs":{"SmsSendDetailDTO":[{"OutId":"THIS","SendStatus":3,"ErrCode":"DELIVERED"}]}}"""
            .Replace("THIS", Message.Id.ToString("N"), StringComparison.Ordinal);
        await using var provider = await ProviderStub.Start(_ => (200, there));
        var (outcome, _) = await Send(provider.Url, "aliyun", Message with { TriedBefore = true });

        Assert.True(outcome.Accepted);
        Assert.Equal("QuerySendDetails", HttpUtility.ParseQueryString(Assert.Single(provider.Requests).Body)["Action"]);
    }

    [Fact]
    public async Task A_provider_that_is_only_described_gets_its_own_names_and_a_signature()
    {
        await using var provider = await ProviderStub.Start(_ => (200, """{"code":"0","sid":"77"}"""));
        var (outcome, _) = await Send(provider.Url, "json", Message, ("Fields:to", "mobile"), ("Fields:text", "content"), ("Extra:account", "N1"), ("OkField", "code"), ("IdField", "sid"), ("Secret", "s3cret"));

        Assert.Equal((true, "77"), (outcome.Accepted, outcome.ProviderId));
        var asked = provider.Requests[0];
        var body = System.Text.Json.JsonElement.Parse(asked.Body);
        Assert.Equal(("13800001111", "【通电】已完成", "N1"), (body.GetProperty("mobile").GetString(), body.GetProperty("content").GetString(), body.GetProperty("account").GetString()));
        Assert.Equal(
            Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes("s3cret"), Encoding.UTF8.GetBytes($"{asked.Headers["X-Timestamp"]}.{asked.Body}"))), asked.Headers["X-Signature"]);

        await using var refusing = await ProviderStub.Start(_ => (200, """{"code":"17"}"""));
        Assert.Equal((false, "code-17"), await Send(refusing.Url, "json", Message, ("OkField", "code")) is var (refused, _) ? (refused.Accepted, refused.Failure) : default);
    }

    [Fact]
    public async Task WeChat_gets_a_ticket_once_and_the_message_with_its_id()
    {
        var tickets = 0;
        await using var provider = await ProviderStub.Start(asked => asked.Path.StartsWith("/cgi-bin/token", StringComparison.Ordinal)
            ? (200, $$"""{"access_token":"T{{++tickets}}","expires_in":7200}""")
            : asked.Path.Contains("T1", StringComparison.Ordinal) && asked.Body.Contains("expired", StringComparison.Ordinal)
                ? (200, """{"errcode":42001,"errmsg":"access_token expired"}""") : (200, """{"errcode":0,"errmsg":"ok","msgid":200228332}"""));
        await using var services = Services(("Notices:WeChat:AppId", "wx1"), ("Notices:WeChat:AppSecret", "x"), ("Notices:WeChat:Url", provider.Url), ("Notices:WeChat:Templates:stage-finished", "TPL"));
        var gateway = services.GetRequiredService<IMessageGateway>();

        Assert.True((await gateway.Send(Message, default)).Accepted);
        Assert.True((await gateway.Send(Message, default)).Accepted);
        Assert.Equal(1, tickets);
        Assert.Contains("\"client_msg_id\":\"0195a000000070008000000000000042\"", provider.Requests[^1].Body, StringComparison.Ordinal);
        // A ticket that is over before its time is fetched anew for the next try.
        Assert.Equal("wechat-42001", (await gateway.Send(Message with { To = "expired" }, default)).Failure);
        Assert.True((await gateway.Send(Message with { To = "expired" }, default)).Accepted);
        Assert.Equal(2, tickets);
        Assert.Equal((true, "template-not-set"), await gateway.Send(Message with { Kind = "late" }, default) is var none ? (none.Final, none.Failure) : default);
    }

    [Fact]
    public async Task A_mail_server_that_defers_refuses_or_breaks_off_is_understood_and_a_mail_has_one_name()
    {
        await using var mail = await MailServer.Start();
        await using var services = Services(
            ("Notices:Smtp:Host", "127.0.0.1"), ("Notices:Smtp:Port", $"{mail.Port}"), ("Notices:Smtp:From", "service@example.test"), ("Notices:Smtp:TimeoutSeconds", "1"));
        var gateway = services.GetRequiredService<IMessageGateway>();
        var message = Message with { To = "zhang@example.test" };
        await mail.Next("defer", "refuse", "reset", "silent", "accept", "accept");

        Assert.Equal((false, false, "smtp-451"), Of(await gateway.Send(message, default)));
        Assert.Equal((false, true, "smtp-550"), Of(await gateway.Send(message, default)));
        Assert.Equal((false, false, "no-answer"), Of(await gateway.Send(message, default)));
        Assert.Equal((false, false, "no-answer"), Of(await gateway.Send(message, default)));
        Assert.Equal((true, false, null), Of(await gateway.Send(message, default)));

        Assert.Equal(3, (await mail.TakenByNow()).Count);
        Assert.Equal($"{message.Id:N}@example.test", Assert.Single(mail.Taken.Select(t => t.Id).Distinct()));
        Assert.All(mail.Taken, t => Assert.Equal("zhang@example.test", t.To));
        var read = MimeKit.MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(mail.Taken[^1].Mail)));
        Assert.Equal(("申请：已完成", "【通电】已完成"), (read.Subject, read.TextBody?.Trim()));

        // What is about the case cannot be declined; what is not is, by one press in the mail program (RFC 8058).
        Assert.Null(read.Headers["List-Unsubscribe"]);
        Assert.True((await gateway.Send(message with { Stop = "https://example.test/stop/x" }, default)).Accepted);
        var care = MimeKit.MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes((await mail.TakenByNow())[^1].Mail)));
        Assert.Equal(("<https://example.test/stop/x>", "List-Unsubscribe=One-Click"), (care.Headers["List-Unsubscribe"], care.Headers["List-Unsubscribe-Post"]));

        static (bool, bool, string?) Of(SendOutcome outcome) => (outcome.Accepted, outcome.Final, outcome.Failure);
    }

    private static async Task<(SendOutcome Outcome, ServiceProvider Services)> Send(string url, string kind, Outgoing message, params (string Key, string Value)[] more)
    {
        await using var services = Services([
            ("Notices:Sms:Url", url), ("Notices:Sms:Kind", kind), ("Notices:Sms:KeyId", "k"), ("Notices:Sms:KeySecret", "s"), ("Notices:Sms:SignName", "通电"),
            ("Notices:Sms:Templates:stage-finished", "SMS_1"), .. more.Select(m => ($"Notices:Sms:{m.Key}", m.Value))]);
        return (await services.GetRequiredService<IMessageGateway>().Send(message, default), services);
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();
        services.AddSingleton<IConfiguration>(configuration).AddSingleton(TimeProvider.System).AddLogging();
        services.AddGateways(configuration);
        return services.BuildServiceProvider();
    }
}
