using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Modules.Enquiries;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Enquiries;

/// <summary>The code of an enquiry goes to the telephone that was given with it, and whoever asks learns nothing.</summary>
public sealed class LostCodeTests(Servers servers, PostgresServer postgres) : IClassFixture<Servers>
{
    [Theory, ClassData(typeof(Databases))]
    public async Task The_code_goes_to_the_telephone_that_was_given_three_times_a_day_at_most(Database database)
    {
        var server = await servers.On(database);
        var (one, phone) = await Ask(server);
        var use = server.Services.GetRequiredService<SendLostCode>();

        for (var i = 0; i < 5; i++)
            await use.ToPhoneOnFile(one.Number.ToLowerInvariant(), $"+86 {phone[..3]} {phone[3..]}", default);
        Assert.Equal(3, await Messages(server, one));

        server.Later(TimeSpan.FromDays(1));
        await use.ToPhoneOnFile(one.Number, phone, default);
        Assert.Equal(4, await Messages(server, one));
        var outbox = server.Services.GetRequiredService<ReadOutbox>();
        var coordinator = await server.Colleague("coordinator");
        var item = (await outbox.Look(coordinator, null, null, default)).Value.Items.First(i => i.Number == one.Number);
        var text = (await outbox.Text(coordinator, item.Id, "客户来电", default)).Value;
        Assert.Contains(one.Code, text, StringComparison.Ordinal);
        Assert.Contains("咨询", text, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Another_telephone_another_number_a_fixed_line_and_nonsense_send_nothing(Database database)
    {
        var server = await servers.On(database);
        var ((one, phone), (other, others)) = (await Ask(server), await Ask(server));
        var (fixedLine, line) = await Ask(server, "0571-87654321");
        var use = server.Services.GetRequiredService<SendLostCode>();

        await use.ToPhoneOnFile(one.Number, others, default);
        await use.ToPhoneOnFile("TW0000000000000", phone, default);
        await use.ToPhoneOnFile(fixedLine.Number, line, default);
        await use.ToPhoneOnFile(null, null, default);

        Assert.Equal((0, 0, 0), (await Messages(server, one), await Messages(server, other), await Messages(server, fixedLine)));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_page_says_the_same_whether_it_fits_or_not_and_keeps_what_cannot_be_right(Database database)
    {
        var server = await servers.On(database);
        var (one, phone) = await Ask(server);
        using var visitor = server.Visitor();

        var page = await visitor.Click(await visitor.Open($"/ask/{one.Number}"), "查询码忘了");
        Assert.Equal(one.Number, page.Value("编号"));
        var right = await visitor.Press(page, "发送查询码", ("提交时留的手机号", phone));
        var wrong = await Send(one.Number, "13312345678");
        Assert.Equal((200, "/ask/lost-code/asked"), (right.Status, right.Address));
        Assert.Equal((right.Status, right.Address, right.Html), (wrong.Status, wrong.Address, wrong.Html));
        Assert.Equal(1, await Messages(server, one));

        var unreadable = await Send("TW1", "12");
        Assert.Equal((422, "TW1", "12"), (unreadable.Status, unreadable.Value("编号"), unreadable.Value("提交时留的手机号")));
        Assert.Equal(2, unreadable.Faults.Count);
        await server.Anyone.Post("/ask/lost-code", new { number = one.Number, phone });
        Assert.Equal(1, await Messages(server, one));

        async Task<WebPage> Send(string number, string telephone) => await visitor.Press(
            await visitor.Open("/ask/lost-code"), "发送查询码", ("编号", number), ("提交时留的手机号", telephone));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Who_asks_too_often_has_to_wait(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var answers = new List<int>();
        for (var i = 0; i < 8; i++)
            answers.Add((await server.Anyone.PostRaw("/ask/lost-code", "number=TW1&phone=12"u8.ToArray(), "application/x-www-form-urlencoded")).Status);

        Assert.Contains(429, answers);
    }

    private static async Task<(EnquiryUnderTest One, string Phone)> Ask(TongdianServer server, string? phone = null)
    {
        phone ??= EnquiryUnderTest.Phone();
        return (await EnquiryUnderTest.Ask(server, phone: phone), phone);
    }

    private static async Task<int> Messages(TongdianServer server, EnquiryUnderTest one) =>
        await one.Look() is { Id: { Value: var id } } ? await server.Stored(db => db.Set<Message>().CountAsync(m => m.CaseId == id)) : 0;
}
