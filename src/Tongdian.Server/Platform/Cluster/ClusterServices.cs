using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;

namespace Tongdian.Server.Platform.Cluster;

/// <summary>
/// Who does background work: an Orleans silo in every server. One server is a cluster of its own; several share their work when
/// <c>Cluster__Enabled</c> is set, and find each other in the database.
/// </summary>
public static class ClusterServices
{
    /// <summary>Whether this server does background work; one that only answers requests is started with <c>Cluster__TakesPart=false</c>.</summary>
    public static bool TakesPart(IConfiguration configuration) => configuration.GetValue("Cluster:TakesPart", true);

    /// <summary>Whether this server shares its background work with others.</summary>
    public static bool IsOneOfMany(IConfiguration configuration) => configuration.GetValue("Cluster:Enabled", false) && TakesPart(configuration);

    /// <summary>Work that the servers share out among them.</summary>
    public static void AddPartitionWork(this IServiceCollection services, IConfiguration configuration, string name, Func<IServiceProvider, PartitionWork> make)
    {
        if (!TakesPart(configuration))
            return;
        services.AddKeyedSingleton(name, (s, _) => make(s));
        services.AddKeyedSingleton(name, (s, _) => ActivatorUtilities.CreateInstance<WatchPartitions>(s, s.GetRequiredKeyedService<PartitionWork>(name)));
        services.AddSingleton<IHostedService>(s => s.GetRequiredKeyedService<WatchPartitions>(name));
    }

    public static void AddCluster(this IHostApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (!TakesPart(configuration))
            return;
        var others = IsOneOfMany(configuration);
        var address = PrivateAddress.Read(configuration["Cluster:Address"]);
        var port = configuration.GetValue("Cluster:Port", 0) is > 0 and var fixedPort ? fixedPort : FreePort(address);
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = ("tongdian", "tongdian"));
            // Nobody comes from outside: whoever calls is a server too.
            silo.Configure<EndpointOptions>(o => (o.AdvertisedIPAddress, o.SiloPort, o.GatewayPort) = (address, port, 0));
            // The first turn of each grain is compiled while it runs: on a slow machine that takes seconds, and is nothing to warn of.
            silo.Configure<SchedulingOptions>(o => o.TurnWarningLengthThreshold = TimeSpan.FromSeconds(10));
            if (!others)
            {
                silo.UseDevelopmentClustering(new IPEndPoint(address, port));
                return;
            }

            silo.Services.AddSingleton<IMembershipTable, MembershipTable>();
            silo.AddClusterPage();
            silo.Configure<ClusterMembershipOptions>(o =>
            {
                // A dead server's work is taken over within seconds.
                (o.ProbeTimeout, o.NumMissedProbesLimit, o.NumVotesForDeathDeclaration) = (TimeSpan.FromSeconds(1), 2, 1);
                (o.TableRefreshTimeout, o.IAmAliveTablePublishTimeout) = (TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3));
            });
        });
    }

    /// <summary>A port of this address that nobody has now.</summary>
    internal static int FreePort(IPAddress address)
    {
        using var listener = new TcpListener(address, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
