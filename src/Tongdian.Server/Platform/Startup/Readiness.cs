using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Platform.Startup;

/// <summary>Whether requests can be answered: everything is loaded and the database answers. It says what is missing.</summary>
public sealed class Readiness(IDbContextFactory<TongdianContext> contexts, StopInOrder stop) : IHealthCheck
{
    /// <summary>Set when the preparation is done.</summary>
    public bool Ready { get; set; }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (stop.Step != StopStep.Running)
            return HealthCheckResult.Unhealthy("stopping");
        if (!Ready)
            return HealthCheckResult.Unhealthy("still preparing");
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Database.CanConnectAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("the database does not answer (ConnectionStrings__Postgres, or the file in TONGDIAN_DATA)");
    }
}
