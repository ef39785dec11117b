using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Cluster;

namespace Tongdian.Server.Modules.Watch;

/// <summary>Watches the limits of all cases and enquiries: whatever comes near, is missed or stalls has its alert.</summary>
public static class WatchModule
{
    public static void AddWatch(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<FireDue>();
        services.AddSingleton<FireEnquiries>();
        services.AddSingleton(new DutyFollower(OnDutyChanged.LookAnew));
        if (!ClusterServices.TakesPart(configuration))
            return;
        services.AddSingleton<WatchClocks>().AddHostedService(s => s.GetRequiredService<WatchClocks>());
        services.AddHostedService<WatchEnquiries>();
    }
}
