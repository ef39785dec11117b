using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tongdian.Server.Platform.Access;

namespace Tongdian.Server.Platform.Startup;

/// <summary>What <c>/health/ready</c> says: to everybody one word, to the machine itself also what is missing.</summary>
internal static class ReadyAnswer
{
    public static async Task Write(HttpContext http, HealthReport report)
    {
        var operations = await http.RequestServices.GetRequiredService<IAuthorizationService>().AuthorizeAsync(http.User, http, Policies.Operations);
        await http.Response.WriteAsync(operations.Succeeded ? Whole(report) : Word(report, http.RequestServices.GetRequiredService<StopInOrder>()));
    }

    private static string Word(HealthReport report, StopInOrder stop) =>
        report.Status != HealthStatus.Unhealthy ? "ready" : stop.Step == StopStep.Running ? "not ready" : "stopping";

    private static string Whole(HealthReport report) => report.Status == HealthStatus.Healthy
        ? "ready"
        : (report.Status == HealthStatus.Degraded ? "ready\n" : "") + string.Join('\n', report.Entries.Where(e => e.Value.Status != HealthStatus.Healthy).Select(e => $"{e.Key}: {e.Value.Description}"));
}
