using System.Net;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Startup;

/// <summary>The program is told to stop, as systemd tells it.</summary>
public sealed class StopInOrderTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_says_that_it_is_going_and_goes_on_serving_until_it_is_time()
    {
        await using var on = await TestDatabase.Create(Database.Sqlite, postgres);
        var server = await ServerProcess.Start(on, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Shutdown:DrainSeconds"] = "600" });
        using var http = new HttpClient { BaseAddress = server.Address };
        Assert.Equal("ready", await http.GetStringAsync("/health/ready", Cancel));
        Assert.NotEqual(true, (await http.GetAsync("/", Cancel)).Headers.ConnectionClose);

        server.Ask();
        await Patience.Until(async () =>
        {
            using var ready = await http.GetAsync("/health/ready", Cancel);
            return ready.StatusCode == HttpStatusCode.ServiceUnavailable && await ready.Content.ReadAsStringAsync(Cancel) == "ready: stopping";
        });
        // The one word that a proxy may know for everybody.
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/health/ready") { Headers = { { "X-Forwarded-For", "203.0.113.7" } } };
        using var told = await http.SendAsync(asked, Cancel);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "stopping"), (told.StatusCode, await told.Content.ReadAsStringAsync(Cancel)));
        using var page = await http.GetAsync("/", Cancel);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        // A connection that is ended with its answer is not in use when all are closed.
        Assert.True(page.Headers.ConnectionClose);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live", Cancel)).StatusCode);

        // Told twice, it waits no longer.
        server.Ask();
        Assert.Equal(0, await server.Ended());
        server.Kill();
    }

    [Fact]
    public async Task A_server_alone_stops_at_once()
    {
        await using var on = await TestDatabase.Create(Database.Sqlite, postgres);
        var server = await ServerProcess.Start(on, new Dictionary<string, string?>(StringComparer.Ordinal));

        server.Ask();
        Assert.Equal(0, await server.Ended());
        server.Kill();
    }
}
