using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;
using Database = Tongdian.Server.Tests.Vocabulary.Database;

namespace Tongdian.Server.Tests.Platform.Startup;

/// <summary>What alerts are made of is really there.</summary>
public sealed partial class FiguresTests(Servers servers, PostgresServer postgres) : IClassFixture<Servers>
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Every_figure_that_an_alert_names_is_exposed(Database database)
    {
        var server = await servers.On(database);
        await CaseUnderTest.Submit(server, Samples.Home(), withDocuments: false);
        Assert.Equal(401, (await server.Anyone.Post("/api/v1/sessions", new { user = "nobody", password = "Wrong-password-1" })).Status);
        var named = Named().Matches(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", "prometheus", "alerts.yaml"), TestContext.Current.CancellationToken)).Select(m => m.Value).ToHashSet(StringComparer.Ordinal);
        Assert.True(named.Count >= 12, "The alerts are not where they are looked for");
        // Who asks again within a third of a second gets the figures of before.
        await Patience.Until(async () => named.IsSubsetOf((await server.Anyone.Get("/metrics")).Text.Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('{', ' ')[0])));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_waits_too_long_is_named_and_requests_go_on(Database database)
    {
        var server = await servers.On(database);
        await CaseUnderTest.Submit(server, Samples.Home(), withDocuments: false);
        server.Later(TimeSpan.FromHours(1));
        var ready = await server.Anyone.Get("/health/ready");
        Assert.Equal(200, ready.Status);
        Assert.Matches(@"^ready\nfailing: facts in the outbox wait for \d+ minutes, longer than Health__OutboxMinutes \(15\)", ready.Text);
        Assert.Contains("tongdian_outbox_age_seconds", (await server.Anyone.Get("/metrics")).Text, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task The_first_limit_that_nobody_looked_at_says_how_long_it_is_due(Database database)
    {
        var server = await servers.On(database);
        await CaseUnderTest.Submit(server, Samples.Home(), withDocuments: false);
        server.Later(TimeSpan.FromDays(30));
        var now = server.Time.GetUtcNow();
        var first = await server.Stored(db => db.Set<ClockRow>().Where(c => c.NextAt != null && c.NextAt <= now).MinAsync(c => c.NextAt));
        Assert.NotNull(first);
        Assert.Equal((now - first.Value).TotalSeconds, Gauges.Of(server)["tongdian.due.age.seconds"], 1.0);
    }

    [Fact]
    public async Task Connections_that_last_do_not_count_as_slow_answers()
    {
        var server = await servers.On(Database.Sqlite);
        var alerts = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", "prometheus", "alerts.yaml"), TestContext.Current.CancellationToken);
        var aside = new Regex($"^(?:{Aside().Match(alerts).Groups["routes"].Value})$", RegexOptions.None, TimeSpan.FromSeconds(1));
        await server.Anyone.Get("/hall/demo-county-east/live");
        await server.Anyone.Get("/staff/wall/live");
        await server.Anyone.Get("/api/v1/regions");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await Patience.Until(async () =>
        {
            seen.UnionWith(Route().Matches((await server.Anyone.Get("/metrics")).Text).Select(m => m.Groups["route"].Value));
            return seen.Count(r => r.EndsWith("/live", StringComparison.Ordinal)) >= 2 && seen.Any(r => r.EndsWith("/regions", StringComparison.Ordinal));
        });
        Assert.All(seen.Append("_blazor").Append("/_blazor"), r => Assert.Equal((r, r.EndsWith("/live", StringComparison.Ordinal) || r.EndsWith("_blazor", StringComparison.Ordinal)), (r, aside.IsMatch(r))));
    }

    [Fact]
    public async Task The_figures_of_a_server_are_its_own()
    {
        await using var elsewhere = await TestDatabase.Create(Database.Sqlite, postgres);
        await using var neighbour = await TongdianServer.Start(elsewhere);
        var server = await servers.On(Database.Sqlite);
        await server.Anyone.Get("/verify");
        await Patience.Until(async () => (await server.Anyone.Get("/metrics")).Text.Contains("http_route=\"/verify\"", StringComparison.Ordinal));
        var figures = (await neighbour.Anyone.Get("/metrics")).Text;
        Assert.Contains("tongdian_disk_free_bytes", figures, StringComparison.Ordinal);
        Assert.DoesNotContain("http_route=\"/verify\"", figures, StringComparison.Ordinal);
    }

    [GeneratedRegex("http_route!~\"(?<routes>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Aside();

    [GeneratedRegex("http_route=\"(?<route>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Route();

    [GeneratedRegex("""\b(?:tongdian|http_server)_[a-z_]+""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();
}
