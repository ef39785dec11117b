using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Tongdian.Server.Platform.Startup;

/// <summary>Where the server will listen. Whether it can is asked before any work is taken up: a server that cannot start should not have begun.</summary>
internal static class Addresses
{
    /// <summary>Throws as the web server would, when an address is taken.</summary>
    public static void AreFree(IConfiguration configuration)
    {
        foreach (var url in (configuration[WebHostDefaults.ServerUrlsKey] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var address = BindingAddress.Parse(url);
            if (address.Port > 0 && (IPAddress.TryParse(address.Host, out var host) || address.Host == "localhost"))
                Try(host ?? IPAddress.Loopback, address.Port, url);
        }
    }

    private static void Try(IPAddress host, int port, string url)
    {
        try
        {
            using var listener = new TcpListener(host, port);
            listener.Start();
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new IOException($"Failed to bind to address {url}: address already in use.", new AddressInUseException(e.Message, e));
        }
    }
}
