using System.Buffers.Binary;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tongdian.Server.Modules.Calls;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Platform.Outbox;
using Tongdian.Server.Platform.Storage;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;

namespace Tongdian.Server.Tests.Modules.Notices;

/// <summary>
/// A real server sends to a real mail server and to a provider that is busy, slow, silent, breaks off after it took a message, says yes twice or never;
/// and it is killed in the middle, again and again.
/// </summary>
public sealed class KilledWhileSendingTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Databases))]
    public Task Every_message_arrives_once_and_in_order_whenever_the_server_is_killed(Database database) => Seed.Of(seed => Run(database, cases: 16, each: 6, kills: 2, seed));

    // Run when asked for: it takes minutes.
    [Theory(Explicit = true), ClassData(typeof(Databases))]
    public Task Every_message_arrives_once_and_in_order_though_the_server_is_killed_thirty_times(Database database) => Seed.Of(seed => Run(database, cases: 60, each: 40, kills: 30, seed));

    private async Task Run(Database database, int cases, int each, int kills, int seed)
    {
        // The kills are those of the seed; what a message meets follows from its id, which is another one in every run.
        var random = new Random(seed);
        var tried = new System.Collections.Concurrent.ConcurrentDictionary<Guid, SmsAnswer>();
        await using var sms = new SmsStub { Otherwise = id => Answer(id) };
        await using var mail = await MailServer.Start();
        // Whatever the seed: some mails are taken without a word.
        await mail.Next(["reset", "accept", "reset", "silent", .. Enumerable.Range(0, cases * each / 3).Select(_ => random.Next(100) switch { < 8 => "defer", < 14 => "reset", < 17 => "silent", _ => "accept" })]);
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Notices:Sms:Url"] = sms.Url, ["Notices:Sms:TimeoutSeconds"] = "2", ["Notices:Smtp:Host"] = "127.0.0.1", ["Notices:Smtp:Port"] = $"{mail.Port}",
            ["Notices:Smtp:From"] = "service@example.test", ["Notices:Smtp:TimeoutSeconds"] = "2", ["Notices:LeaseSeconds"] = "8", ["Notices:QuietHours"] = "none",
        };
        await using var on = await TestDatabase.Create(database, postgres);
        await using var looking = await TongdianServer.Start(
            on, settings, s => s.Remove(s.Last(h => h.ServiceType == typeof(IHostedService) && h.ImplementationFactory?.Method.ReturnType == typeof(SendMessages))), TimeProvider.System);

        var began = TimeProvider.System.GetTimestamp();
        var server = await ServerProcess.Start(on, settings);
        try
        {
            // The first message of each is from its submission, the others are written while it and they are sent.
            var writing = Task.Run(() => Write(looking, cases, each), Cancel);
            var all = cases * (each + 1);
            foreach (var instant in Enumerable.Range(0, kills).Select(_ => random.Next(all / 20, all * 9 / 10)).Order().ToList())
            {
                await Patience.Until(() => Task.FromResult(Arrived(sms, mail).Count >= instant));
                TestContext.Current.TestOutputHelper?.WriteLine($"Killed with {Arrived(sms, mail).Count} of {all} arrived, after {TimeProvider.System.GetElapsedTime(began).TotalSeconds:F1} s");
                server.Kill();
                server = await ServerProcess.Start(on, settings);
            }

            await writing;
            TestContext.Current.TestOutputHelper?.WriteLine($"All written, {Arrived(sms, mail).Count} arrived, after {TimeProvider.System.GetElapsedTime(began).TotalSeconds:F1} s");
            await Patience.Until(async () => !await looking.Stored(db => db.Set<OutboxRow>().AnyAsync(o => o.Consumer == OnCaseChanged.Consumer, Cancel))
                && !await looking.Stored(db => db.Set<Message>().AnyAsync(m => m.NextAt != null, Cancel)));
        }
        finally
        {
            server.Kill();
        }

        await mail.TakenByNow();
        await Check(looking, sms, mail, cases, each, $"seed {seed}");

        SmsAnswer Answer(Guid id)
        {
            var fate = new Random(seed ^ BinaryPrimitives.ReadInt32LittleEndian(id.ToByteArray().AsSpan(12))).Next(100);
            if (fate < 3)
                return SmsAnswer.Refuse;
            // A message has bad luck once.
            var first = fate switch { < 13 => SmsAnswer.Busy, < 23 => SmsAnswer.ResetAfterAccepting, < 28 => SmsAnswer.Silent, < 36 => SmsAnswer.Slow, < 42 => SmsAnswer.Twice, _ => SmsAnswer.Accept };
            return tried.TryAdd(id, first) ? first : SmsAnswer.Accept;
        }
    }

    // Every third customer wants mails, and every third of those has a mailbox that is not there.
    private static async Task Write(TongdianServer server, int cases, int each)
    {
        var (write, choices, store) = (server.Services.GetRequiredService<WriteNotice>(), server.Services.GetRequiredService<NoticeChoices>(), server.Services.GetRequiredService<Tongdian.Server.Platform.Storage.Database>());
        var all = new List<CaseUnderTest>();
        for (var n = 0; n < cases; n++)
        {
            var application = Samples.Home();
            application["customer"]!["email"] = n % 9 == 0 ? $"nobody-{n}@example.test" : $"customer-{n}@example.test";
            all.Add(await CaseUnderTest.Submit(server, application));
        }

        // A message has its place among those that are there: what is written in the same moment has none before it yet.
        await Patience.Until(async () => await server.Stored(db => db.Set<Message>().CountAsync(m => m.Purpose == NoticeKinds.Submitted.Id && m.TakesPlaceOf == null, Cancel)) == cases);
        foreach (var one in all.Where((_, n) => n % 3 == 0))
            await choices.Keep((await one.Look()).Customer.Person, MessageChannel.Mail, noCare: false, server.Time.GetUtcNow(), Cancel);
        for (var n = 0; n < each; n++)
        {
            var batch = new WriteBatch();
            foreach (var one in all)
            {
                // Some of them urgent: they may pass the others.
                var notice = new Notice(n % 5 == 4 ? NoticeKinds.Late : NoticeKinds.Rejected, new Dictionary<string, string>(StringComparer.Ordinal) { ["reason"] = $"第{n}号", ["expected"] = "明天", ["owner"] = "王", ["phone"] = "1" });
                (await write.ToCustomer(await one.Look(), notice, server.Time.GetUtcNow(), Cancel)).Value(batch);
            }

            await store.Commit(batch, Cancel);
        }
    }

    private static Dictionary<Guid, DateTimeOffset> Arrived(SmsStub sms, MailServer mail) => sms.Taken.Select(t => (Id: t.Key, At: t.Value))
        .Concat(mail.Taken.Select(t => (Id: Guid.ParseExact(t.Id.Split('@', 2)[0], "N"), t.At))).GroupBy(t => t.Id).ToDictionary(g => g.Key, g => g.Min(t => t.At));

    private static async Task Check(TongdianServer server, SmsStub sms, MailServer mail, int cases, int each, string seed)
    {
        var messages = await server.Stored(db => db.Set<Message>().AsNoTracking().ToListAsync(Cancel));
        var calls = (await server.Stored(db => db.Set<Call>().AsNoTracking().Select(c => c.Key).ToListAsync(Cancel))).ToHashSet(StringComparer.Ordinal);
        var instead = messages.Where(m => m.TakesPlaceOf is not null).ToDictionary(m => m.TakesPlaceOf!.Value);
        var arrived = Arrived(sms, mail);

        // Nothing is lost: what was to be told is there, arrived, or somebody calls.
        string[] written = [NoticeKinds.Rejected.Id, NoticeKinds.Late.Id];
        Assert.Equal((cases, cases * each, seed), (messages.Count(m => m.Purpose == NoticeKinds.Submitted.Id && m.TakesPlaceOf is null), messages.Count(m => written.Contains(m.Purpose) && m.TakesPlaceOf is null), seed));
        foreach (var message in messages)
        {
            var known = message.SentAt is not null ? arrived.ContainsKey(message.Id)
                : message.Failure is not null && !arrived.ContainsKey(message.Id) && (calls.Contains(message.Id.ToString("N")) || instead.ContainsKey(message.Id));
            Assert.True(known, $"{message.Id} by {message.Channel}: sent {message.SentAt:O}, {message.Failure}, arrived {arrived.ContainsKey(message.Id)}; {seed}");
        }

        // Nobody was told anything twice: by its id the provider, by its name the mailbox knows what came again, and no two say the same.
        Assert.Empty(arrived.Keys.Except(messages.Select(m => m.Id)));
        var read = sms.Delivered.Select(d => d.Text).Concat(mail.Taken.DistinctBy(t => t.Id).Select(t => MimeKit.MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(t.Mail))).TextBody)).ToList();
        Assert.Equal(arrived.Count, read.Select(t => t!.Split("/m/", 2)[0]).Distinct(StringComparer.Ordinal).Count());

        foreach (var ofCase in messages.Where(m => arrived.ContainsKey(m.Id)).GroupBy(m => m.CaseId))
        {
            foreach (var (later, earlier) in from a in ofCase from b in ofCase where a.CreatedAt > b.CreatedAt && (b.Urgent || !a.Urgent) select (a, b))
                Assert.True(arrived[later.Id] >= arrived[earlier.Id], $"{later.Purpose} of {later.CreatedAt:O} came before {earlier.Purpose} of {earlier.CreatedAt:O}; {seed}");
        }

        // What this test is about did happen.
        Assert.Contains(messages, m => m is { Channel: MessageChannel.Mail, SentAt: not null });
        Assert.Contains(messages, m => m is { TakesPlaceOf: not null, SentAt: not null });
        Assert.True(sms.Requests.Count > sms.Delivered.Count);
        Assert.True(mail.Taken.Count > mail.Taken.DistinctBy(t => t.Id).Count());
    }
}
