using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Tongdian.Server.Platform.Startup;

/// <summary>How far a server that was told to stop has come.</summary>
public enum StopStep
{
    /// <summary>Nobody told it to.</summary>
    Running = 1,

    /// <summary>It answers everything, and says that it is going, so that others are asked next time.</summary>
    Draining = 2,

    /// <summary>It begins nothing more, and says that another server can be asked at once.</summary>
    TurningAway = 3,
}

/// <summary>
/// The way out. On SIGTERM or SIGINT the server first says that it is going and goes on serving for as long as <c>Shutdown__DrainSeconds</c> says; then it begins nothing
/// more for a second, and what was on its way to it is asked of another; then it takes no connection any more, ends what it had begun, hands over its background work and leaves the cluster. A second signal ends the waiting.
/// </summary>
public sealed partial class StopInOrder(IConfiguration configuration, FrontDoors doors, IHostApplicationLifetime life, ILogger<StopInOrder> log) : IHostLifetime, IDisposable
{
    private static readonly TimeSpan LastRefusals = TimeSpan.FromSeconds(1);

    // What the kernel had taken for this server before its doors were shut reaches it within this, unless the machine has no time at all for it.
    private static readonly TimeSpan LastArrivals = TimeSpan.FromMilliseconds(250);

    private readonly List<PosixSignalRegistration> signals = [];
    private readonly CancellationTokenSource waiting = new();
    private volatile StopStep step = StopStep.Running;

    /// <summary>How far it has come.</summary>
    public StopStep Step => step;

    // One server alone has nobody to send its customers to: it stops at once.
    private TimeSpan Drain => TimeSpan.FromSeconds(configuration.GetValue("Shutdown:DrainSeconds", configuration.GetValue("Cluster:Enabled", false) ? 5.0 : 0));

    internal static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<FrontDoors>();
        services.AddOptions<SocketTransportOptions>().Configure<FrontDoors>((o, doors) => o.CreateBoundListenSocket = doors.Open);
        services.AddSingleton<StopInOrder>();
        services.AddSingleton<IHostLifetime>(s => s.GetRequiredService<StopInOrder>());
        services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(configuration.GetValue("Shutdown:RequestSeconds", 30.0)));
    }

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT])
            signals.Add(PosixSignalRegistration.Create(signal, Told));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        foreach (var signal in signals)
            signal.Dispose();
        waiting.Dispose();
    }

    private void Told(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (step != StopStep.Running)
        {
            waiting.Cancel();
            return;
        }

        step = StopStep.Draining;
        _ = Leave(Drain);
    }

    private async Task Leave(TimeSpan drain)
    {
        try
        {
            if (drain > TimeSpan.Zero && life.ApplicationStarted.IsCancellationRequested)
            {
                Draining(log, drain.TotalSeconds);
                await Wait(drain);
                step = StopStep.TurningAway;
                await Wait(LastRefusals);
                doors.Shut();
                await Wait(LastArrivals);
            }
        }
        finally
        {
            life.StopApplication();
        }
    }

    private async Task Wait(TimeSpan time)
    {
        try
        {
            await Task.Delay(time, TimeProvider.System, waiting.Token);
        }
        catch (OperationCanceledException)
        {
            // It was told twice.
        }
    }

    [LoggerMessage(LogLevel.Information, "Told to stop: serving for {Seconds} s more, then ending what was begun")]
    private static partial void Draining(ILogger logger, double seconds);
}

/// <summary>
/// While a server goes, every answer ends its connection, so that none is in use when the server closes them all. A request that it does not begin any more is refused with 503
/// and with what the proxy of <c>deploy/cluster</c> takes for the order to ask another server, whatever the request is: nothing of it was done.
/// </summary>
internal sealed class TurnAway(RequestDelegate next, StopInOrder stop)
{
    /// <summary>Names the place in the proxy's configuration that asks another server.</summary>
    public const string AnotherServer = "@another";

    public Task InvokeAsync(HttpContext context)
    {
        if (stop.Step == StopStep.Running)
            return next(context);
        if (!HttpProtocol.IsHttp2(context.Request.Protocol))
            context.Response.Headers.Connection = "close";
        if (stop.Step == StopStep.Draining || context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "1";
        context.Response.Headers["X-Accel-Redirect"] = AnotherServer;
        return Task.CompletedTask;
    }
}
