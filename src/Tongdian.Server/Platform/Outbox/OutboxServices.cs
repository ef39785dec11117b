using Tongdian.Server.Platform.Cluster;

namespace Tongdian.Server.Platform.Outbox;

/// <summary>Reacting to facts after they were committed.</summary>
public static class OutboxServices
{
    public static void AddOutbox(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<DrainOutbox>();
        Add("outbox", TimeSpan.FromMilliseconds(500), OutboxLane.Quick);
        Add("outbox-long", TimeSpan.FromSeconds(1), OutboxLane.Long);

        void Add(string name, TimeSpan every, OutboxLane lane) => services.AddPartitionWork(configuration, name, s =>
        {
            var drain = s.GetRequiredService<DrainOutbox>();
            return new PartitionWork(name, every, cancel => drain.Parts(lane, cancel), (part, cancel) => drain.Do(lane, part, cancel));
        });
    }
}
