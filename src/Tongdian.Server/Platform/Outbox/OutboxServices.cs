using Tongdian.Server.Platform.Cluster;

namespace Tongdian.Server.Platform.Outbox;

/// <summary>Reacting to facts after they were committed.</summary>
public static class OutboxServices
{
    public static void AddOutbox(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<DrainOutbox>();
        services.AddPartitionWork(configuration, "outbox", s =>
        {
            var drain = s.GetRequiredService<DrainOutbox>();
            return new PartitionWork("outbox", TimeSpan.FromMilliseconds(500), drain.Parts, drain.Do);
        });
    }
}
