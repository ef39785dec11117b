using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Modules.Calls;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;

namespace Tongdian.Server.Tests.Modules.Notices;

/// <summary>What providers say afterwards stands at the message; what did not arrive is a call.</summary>
public sealed class ReceiptTests(PostgresServer postgres)
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Receipts_are_kept_once_and_what_did_not_arrive_becomes_a_call_that_ends_when_the_customer_is_reached(Database database)
    {
        await using var sms = new SmsStub();
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Notices:Sms:Url"] = sms.Url, ["Notices:Receipts:Token"] = "t0ken" });
        var (there, lost) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()));
        await Telling.Everything(server);
        await server.Services.GetRequiredService<SendMessages>().SendDue(default);
        var (good, bad) = (await Message(server, there), await Message(server, lost));
        using var http = new HttpClient { BaseAddress = server.Address };

        Assert.Equal(403, await Say(http, "receipts", "[]", "application/json", token: null));
        Assert.Equal(400, await Say(http, "receipts", "{", "application/json", "t0ken"));
        // As a provider in the manner of Alibaba Cloud pushes it, and a stranger's message with it.
        var report = $$"""[{"phone_number":"13800000000","success":true,"err_code":"DELIVERED","out_id":"{{good.Id:N}}"},{"success":false,"err_code":"UNDELIV","out_id":"{{bad.Id:N}}"},{"success":true,"out_id":"{{Guid.NewGuid():N}}"}]""";
        Assert.Equal(200, await Say(http, "receipts", report, "application/json", "t0ken"));
        Assert.Equal(200, await Say(http, "receipts?token=t0ken", report.Replace("true", "false", StringComparison.Ordinal), "application/json", token: null));

        Assert.Equal((Receipt.Delivered, Receipt.Undelivered, "UNDELIV"), ((await Message(server, there)).Receipt, (await Message(server, lost)).Receipt, (await Message(server, lost)).Failure));
        var clerk = await server.As("counter-clerk");
        var call = Assert.Single((await clerk.Get("/api/v1/calls?scope=all")).Expect(200).EnumerateArray());
        Assert.Equal((lost.Number, "undelivered"), (call.GetProperty("number").GetString(), call.GetProperty("kind").GetString()));
        var tries = $"/api/v1/calls/{call.GetProperty("id").GetGuid()}/tries";
        Assert.Equal("call.too-few-tries", (await clerk.Post(tries, new { outcome = "unreachable" })).Expect(409).GetProperty("code").GetString());
        Assert.Equal(1, (await clerk.Post(tries, new { }, key: "first-try")).Expect(200).GetProperty("tries").GetInt32());
        Assert.Equal("409 idempotency.done", (await clerk.Post(tries, new { }, key: "first-try")).Refusal);
        Assert.Equal(1, Assert.Single((await clerk.Get("/api/v1/calls?scope=all")).Expect(200).EnumerateArray()).GetProperty("tries").GetInt32());
        Assert.Equal("reached", (await clerk.Post(tries, new { outcome = "reached" })).Expect(200).GetProperty("outcome").GetString());
        Assert.Empty((await clerk.Get("/api/v1/calls?scope=all")).Expect(200).EnumerateArray());
        Assert.Equal("call.over", (await clerk.Post(tries, new { outcome = "reached" })).Expect(409).GetProperty("code").GetString());
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_mail_that_comes_back_is_known_by_its_name(Database database)
    {
        await using var mail = await MailServer.Start();
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Notices:Smtp:Host"] = "127.0.0.1", ["Notices:Smtp:Port"] = $"{mail.Port}", ["Notices:Smtp:From"] = "service@example.test", ["Notices:Receipts:Token"] = "t0ken",
        });
        var application = Samples.Home();
        application["customer"]!["email"] = "zhang@example.test";
        var one = await CaseUnderTest.Submit(server, application);
        await Telling.Everything(server);
        await server.Services.GetRequiredService<SendMessages>().SendDue(default);
        var sent = (await mail.TakenByNow())[0];
        using var http = new HttpClient { BaseAddress = server.Address };
        var bounce = string.Join("\r\n", [
            "From: MAILER-DAEMON@example.test", "To: service@example.test", "Subject: Undelivered Mail Returned to Sender", "MIME-Version: 1.0",
            "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"", "", "--b", "Content-Type: text/plain", "", "Sorry.", "--b", "Content-Type: message/delivery-status", "",
            "Reporting-MTA: dns; mail.example.test", "", "Final-Recipient: rfc822; zhang@example.test", "Action: failed", "Status: 5.1.1", "", "--b", "Content-Type: text/rfc822-headers", "",
            $"Message-Id: <{sent.Id}>", "Subject: x", "", "--b--", "",
        ]);

        Assert.Equal(403, await Say(http, "bounces", bounce, "message/rfc822", "wrong"));
        Assert.Equal(204, await Say(http, "bounces", bounce, "message/rfc822", "t0ken"));

        var message = await server.Stored(db => db.Set<Message>().AsNoTracking().SingleAsync(m => m.Id == Guid.ParseExact(sent.Id.Split('@', 2)[0], "N")));
        Assert.Equal((MessageChannel.Mail, Receipt.Undelivered, "bounced-5.1.1"), (message.Channel, message.Receipt, message.Failure));
        Assert.Equal(CallKind.Undelivered, (await server.Stored(db => db.Set<Call>().AsNoTracking().SingleAsync(c => c.Number == one.Number))).Kind);
    }

    private static async Task<Message> Message(TongdianServer server, CaseUnderTest one)
    {
        var id = (await one.Look()).Id.Value;
        return await server.Stored(db => db.Set<Message>().AsNoTracking().SingleAsync(m => m.CaseId == id && m.Purpose == "submitted"));
    }

    private static async Task<int> Say(HttpClient http, string what, string body, string type, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/notices/{what}") { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type)) };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
