using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tongdian.Server.Modules.Calls;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Platform.Storage;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;

namespace Tongdian.Server.Tests.Modules.Notices;

/// <summary>What must not be missed goes by another way that is open, once, before somebody has to call.</summary>
public sealed class OtherWayTests(PostgresServer postgres)
{
    [Theory, ClassData(typeof(Databases))]
    public async Task What_must_not_be_missed_goes_by_the_other_way_once_in_its_place_and_not_at_night_and_then_somebody_calls(Database database)
    {
        await using var sms = new SmsStub();
        await using var mail = await MailServer.Start();
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(
            test,
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Notices:Sms:Url"] = sms.Url, ["Notices:Smtp:Host"] = "127.0.0.1", ["Notices:Smtp:Port"] = $"{mail.Port}", ["Notices:Smtp:From"] = "service@example.test",
            },
            services => services.Remove(services.Last(s => s.ServiceType == typeof(IHostedService) && s.ImplementationFactory?.Method.ReturnType == typeof(SendMessages))));
        var application = Samples.Home();
        application["customer"]!["email"] = "zhang@example.test";
        var one = await CaseUnderTest.Submit(server, application);
        var send = server.Services.GetRequiredService<SendMessages>();

        // The provider finds the number wrong: the mail has its place, and what was written after it waits for the mail.
        await Write(server, one, NoticeKinds.Rejected);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await Write(server, one, NoticeKinds.Rejected);
        sms.Next(SmsAnswer.Refuse);
        await send.SendDue(default);
        await send.SendDue(default);
        var (first, instead, second) = await Three(server);
        Assert.Equal((MessageChannel.Sms, null, "http-400"), (first.Channel, first.SentAt, first.Failure));
        Assert.Equal((MessageChannel.Mail, first.Id, first.CreatedAt), (instead.Channel, instead.TakesPlaceOf, instead.CreatedAt));
        Assert.Equal(($"{instead.Id:N}@example.test", "zhang@example.test"), (Assert.Single(await mail.TakenByNow()).Id, mail.Taken[0].To));
        Assert.True(mail.Taken[0].At <= sms.Taken[second.Id]);
        Assert.Equal(0, await Calls(server));

        // In the night the provider says that the second one did not arrive: its mail waits for the morning. When that does not arrive either, somebody calls.
        server.Later(TimeSpan.FromHours(13));
        await Undelivered(server, second);
        await Undelivered(server, second);
        await send.SendDue(default);
        Assert.Single(await mail.TakenByNow());
        server.Later(TimeSpan.FromHours(9));
        await send.SendDue(default);
        Assert.Equal(2, (await mail.TakenByNow()).Count);
        Assert.Equal(0, await Calls(server));
        await Undelivered(server, await server.Stored(db => db.Set<Message>().AsNoTracking().SingleAsync(m => m.TakesPlaceOf == second.Id)));
        Assert.Equal(1, await Calls(server));

        // What only tells how things go on is not worth a second try: somebody sees that it failed.
        await Write(server, one, NoticeKinds.Withdrawn);
        sms.Next(SmsAnswer.Refuse);
        await send.SendDue(default);
        await send.SendDue(default);
        Assert.Equal(2, (await mail.TakenByNow()).Count);
        Assert.Equal(2, await Calls(server));
    }

    [Theory]
    [InlineData("Notices:QuietHours", "25:00-08:00")]
    [InlineData("Notices:QuietHours", "22:00")]
    [InlineData("Notices:LeaseSeconds", "20")]
    public void A_setting_that_cannot_be_is_named(string name, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(name, (string?)value)]).Build();
        using var services = new ServiceCollection().BuildServiceProvider();

        Assert.StartsWith(name, Assert.Throws<FormatException>(() => new NoticeSettings(configuration, services)).Message, StringComparison.Ordinal);
    }

    private static async Task Write(TongdianServer server, CaseUnderTest one, NoticeKind kind)
    {
        var notice = new Notice(kind, new Dictionary<string, string>(StringComparer.Ordinal) { ["reason"] = "线路已满" });
        await Commit(server, (await server.Services.GetRequiredService<WriteNotice>().ToCustomer(await one.Look(), notice, server.Clock.GetUtcNow(), default)).Value);
    }

    private static Task Undelivered(TongdianServer server, Message message) => Commit(server, batch => GiveUp.Undelivered(batch, message, "UNDELIV", server.Clock.GetUtcNow()));

    private static async Task Commit(TongdianServer server, Action<WriteBatch> rows)
    {
        var batch = new WriteBatch();
        rows(batch);
        await server.Services.GetRequiredService<Tongdian.Server.Platform.Storage.Database>().Commit(batch, default);
    }

    private static async Task<(Message First, Message Instead, Message Second)> Three(TongdianServer server)
    {
        var all = await server.Stored(db => db.Set<Message>().AsNoTracking().OrderBy(m => m.CreatedAt).ToListAsync());
        Assert.Equal(3, all.Count);
        return (all.Single(m => m.Failure is not null), all.Single(m => m.TakesPlaceOf is not null), all[2]);
    }

    private static Task<int> Calls(TongdianServer server) => server.Stored(db => db.Set<Call>().CountAsync());
}
