using System.Diagnostics;
using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Tongdian.Server.Platform.Startup;

/// <summary>
/// What the platform says of itself: figures at <c>/metrics</c>; with the usual setting <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> figures and the way of each request through
/// server and database also go to a collector.
/// </summary>
internal static class Telemetry
{
    // Route, method, status and version of HTTP: whoever tries every door makes more kinds than the 2,000 that are usual, and what comes after those is told without its route.
    private const int MostKindsOfRequest = 8_000;

    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(r => r.AddService("tongdian"))
            .WithMetrics(m => m.AddAspNetCoreInstrumentation().AddMeter("Tongdian", "System.Runtime", "Npgsql").AddPrometheusExporter());
        services.ConfigureOpenTelemetryMeterProvider((s, m) => m.AddView(instrument => Kept(instrument, s.GetRequiredService<IMeterFactory>())));
        if (string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            return;
        telemetry.WithTracing(t => t.AddAspNetCoreInstrumentation().AddSource("Npgsql", "Microsoft.Orleans.Runtime", "Microsoft.Orleans.Application").AddProcessor<WithoutPersons>())
            .UseOtlpExporter();
    }

    // A figure of another server in this process is not taken: where many live together, as in the tests, each would keep the figures of all of them.
    private static MetricStreamConfiguration? Kept(Instrument instrument, IMeterFactory own) =>
        instrument.Meter.Scope is { } scope && !ReferenceEquals(scope, own) ? MetricStreamConfiguration.Drop
        : instrument.Name == "http.server.request.duration" ? new MetricStreamConfiguration { CardinalityLimit = MostKindsOfRequest }
        : null;

    /// <summary>Takes out of a trace what names a case, a link of a customer or a machine of theirs: the route says which page it was.</summary>
    private sealed class WithoutPersons : BaseProcessor<Activity>
    {
        private static readonly string[] Tags = ["url.path", "url.query", "url.full", "user_agent.original", "client.address", "network.peer.address"];

        public override void OnEnd(Activity data)
        {
            foreach (var tag in Tags)
                data.SetTag(tag, null);
        }
    }
}
