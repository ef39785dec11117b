using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Notices;

/// <summary>A lost code goes to the telephone on file, and whoever asks learns nothing.</summary>
public sealed class LostCodeTests(Servers servers) : IClassFixture<Servers>
{
    [Theory, ClassData(typeof(Databases))]
    public async Task The_code_goes_to_the_telephone_on_file_three_times_a_day_at_most(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var (use, phone) = (server.Services.GetRequiredService<SendCode>(), await Phone(server, one));

        for (var i = 0; i < 5; i++)
            await use.ToPhoneOnFile(one.Number.ToLowerInvariant(), $"+86 {phone[..3]} {phone[3..]}", default);
        Assert.Equal(3, await Messages(server, one));

        server.Later(TimeSpan.FromDays(1));
        await use.ToPhoneOnFile(one.Number, phone, default);
        Assert.Equal(4, await Messages(server, one));
        var outbox = server.Services.GetRequiredService<ReadOutbox>();
        var coordinator = await server.Colleague("coordinator");
        var item = (await outbox.Look(coordinator, null, null, default)).Value.Items.First(i => i.Number == one.Number);
        Assert.Contains(one.Code, (await outbox.Text(coordinator, item.Id, "客户来电", default)).Value, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Another_telephone_another_number_and_nonsense_send_nothing(Database database)
    {
        var server = await servers.On(database);
        var (one, other) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()));
        var use = server.Services.GetRequiredService<SendCode>();

        await use.ToPhoneOnFile(one.Number, await Phone(server, other), default);
        await use.ToPhoneOnFile("TD0000000000000", await Phone(server, one), default);
        await use.ToPhoneOnFile(null, null, default);

        Assert.Equal((0, 0), (await Messages(server, one), await Messages(server, other)));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_outbox_masks_the_telephone_hides_the_text_and_keeps_who_looked_and_why(Database database)
    {
        var server = await servers.On(database);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var phone = await Phone(server, one);
        await server.Services.GetRequiredService<SendCode>().ToPhoneOnFile(one.Number, phone, default);
        var (outbox, coordinator) = (server.Services.GetRequiredService<ReadOutbox>(), await server.Colleague("coordinator"));

        var page = (await outbox.Look(coordinator, MessageState.Waiting, null, default)).Value;
        var item = page.Items.First(i => i.Number == one.Number);
        Assert.Equal((false, $"{phone[..3]}****{phone[7..]}", MessageState.Waiting), (page.Configured, item.To, item.State));
        Assert.Equal("case.reason-missing", (await outbox.Text(coordinator, item.Id, " ", default)).Error?.Code);
        Assert.Equal(0, await Looks(server, one));
        Assert.Null((await outbox.Text(coordinator, item.Id, "客户说没收到", default)).Error);
        Assert.Equal(1, await Looks(server, one));

        var far = await server.Colleague(await server.Hire($"far-{Guid.NewGuid():N}", "coordinator", "customer-service", "demo-district"));
        Assert.DoesNotContain((await outbox.Look(far, null, null, default)).Value.Items, i => i.Number == one.Number);
        Assert.Equal("message.not-found", (await outbox.Text(far, item.Id, "好奇", default)).Error?.Code);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_page_says_the_same_whether_it_fits_or_not_and_keeps_what_cannot_be_right(Database database)
    {
        var server = await servers.On(database);
        var (one, phone) = (await CaseUnderTest.Submit(server, Samples.Home()), "");
        phone = await Phone(server, one);
        using var visitor = server.Visitor();

        var right = await Ask(one.Number, phone);
        var wrong = await Ask(one.Number, "13312345678");
        Assert.Equal((200, "/case/lost-code/asked"), (right.Status, right.Address));
        Assert.Equal((right.Status, right.Address, right.Html), (wrong.Status, wrong.Address, wrong.Html));
        Assert.Equal(1, await Messages(server, one));

        var unreadable = await Ask("TD1", "12");
        Assert.Equal(422, unreadable.Status);
        Assert.Contains("value=\"TD1\"", unreadable.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"12\"", unreadable.Html, StringComparison.Ordinal);
        await server.Anyone.Post("/case/lost-code", new { number = one.Number, phone });
        Assert.Equal(1, await Messages(server, one));

        async Task<WebPage> Ask(string number, string telephone) => await visitor.Press(
            await visitor.Open("/case/lost-code"), "发送查询码", ("申请编号", number), ("申请时留的手机号", telephone));
    }

    private static async Task<int> Messages(TongdianServer server, CaseUnderTest one) =>
        await one.Look() is { Id: { Value: var id } } ? await server.Stored(db => db.Set<Message>().CountAsync(m => m.CaseId == id)) : 0;

    private static async Task<int> Looks(TongdianServer server, CaseUnderTest one) =>
        await one.Look() is { Id: { Value: var id } } ? await server.Stored(db => db.Set<Unmasking>().CountAsync(m => m.CaseId == id)) : 0;

    private static async Task<string> Phone(TongdianServer server, CaseUnderTest one) =>
        (await server.Services.GetRequiredService<CaseParties>().Read((await one.Look()).Customer, default))!.Phone;
}
