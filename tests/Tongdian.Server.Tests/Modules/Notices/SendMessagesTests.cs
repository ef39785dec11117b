using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tongdian.Server.Modules.Calls;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;

namespace Tongdian.Server.Tests.Modules.Notices;

/// <summary>Messages out: none lost, none twice, whatever the provider does.</summary>
public sealed class SendMessagesTests(PostgresServer postgres)
{
    [Theory, ClassData(typeof(Databases))]
    public async Task What_is_due_goes_out_once_and_the_provider_gets_number_and_text(Database database)
    {
        await using var sms = new SmsStub();
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await Start(test, sms.Url);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        await Write(server, one, "您好");

        Assert.Equal(1, await Send(server));
        Assert.Equal(0, await Send(server));

        var (to, text) = Assert.Single(sms.Delivered);
        Assert.Equal(await Phone(server, one), to);
        Assert.StartsWith($"【通电】很抱歉，您的申请 {one.Number} 无法办理，原因：您好。", text, StringComparison.Ordinal);
        Assert.Single(sms.Requests);
        Assert.Equal((server.Clock.GetUtcNow(), null, 1), await Only(server, m => (m.SentAt, m.NextAt, m.Attempts)));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_provider_that_is_busy_is_asked_again_later_and_less_often(Database database)
    {
        await using var sms = new SmsStub();
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await Start(test, sms.Url);
        await Write(server, await CaseUnderTest.Submit(server, Samples.Home()), "一");
        sms.Next(SmsAnswer.Busy, SmsAnswer.Busy);

        await Send(server);
        Assert.Equal((server.Clock.GetUtcNow().AddSeconds(2), "http-503"), await Only(server, m => (m.NextAt!.Value, m.Failure)));
        Assert.Equal(0, await Send(server));
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        await Send(server);
        Assert.Equal(server.Clock.GetUtcNow().AddSeconds(4), await Only(server, m => m.NextAt));
        server.Clock.Advance(TimeSpan.FromSeconds(4));
        await Send(server);

        Assert.Single(sms.Delivered);
        Assert.Single(sms.Requests.Distinct());
        Assert.NotNull(await Only(server, m => m.SentAt));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_a_provider_says_twice_is_no_answer_to_the_next_message(Database database)
    {
        await using var sms = new SmsStub();
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await Start(test, sms.Url);
        await Write(server, await CaseUnderTest.Submit(server, Samples.Home()), "一");
        sms.Next(SmsAnswer.Twice);
        await Send(server);
        await Write(server, await CaseUnderTest.Submit(server, Samples.Home()), "二");
        sms.Next(SmsAnswer.Busy);

        await Send(server);

        Assert.Single(sms.Delivered);
        Assert.Equal(["http-503"], await server.Stored(db => db.Set<Message>().Where(m => m.SentAt == null).Select(m => m.Failure).ToListAsync()));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_provider_that_takes_it_and_breaks_off_gets_the_same_id_again_and_the_customer_one_message(Database database)
    {
        await using var sms = new SmsStub();
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await Start(test, sms.Url);
        await Write(server, await CaseUnderTest.Submit(server, Samples.Home()), "一");
        sms.Next(SmsAnswer.ResetAfterAccepting, SmsAnswer.Silent);

        await Send(server);
        Assert.Equal("no-answer", await Only(server, m => m.Failure));
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await Send(server);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await Send(server);

        Assert.Single(sms.Delivered);
        Assert.Equal(3, sms.Requests.Count);
        Assert.Single(sms.Requests.Distinct());
        Assert.NotNull(await Only(server, m => m.SentAt));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_the_provider_finds_wrong_is_given_up_and_can_be_sent_again_by_a_person(Database database)
    {
        await using var sms = new SmsStub();
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await Start(test, sms.Url);
        await Write(server, await CaseUnderTest.Submit(server, Samples.Home()), "一");
        sms.Next(SmsAnswer.Refuse);

        await Send(server);
        Assert.Equal((null, null, "http-400"), await Only(server, m => (m.SentAt, m.NextAt, m.Failure)));
        // Whoever owns the case owes the customer a call.
        var call = Assert.Single(await server.Stored(db => db.Set<Call>().AsNoTracking().ToListAsync()));
        Assert.Equal((CallKind.Undelivered, NoticeKinds.Rejected.Id, null), (call.Kind, call.About, call.Outcome));
        server.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await Send(server));

        var (outbox, coordinator) = (server.Services.GetRequiredService<ReadOutbox>(), await server.Colleague("coordinator"));
        Assert.Null((await outbox.Again(coordinator, await Only(server, m => m.Id), default)).Error);
        Assert.Equal("message.not-given-up", (await outbox.Again(coordinator, await Only(server, m => m.Id), default)).Error?.Code);
        await Send(server);
        Assert.Single(sms.Delivered);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Who_dies_after_claiming_holds_a_message_only_for_the_lease(Database database)
    {
        await using var sms = new SmsStub();
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await Start(test, sms.Url);
        await Write(server, await CaseUnderTest.Submit(server, Samples.Home()), "一");
        var until = server.Clock.GetUtcNow() + server.Services.GetRequiredService<NoticeSettings>().Lease;
        await server.Stored(db => db.Set<Message>().ExecuteUpdateAsync(m => m.SetProperty(x => x.NextAt, until).SetProperty(x => x.Attempts, 1)));

        Assert.Equal(0, await Send(server));
        server.Clock.Advance(until - server.Clock.GetUtcNow());
        Assert.Equal(1, await Send(server));

        Assert.Single(sms.Delivered);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Two_that_send_at_once_send_each_message_once(Database database)
    {
        await using var sms = new SmsStub();
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await Start(test, sms.Url);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        for (var i = 0; i < 12; i++)
            await Write(server, one, $"第{i}条");

        var tried = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Send(server)));

        Assert.Equal(12, tried.Sum());
        Assert.Equal(12, sms.Delivered.Count);
        Assert.Equal(12, sms.Requests.Count);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Without_a_provider_everything_waits_and_goes_out_when_there_is_one(Database database)
    {
        await using var sms = new SmsStub();
        await using var test = await TestDatabase.Create(database, postgres);
        await using (var without = await Start(test, null))
        {
            await Write(without, await CaseUnderTest.Submit(without, Samples.Home()), "一");
            Assert.Equal(0, await Send(without));
        }

        await using var with = await Start(test, sms.Url);
        Assert.Equal(1, await Send(with));
        Assert.Single(sms.Delivered);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Messages_of_a_case_go_in_order_and_one_that_fails_holds_up_its_own_case_only(Database database)
    {
        await using var sms = new SmsStub();
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await Start(test, sms.Url);
        var (one, other) = (await CaseUnderTest.Submit(server, Samples.Home()), await CaseUnderTest.Submit(server, Samples.Home()));
        await Write(server, one, "一");
        sms.Next(SmsAnswer.Busy);
        await Send(server);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await Write(server, one, "二");
        await Write(server, other, "三");
        await Send(server);
        Assert.Contains("三", Assert.Single(sms.Delivered).Text, StringComparison.Ordinal);

        server.Clock.Advance(TimeSpan.FromSeconds(15));
        await Send(server);

        Assert.Equal(["三", "一", "二"], sms.InOrder.Select(t => t.Split("原因：")[1][..1]));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_waited_too_long_is_given_up_and_becomes_a_call(Database database)
    {
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await Start(test, null);
        await Write(server, await CaseUnderTest.Submit(server, Samples.Home()), "一");
        server.Later(NoticeKinds.Rejected.Lasts);

        await Send(server);

        Assert.Equal((null, "expired"), await Only(server, m => (m.NextAt, m.Failure)));
        Assert.Equal(1, await server.Stored(db => db.Set<Call>().CountAsync()));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_was_sealed_for_an_erased_customer_is_never_sent(Database database)
    {
        await using var sms = new SmsStub();
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await Start(test, sms.Url);
        await Write(server, await CaseUnderTest.Submit(server, Samples.Home()), "一");
        await server.Stored(async db =>
        {
            foreach (var person in await db.Set<Person>().ToListAsync())
                Vault.Erase(person, server.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });

        await Send(server);

        Assert.Empty(sms.Requests);
        Assert.Equal((null, "erased"), await Only(server, m => (m.NextAt, m.Failure)));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_server_sends_by_itself(Database database)
    {
        await using var sms = new SmsStub();
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await Start(test, sms.Url, byItself: true);
        await Write(server, await CaseUnderTest.Submit(server, Samples.Home()), "一");

        server.Clock.Advance(TimeSpan.FromSeconds(2));
        await sms.Came();

        Assert.Single(sms.Delivered);
    }

    private static Task<TongdianServer> Start(TestDatabase on, string? url, bool byItself = false) => TongdianServer.Start(
        on,
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["Notices:Sms:Url"] = url, ["Notices:Sms:TimeoutSeconds"] = "2" },
        services =>
        {
            // A test sends when it says so.
            if (!byItself)
                services.Remove(services.Last(s => s.ServiceType == typeof(IHostedService) && s.ImplementationFactory?.Method.ReturnType == typeof(SendMessages)));
        });

    private static Task<int> Send(TongdianServer server) => server.Services.GetRequiredService<SendMessages>().SendDue(default);

    private static async Task Write(TongdianServer server, CaseUnderTest one, string text)
    {
        var notice = new Notice(NoticeKinds.Rejected, new Dictionary<string, string>(StringComparer.Ordinal) { ["reason"] = text });
        var rows = await server.Services.GetRequiredService<WriteNotice>().ToCustomer(await one.Look(), notice, server.Clock.GetUtcNow(), default);
        var batch = new WriteBatch();
        rows.Value(batch);
        await server.Services.GetRequiredService<Tongdian.Server.Platform.Storage.Database>().Commit(batch, default);
    }

    private static Task<T> Only<T>(TongdianServer server, Func<Message, T> of) =>
        server.Stored(async db => of(await db.Set<Message>().AsNoTracking().SingleAsync()));

    private static async Task<string> Phone(TongdianServer server, CaseUnderTest one) =>
        (await server.Services.GetRequiredService<CaseParties>().Read((await one.Look()).Customer, default))!.Phone;
}
