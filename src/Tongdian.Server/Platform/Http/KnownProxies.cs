using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Primitives;
using IPNetwork = System.Net.IPNetwork;

namespace Tongdian.Server.Platform.Http;

/// <summary>
/// Who really asks, when a proxy stands before the server. What a request says of its origin is believed only of the proxies under <c>Proxy__Known</c>;
/// without any, nobody is believed.
/// </summary>
public static class KnownProxies
{
    // What proxies write, and what the framework leaves of it.
    private static readonly string[] Signs = ["X-Forwarded-For", "X-Original-For", "Forwarded", "X-Real-IP"];

    internal static void AddKnownProxies(this IServiceCollection services, IConfiguration configuration)
    {
        var (proxies, networks) = Read(configuration["Proxy:Known"] ?? "");
        services.Configure<ForwardedHeadersOptions>(o =>
        {
            // From the nearest on, as far as each is believed: the first stranger is the client, and what stands before them is theirs to write.
            o.ForwardLimit = null;
            // Whoever is believed stands here; the framework would believe the machine itself, too.
            o.KnownProxies.Clear();
            o.KnownIPNetworks.Clear();
            foreach (var proxy in proxies)
                o.KnownProxies.Add(proxy);
            foreach (var network in networks)
                o.KnownIPNetworks.Add(network);
            o.ForwardedHeaders = proxies.Count + networks.Count > 0 ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto : ForwardedHeaders.None;
        });
    }

    /// <summary>Addresses and networks, as they stand in the settings.</summary>
    /// <exception cref="FormatException">One of them is neither.</exception>
    public static (IReadOnlyList<IPAddress> Proxies, IReadOnlyList<IPNetwork> Networks) Read(string known)
    {
        var (proxies, networks) = (new List<IPAddress>(), new List<IPNetwork>());
        foreach (var named in known.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (named.Contains('/', StringComparison.Ordinal) && IPNetwork.TryParse(named, out var network))
                networks.Add(network);
            else if (IPAddress.TryParse(named, out var proxy))
                proxies.Add(proxy);
            else
                throw new FormatException($"Proxy:Known must be addresses or networks, like 10.20.0.5, 10.20.1.0/24; not {named}");
        }

        return (proxies, networks);
    }

    /// <summary>Whether a proxy, known or not, handed this request on: then it does not come from where it seems to.</summary>
    public static bool WasHandedOn(HttpRequest request) => Signs.Any(s => !StringValues.IsNullOrEmpty(request.Headers[s]));
}
