using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tongdian.Server.Platform.Privacy;

namespace Tongdian.Server.Platform.Startup;

/// <summary>
/// What goes wrong while requests can still be answered: a disk that is nearly full, a key file that is gone, an evidence log that stands still, an outbox that nobody
/// empties. A load balancer goes on sending; whoever runs it reads what is missing.
/// </summary>
internal sealed class Failing(IConfiguration configuration, Backlog backlog, Readiness readiness) : IHealthCheck
{
    private const double Megabyte = 1024 * 1024;

    private string Data => TongdianHost.DataFolder(configuration);

    private bool KeyIsGone => string.IsNullOrEmpty(configuration[MasterKey.Setting]) && !File.Exists(MasterKey.PathIn(Data));

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var wrong = Wrong();
        return Task.FromResult(wrong.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join("; ", wrong)));
    }

    /// <summary>Gives it to whoever collects figures.</summary>
    public void Publish(IMeterFactory meters)
    {
        var meter = meters.Create("Tongdian");
        meter.CreateObservableGauge("tongdian.disk.free.bytes", Free, description: "What is left on the disk of the data folder");
        meter.CreateObservableGauge("tongdian.master.key.missing", () => KeyIsGone ? 1 : 0, description: "1: the file of the master key is gone");
        meter.CreateObservableGauge("tongdian.failing", () => Wrong().Count, description: "How many things readiness names that go wrong while requests go on");
    }

    // Before all is prepared there is nothing more to say.
    private List<string> Wrong() => readiness.Ready ? [.. Faults()] : [];

    private IEnumerable<string> Faults()
    {
        var least = configuration.GetValue("Health:FreeMegabytes", 256L);
        if (Free() / Megabyte is var free && free < least)
            yield return FormattableString.Invariant($"the disk of {Data} has {free:0} MB left, less than Health__FreeMegabytes ({least})");
        if (KeyIsGone)
            yield return $"the master key {MasterKey.PathIn(Data)} is gone: bring it back before the next start";
        if (backlog.LogStands is { } why)
            yield return $"the evidence log stands still: {why}";
        var patience = configuration.GetValue("Health:OutboxMinutes", 15.0);
        if (backlog.OutboxSeconds / 60 is { } minutes && minutes > patience)
            yield return FormattableString.Invariant($"facts in the outbox wait for {minutes:0} minutes, longer than Health__OutboxMinutes ({patience})");
    }

    private long Free() => new DriveInfo(Data).AvailableFreeSpace;
}
