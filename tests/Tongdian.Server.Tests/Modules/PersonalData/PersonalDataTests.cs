using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Platform.Backup;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;

namespace Tongdian.Server.Tests.Modules.PersonalData;

/// <summary>Somebody asks what is known about them, and then that it goes. Canaries are looked for everywhere.</summary>
public sealed class PersonalDataTests(PostgresServer postgres)
{
    private const string Name = "金丝雀鸣";
    private const string Mail = "canary.singer@example.test";
    private const string Address = "示范县示范路金丝雀巷77号";
    private const string Withdrawal = "金丝雀搬家不办了";
    private const string Question = "金丝雀家电表几时能装好";
    private const string Camera = "CanaryCam9000";
    private const string Note = "金丝雀出远门不在家";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Databases))]
    public async Task Who_asks_gets_everything_and_who_is_erased_is_found_nowhere(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        using var folder = new TemporaryFolder();
        var said = new Heard();
        string number, asked, phone, identity;
        byte[] wrapped;
        await using (var server = await TongdianServer.Start(on, services: s => s.AddSingleton<ILoggerFactory>(LoggerFactory.Create(l => l.SetMinimumLevel(LogLevel.Debug).AddProvider(said)))))
        {
            var application = Samples.Home();
            (application["customer"]!["name"], application["customer"]!["email"], application["site"]!["address"]) = (Name, Mail, Address);
            (phone, identity) = (application["customer"]!["phone"]!.GetValue<string>(), application["customer"]!["idNumber"]!.GetValue<string>());
            foreach (var kind in Samples.DocumentsOf(application))
                application["documents"]!.AsArray().Add(new System.Text.Json.Nodes.JsonObject { ["kind"] = kind, ["file"] = await server.Anyone.Upload(Photos.Jpeg(64, 48, new Exif(new DateTime(2026, 3, 1), "+08:00", 40.3, 116.6, Camera, "X"))) });
            var one = await CaseUnderTest.Submit(server, application, withDocuments: false);
            number = one.Number;
            var other = await CaseUnderTest.Submit(server, Samples.Home(), withDocuments: false);
            var enquiry = (await one.Customer.Post("/api/v1/enquiries", new Dictionary<string, object?> { ["kind"] = "enquiry", ["text"] = Question, ["case"] = new { number, accessCode = one.Code } })).Expect(201);
            asked = enquiry.GetProperty("number").GetString()!;
            await Recording.Everything(server);
            var (auditor, manager) = (await server.As("auditor"), await server.As("manager"));

            // Who may, and why.
            Assert.Equal(403, (await (await server.As("surveyor")).Post("/api/v1/personal-data/exports", new { number, reason = "x" })).Status);
            Assert.Equal("422 case.reason-missing", (await auditor.Post("/api/v1/personal-data/exports", new { number, reason = " " })).Refusal);
            var zip = await auditor.Post("/api/v1/personal-data/exports", new { number, reason = "本人到厅申请" });
            Assert.Equal(200, zip.Status);
            await Holds(zip.Bytes, phone, identity, number);

            // Open cases refuse it, and nobody does it alone.
            Assert.Equal("409 personal-data.open", (await auditor.Post("/api/v1/personal-data/erasures", new { number, reason = "本人到厅申请" })).Refusal);
            (await one.Do(one.Customer, "withdraw", new { reason = Withdrawal })).Expect(200);
            await Close(server, asked);
            await Recording.Everything(server);
            Assert.Equal(["reason"], await Found(on, [("reason", Withdrawal), ("name", Name), ("phone", phone), ("identity", identity), ("address", Address), ("mail", Mail), ("question", Question)]));
            var request = (await auditor.Post("/api/v1/personal-data/erasures", new { number, reason = "本人到厅申请" })).Expect(200).GetProperty("id").GetGuid();
            Assert.Equal("403 personal-data.same-person", (await auditor.Post($"/api/v1/personal-data/erasures/{request}/confirm")).Refusal);
            wrapped = await server.Stored(async db => (await db.Set<Person>().AsNoTracking().FirstAsync(p => db.Set<Tongdian.Server.Modules.Cases.CaseRow>().Any(c => c.Number == number && c.PersonId == p.Id))).WrappedKey);
            var files = Directory.GetFiles(Path.Combine(on.Settings["TONGDIAN_DATA"]!, "files"), "*", SearchOption.AllDirectories).Length;
            (await manager.Post($"/api/v1/personal-data/erasures/{request}/confirm")).Expect(200);
            Assert.Equal("409 personal-data.not-asked", (await manager.Post($"/api/v1/personal-data/erasures/{request}/confirm")).Refusal);
            Assert.Equal("410 person.erased", (await auditor.Post("/api/v1/personal-data/exports", new { number, reason = "再查" })).Refusal);
            await Clearing.Everything(server);
            Assert.True(Directory.GetFiles(Path.Combine(on.Settings["TONGDIAN_DATA"]!, "files"), "*", SearchOption.AllDirectories).Length < files);

            // The history stands; the log verifies; others are as they were.
            var events = (await manager.Get($"{one.Path}/events")).Expect(200).GetProperty("items");
            Assert.Contains(events.EnumerateArray(), e => e.GetProperty("kind").GetString() == "case-withdrawn");
            Assert.Equal(200, (await manager.Get(one.Path)).Status);
            Assert.Equal(200, (await manager.Get($"/api/v1/enquiries/{asked}")).Status);
            Assert.NotEqual(200, (await manager.Post($"{one.Path}/unmask", new { reason = "看看" })).Status);
            Assert.Equal(200, (await manager.Post($"{other.Path}/unmask", new { reason = "看看" })).Status);
            await Recording.Everything(server);
            Assert.Empty((await server.Services.GetRequiredService<AuditLog>().Do(Cancel)).Findings);
        }

        on.Release();
        var backup = Path.Combine(folder.Path, "backup");
        Assert.Equal(0, await BackupCommand.Run([backup, .. on.Options]));
        (string, string)[] canaries =
        [
            ("reason", Withdrawal), ("name", Name), ("phone", phone), ("identity", identity), ("address", Address), ("mail", Mail), ("question", Question), ("camera", Camera),
        ];
        Assert.Empty(await Found(on, canaries, wrapped));
        // What PostgreSQL's programs write is packed: what is in it shows when it is unpacked.
        await using var unpacked = await TestDatabase.Create(database, postgres);
        Assert.Equal(0, await RestoreCommand.Run([backup, "--replace", .. unpacked.Options]));
        Assert.Empty(await Found(unpacked, canaries, wrapped));
        var data = on.Settings["TONGDIAN_DATA"]!;
        foreach (var path in Directory.GetFiles(data, "*", SearchOption.AllDirectories).Concat(Directory.GetFiles(backup, "*", SearchOption.AllDirectories)))
        {
            var bytes = await File.ReadAllBytesAsync(path, Cancel);
            Assert.All(canaries, c => Assert.False(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(c.Item2)) >= 0, $"{c.Item1} in {path}"));
            Assert.False(bytes.AsSpan().IndexOf(wrapped) >= 0, $"The key in {path}");
        }

        var heard = said.All;
        Assert.Contains("POST", heard, StringComparison.OrdinalIgnoreCase);
        Assert.All(canaries, c => Assert.False(heard.Contains(c.Item2, StringComparison.Ordinal), $"{c.Item1} in the log"));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Words_that_were_erased_do_not_come_back_with_what_was_read_before(Database database)
    {
        await using var on = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(on);
        var elsewhere = ActivatorUtilities.CreateInstance<Tongdian.Server.Modules.Cases.CaseStore>(server.Services);
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        var began = server.Time.GetUtcNow();
        server.Clock.Advance(TimeSpan.FromMinutes(50));
        (await one.Do(await server.As("coordinator"), "stages/survey/pause/record", new { reason = "customer-absent", note = Note, from = began.AddMinutes(10), until = began.AddMinutes(40) })).Expect(200);
        server.Later(TimeSpan.FromHours(44));
        (await one.Do(one.Customer, "withdraw", new { })).Expect(200);
        var (auditor, manager, state) = (await server.As("auditor"), await server.As("manager"), await one.Look());
        // Who reads it again and again has it in memory, here and at another server.
        for (var n = 0; n < 3; n++)
            Assert.Equal((Note, Note), (Said((await manager.Get(one.Path)).Expect(200)), (await elsewhere.Find(state.Number, Cancel))!.Stage("survey").Kept!.Value[0].Note));
        await Recording.Everything(server);

        var asked = (await auditor.Post("/api/v1/personal-data/erasures", new { number = one.Number, reason = "本人到厅申请" })).Expect(200).GetProperty("id").GetGuid();
        (await manager.Post($"/api/v1/personal-data/erasures/{asked}/confirm")).Expect(200);

        Assert.Equal(("", ""), (Said((await manager.Get(one.Path)).Expect(200)), (await elsewhere.Find(state.Number, Cancel))!.Stage("survey").Kept!.Value[0].Note));
        (await one.Do(manager, "clocks/survey/correct", new { reason = "核对后更正" })).Expect(200);
        await Recording.Everything(server);
        Assert.Equal("", Said((await manager.Get(one.Path)).Expect(200)));
        Assert.Empty(await Found(on, [("note", Note)]));

        static string? Said(JsonElement whole) => whole.GetProperty("pauses").GetProperty("survey")[0].GetProperty("note").GetString();
    }

    private static async Task Holds(byte[] bytes, string phone, string identity, string number)
    {
        await using var zip = new ZipArchive(new MemoryStream(bytes));
        var data = await Text(zip, "data.json");
        var page = await Text(zip, "index.html");
        foreach (var canary in new[] { Name, Mail, Address, phone, identity, Question, number })
        {
            Assert.Contains(canary, data, StringComparison.Ordinal);
            Assert.Contains(canary, page, StringComparison.Ordinal);
        }

        var tables = JsonElement.Parse(data).GetProperty("tables");
        foreach (var table in new[] { "cases", "case_events", "enquiries", "messages", "stored_files", "evidence_leaves" })
            Assert.NotEqual(0, tables.GetProperty(table).GetArrayLength());
        var photos = zip.Entries.Where(e => e.FullName.StartsWith("files/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(photos);
        using var first = new MemoryStream();
        await (await photos[0].OpenAsync(Cancel)).CopyToAsync(first, Cancel);
        Assert.True(first.ToArray().AsSpan().IndexOf(Encoding.ASCII.GetBytes(Camera)) >= 0, "The original has its EXIF");
    }

    private static async Task<string> Text(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(await zip.GetEntry(name)!.OpenAsync(Cancel));
        return System.Net.WebUtility.HtmlDecode(await reader.ReadToEndAsync(Cancel));
    }

    private static async Task Close(TongdianServer server, string number)
    {
        var store = server.Services.GetRequiredService<Tongdian.Server.Modules.Enquiries.EnquiryStore>();
        var enquiry = Tongdian.Domain.Enquiries.EnquiryNumber.TryParse(number, out var read) ? (await store.Find(read!.Value, Cancel))! : throw new InvalidOperationException(number);
        var login = (await server.Services.GetRequiredService<Tongdian.Server.Modules.People.CompanyDirectory>().Get(Cancel)).Staff[enquiry.Owner].Login;
        var owner = await server.As(login);
        (await owner.Post($"/api/v1/enquiries/{number}/answer", new { text = "下周装" }, enquiry.Version)).Expect(200);
        enquiry = (await store.Find(read.Value, Cancel))!;
        (await owner.Post($"/api/v1/enquiries/{number}/close", null, enquiry.Version)).Expect(200);
    }

    // Which of these stand in any column of any table: as they are, as JSON escapes them, and in bytes.
    private static async Task<IReadOnlyList<string>> Found(TestDatabase on, IReadOnlyList<(string What, string Text)> canaries, byte[]? key = null)
    {
        await using var connection = await on.Connect();
        var tables = new List<string>();
        await using (var list = connection.CreateCommand())
        {
            list.CommandText = connection is Npgsql.NpgsqlConnection ? "SELECT tablename FROM pg_tables WHERE schemaname = 'public'" : "SELECT name FROM sqlite_master WHERE type = 'table'";
            await using var names = await list.ExecuteReaderAsync(Cancel);
            while (await names.ReadAsync(Cancel))
                tables.Add(names.GetString(0));
        }

        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            await using var all = connection.CreateCommand();
            all.CommandText = $"SELECT * FROM \"{table}\"";
            await using var rows = await all.ExecuteReaderAsync(Cancel);
            while (await rows.ReadAsync(Cancel))
            {
                for (var i = 0; i < rows.FieldCount; i++)
                {
                    var value = rows.GetValue(i);
                    if (key is not null && value is byte[] raw && raw.AsSpan().IndexOf(key) >= 0)
                        found.Add("key");
                    var text = value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
                    found.UnionWith(canaries.Where(c => text.Contains(c.Text, StringComparison.Ordinal) || text.Contains(Escaped(c.Text), StringComparison.OrdinalIgnoreCase)).Select(c => c.What));
                }
            }
        }

        return [.. found];
    }

    private static string Escaped(string text) => string.Concat(text.Select(c => c < 128 ? $"{c}" : $"\\u{(int)c:x4}"));

    // Everything that the platform says, whoever says it.
    private sealed class Heard : ILoggerProvider, ILogger
    {
        private readonly StringBuilder all = new();

        public string All
        {
            get
            {
                lock (all)
                    return all.ToString();
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (all)
                all.AppendLine(formatter(state, exception)).Append(exception);
        }

        public void Dispose()
        {
        }
    }
}
