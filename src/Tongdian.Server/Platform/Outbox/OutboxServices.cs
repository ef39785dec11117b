using Tongdian.Server.Platform.Cluster;

namespace Tongdian.Server.Platform.Outbox;

/// <summary>Reacting to facts after they were committed.</summary>
public static class OutboxServices
{
    public static void AddOutbox(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<DrainOutbox>();
        if (ClusterServices.TakesPart(configuration))
            services.AddSingleton<WatchOutbox>().AddHostedService(s => s.GetRequiredService<WatchOutbox>());
    }
}
