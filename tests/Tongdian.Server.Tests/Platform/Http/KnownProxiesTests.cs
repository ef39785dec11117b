using Tongdian.Server.Platform.Http;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Http;

/// <summary>What a request says of its origin is believed of the proxies in the settings, and of nobody else.</summary>
public sealed class KnownProxiesTests(PostgresServer postgres)
{
    private const string One = "203.0.113.7";
    private const string Other = "203.0.113.8";
    private const string Inner = "10.20.0.5";

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.0.0.0/8, ::1", true)]
    [InlineData("10.20.0.5", false)]
    [InlineData("", false)]
    public async Task Limits_are_those_of_the_client_behind_a_known_proxy_and_of_whoever_calls_otherwise(string known, bool believed)
    {
        await using var on = await TestDatabase.Create(Database.Sqlite, postgres);
        await using var server = await TongdianServer.Start(on, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Proxy:Known"] = known, ["RateLimits:SessionsPerMinute"] = "2" });

        Assert.Equal([401, 401, 429], await SignIn(server, One, 3));
        Assert.Equal([believed ? 401 : 429], await SignIn(server, Other, 1));
        // A client that puts a name before its own is still itself.
        Assert.Equal([429], await SignIn(server, $"{Other}, {One}", 1));
    }

    [Fact]
    public async Task Of_two_known_proxies_in_a_row_each_is_believed_and_what_the_client_wrote_before_is_not()
    {
        await using var on = await TestDatabase.Create(Database.Sqlite, postgres);
        await using var server = await TongdianServer.Start(on, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Proxy:Known"] = $"127.0.0.1, {Inner}", ["RateLimits:SessionsPerMinute"] = "2" });

        Assert.Equal([401, 401, 429], await SignIn(server, $"{One}, {Inner}", 3));
        Assert.Equal([401], await SignIn(server, $"{Other}, {Inner}", 1));
        // A client that puts names before its own, of others or of a proxy, is still itself.
        Assert.Equal([429], await SignIn(server, $"{Other}, {One}, {Inner}", 1));
        Assert.Equal([429], await SignIn(server, $"{Inner}, {One}, {Inner}", 1));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("")]
    public async Task Figures_are_for_the_machine_itself_and_for_nobody_whom_a_proxy_brings(string known)
    {
        await using var on = await TestDatabase.Create(Database.Sqlite, postgres);
        await using var server = await TongdianServer.Start(on, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Proxy:Known"] = known });

        Assert.Equal(200, (await server.Anyone.Get("/metrics")).Status);
        foreach (var (name, value) in new[] { ("X-Forwarded-For", One), ("X-Forwarded-For", "127.0.0.1"), ("Forwarded", "for=127.0.0.1"), ("X-Real-IP", "127.0.0.1") })
            Assert.Contains((await server.Anyone.With(name, value).Get("/metrics")).Status, new[] { 401, 403 });
    }

    [Fact]
    public void What_is_neither_address_nor_network_is_named() =>
        Assert.Contains("not proxy.example", Assert.Throws<FormatException>(() => KnownProxies.Read("10.0.0.1, proxy.example")).Message, StringComparison.Ordinal);

    private static async Task<IReadOnlyList<int>> SignIn(TongdianServer server, string from, int times)
    {
        var statuses = new List<int>();
        for (var i = 0; i < times; i++)
            statuses.Add((await server.Anyone.With("X-Forwarded-For", from).Post("/api/v1/sessions", new { user = "nobody", password = "Wrong-password-1" })).Status);
        return statuses;
    }
}
