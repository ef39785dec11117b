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

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // Without a database there is nothing more to say.
        if (!readiness.Ready)
            return Task.FromResult(HealthCheckResult.Healthy());
        var wrong = Wrong().ToList();
        return Task.FromResult(wrong.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join("; ", wrong)));
    }

    private IEnumerable<string> Wrong()
    {
        var data = TongdianHost.DataFolder(configuration);
        var least = configuration.GetValue("Health:FreeMegabytes", 256L);
        if (new DriveInfo(data).AvailableFreeSpace / Megabyte is var free && free < least)
            yield return FormattableString.Invariant($"the disk of {data} has {free:0} MB left, less than Health__FreeMegabytes ({least})");
        if (string.IsNullOrEmpty(configuration[MasterKey.Setting]) && !File.Exists(MasterKey.PathIn(data)))
            yield return $"the master key {MasterKey.PathIn(data)} is gone: bring it back before the next start";
        if (backlog.LogStands is { } why)
            yield return $"the evidence log stands still: {why}";
        var patience = configuration.GetValue("Health:OutboxMinutes", 15.0);
        if (Late() is { } late && late / 60 is var minutes && minutes > patience)
            yield return FormattableString.Invariant($"facts in the outbox wait for {minutes:0} minutes, longer than Health__OutboxMinutes ({patience})");
    }

    private double? Late()
    {
        try
        {
            return backlog.Look().OutboxSeconds;
        }
        catch (System.Data.Common.DbException)
        {
            // That the database is away, the other check says.
            return null;
        }
    }
}
