using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Startup;

/// <summary>The way of a request goes to a collector, and says nothing of whom it was for.</summary>
public sealed class TelemetryTests(PostgresServer postgres)
{
    [Theory, ClassData(typeof(Databases))]
    public async Task A_request_is_told_by_its_route_without_number_code_or_link(Database database)
    {
        await using var collector = await ProviderStub.Start(_ => (200, ""));
        await using var test = await TestDatabase.Create(database, postgres);
        await using var server = await TongdianServer.Start(test, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf", ["OTEL_BSP_SCHEDULE_DELAY"] = "100", ["OTEL_METRIC_EXPORT_INTERVAL"] = "100",
        });
        var one = await CaseUnderTest.Submit(server, Samples.Home(), withDocuments: false);
        (await one.Customer.Get(one.Path)).Expect(200);
        using var visitor = server.Visitor();
        await visitor.Open("/m/a-link-of-nobody?word=somebody");

        string Sent() => string.Concat(collector.Requests.Select(r => r.Body));
        await Patience.Until(() => Task.FromResult(Sent() is var sent && sent.Contains("/api/v1/cases/{number}", StringComparison.Ordinal) && sent.Contains("http.server.request.duration", StringComparison.Ordinal)
            && sent.Contains("/m/{", StringComparison.Ordinal)));

        Assert.Contains(collector.Requests, r => r.Path == "/v1/traces");
        Assert.Contains(collector.Requests, r => r.Path == "/v1/metrics");
        foreach (var canary in (string[])[one.Number, one.Code, "a-link-of-nobody", "word=somebody"])
            Assert.DoesNotContain(canary, Sent(), StringComparison.Ordinal);
    }
}
