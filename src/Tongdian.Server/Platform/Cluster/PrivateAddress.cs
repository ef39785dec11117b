using System.Net;

namespace Tongdian.Server.Platform.Cluster;

/// <summary>Servers speak with each other without encryption, and believe each other: only where nobody else can reach them.</summary>
public static class PrivateAddress
{
    // RFC 1918, RFC 3927 (link-local), RFC 6598 (shared, as overlay networks use it); of IPv6 RFC 4193 (unique local) and link-local.
    private static readonly IPNetwork[] Networks =
        [.. new[] { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10", "fc00::/7", "fe80::/10" }.Select(n => IPNetwork.Parse(n))];

    /// <summary>Whether an address is one of this machine alone or of a private network.</summary>
    public static bool Is(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(plain) || Networks.Any(n => n.Contains(plain));
    }

    /// <summary>The address in the settings.</summary>
    /// <param name="named">As it is written there; nothing: this machine alone.</param>
    /// <exception cref="FormatException">It is no address, or one that others than the servers could reach.</exception>
    public static IPAddress Read(string? named)
    {
        if (string.IsNullOrEmpty(named))
            return IPAddress.Loopback;
        if (!IPAddress.TryParse(named, out var address))
            throw new FormatException($"Cluster:Address must be the address of this server in a private network, like 10.20.0.11; not {named}");
        if (!Is(address))
        {
            throw new FormatException(
                $"Cluster:Address must be an address of a private network (10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, fc00::/7), not {named}: what servers say to each other is not encrypted");
        }

        return address;
    }
}
