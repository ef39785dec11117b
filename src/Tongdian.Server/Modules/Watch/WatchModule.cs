using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Cluster;

namespace Tongdian.Server.Modules.Watch;

/// <summary>Watches the limits of all cases and enquiries: whatever comes near, is missed or stalls has its alert.</summary>
public static class WatchModule
{
    /// <summary>What the watching of cases is called in the cluster.</summary>
    public const string Cases = "clocks";

    public static void AddWatch(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<FireDue>();
        services.AddSingleton<FireEnquiries>();
        services.AddSingleton(new DutyFollower(OnDutyChanged.LookAnew));
        services.AddPartitionWork(configuration, Cases, s =>
        {
            var due = s.GetRequiredService<FireDue>();
            return new PartitionWork(Cases, TimeSpan.FromMilliseconds(500), due.Watchers, async (part, cancel) => await due.Do(part, cancel) == FireDue.AtOnce);
        });
        if (ClusterServices.TakesPart(configuration))
            services.AddHostedService<WatchEnquiries>();
    }
}
