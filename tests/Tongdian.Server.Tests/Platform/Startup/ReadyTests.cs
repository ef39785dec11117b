using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Tongdian.Server.Platform.Startup;
using Tongdian.Server.Platform.Storage;
using Tongdian.Server.Tests.Platform.Storage;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;

namespace Tongdian.Server.Tests.Platform.Startup;

/// <summary>Whether a server can be asked is for everybody; what is wrong with it, for the machine itself.</summary>
public sealed class ReadyTests(PostgresServer postgres)
{
    // No disk has so much.
    private const string Much = "1000000000";

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("")]
    public async Task Others_hear_one_word_and_the_machine_itself_what_is_missing(string known)
    {
        await using var on = await TestDatabase.Create(Database.Sqlite, postgres);
        await using var server = await TongdianServer.Start(on, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Proxy:Known"] = known, ["Health:FreeMegabytes"] = Much, ["TONGDIAN_MASTER_KEY"] = "" });
        var data = on.Settings["TONGDIAN_DATA"]!;
        File.Delete(Path.Combine(data, "keys", "master.key"));
        var other = server.Anyone.With("X-Forwarded-For", "203.0.113.7");

        var whole = await server.Anyone.Get("/health/ready");
        Assert.Equal(200, whole.Status);
        Assert.StartsWith($"ready\nfailing: the disk of {data} has ", whole.Text, StringComparison.Ordinal);
        Assert.Contains("master.key is gone", whole.Text, StringComparison.Ordinal);
        Assert.Equal((200, "ready"), await Said(other));

        server.Services.GetRequiredService<Readiness>().Ready = false;
        Assert.Equal((503, "ready: still preparing"), await Said(server.Anyone));
        Assert.Equal((503, "not ready"), await Said(other));
    }

    [Fact]
    public async Task What_goes_wrong_is_among_the_figures()
    {
        await using var on = await TestDatabase.Create(Database.Sqlite, postgres);
        await using var server = await TongdianServer.Start(on, new Dictionary<string, string?>(StringComparer.Ordinal) { ["TONGDIAN_MASTER_KEY"] = "", ["Health:FreeMegabytes"] = "0" });
        var before = Gauges.Of(server);
        Assert.Equal((0.0, 0.0), (before["tongdian.failing"], before["tongdian.master.key.missing"]));
        Assert.True(before["tongdian.disk.free.bytes"] > 0);

        File.Delete(Path.Combine(on.Settings["TONGDIAN_DATA"]!, "keys", "master.key"));

        var after = Gauges.Of(server);
        Assert.Equal((1.0, 1.0), (after["tongdian.failing"], after["tongdian.master.key.missing"]));
    }

    [Fact]
    public async Task While_the_database_is_away_everything_else_is_said_all_the_same()
    {
        await using var on = await TestDatabase.Create(Database.Postgres, postgres);
        var wire = CutWire.To(on.Settings["ConnectionStrings:Postgres"]!, "nothing is lost");
        await using var server = await TongdianServer.Start(on, new Dictionary<string, string?>(StringComparer.Ordinal) { ["ConnectionStrings:Postgres"] = wire.ConnectionString, ["Health:FreeMegabytes"] = Much });
        await wire.DisposeAsync();

        var away = await server.Anyone.Get("/health/ready");

        Assert.Equal(503, away.Status);
        Assert.StartsWith("ready: the database does not answer", away.Text, StringComparison.Ordinal);
        Assert.Contains("\nfailing: the disk of ", away.Text, StringComparison.Ordinal);
        Assert.Equal((503, "not ready"), await Said(server.Anyone.With("X-Forwarded-For", "203.0.113.7")));
        Assert.Null(server.Services.GetRequiredService<Backlog>().OutboxSeconds);
    }

    [Fact]
    public async Task While_the_database_is_away_whoever_asks_is_told_to_come_again()
    {
        await using var on = await TestDatabase.Create(Database.Postgres, postgres);
        var wire = CutWire.To(on.Settings["ConnectionStrings:Postgres"]!, "nothing is lost");
        await using var server = await TongdianServer.Start(on, new Dictionary<string, string?>(StringComparer.Ordinal) { ["ConnectionStrings:Postgres"] = wire.ConnectionString });
        var one = await CaseUnderTest.Submit(server, Samples.Home());
        using var visitor = server.Visitor();
        var form = await visitor.Open("/case");
        var administrator = await server.As("administrator");
        await wire.DisposeAsync();

        var (sent, looked) = (await server.Anyone.Post("/api/v1/cases", Samples.Home()), await server.Anyone.With("X-Access-Code", one.Code).Get(one.Path));

        Assert.Equal((503, "storage.unsure", "2"), (sent.Status, sent.Code, sent.Headers["Retry-After"]));
        Assert.Equal((503, "storage.away", "2"), (looked.Status, looked.Code, looked.Headers["Retry-After"]));
        var (work, check) = (await administrator.Post("/api/v1/field/work", new { sentAt = server.Time.GetUtcNow() }), await administrator.Post("/api/v1/administration/processes/check", new { yaml = "id: x" }));
        Assert.Equal((503, "storage.away"), (work.Status, work.Code));
        Assert.Equal((503, "storage.away"), (check.Status, check.Code));
        var page = await visitor.Press(form, "查看我的申请", ("申请编号", one.Number), ("查询码", one.Code));
        Assert.Equal(503, page.Status);
        Assert.Contains("请稍候片刻再查看", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_and_a_locked_file_are_no_mistake_and_a_wrong_query_is_one()
    {
        Assert.True(Outage.Is(new DbUpdateException("", new SqliteException("database or disk is full", 13))));
        Assert.True(Outage.Is(new IOException("No space left on device", 28)));
        Assert.True(Outage.Is(new NpgsqlException("", new TimeoutException())));
        Assert.True(Outage.Is(new PostgresException("could not extend file", "ERROR", "ERROR", "53100")));
        Assert.False(Outage.Is(new SqliteException("no such table", 1)));
        Assert.False(Outage.Is(new PostgresException("syntax error", "ERROR", "ERROR", "42601")));
        Assert.False(Outage.Is(new IOException("broken")));
        Assert.False(Outage.Is(new InvalidOperationException()));
    }

    private static async Task<(int Status, string Text)> Said(ApiClient by) => await by.Get("/health/ready") is var answer ? (answer.Status, answer.Text) : default;
}
