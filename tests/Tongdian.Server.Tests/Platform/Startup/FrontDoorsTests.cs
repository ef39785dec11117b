using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Tongdian.Server.Platform.Startup;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Startup;

/// <summary>Nobody is taken in and then broken off when a server closes its door.</summary>
public sealed class FrontDoorsTests
{
    [Theory, InlineData("127.0.0.1"), InlineData("::1")]
    public async Task Who_knocks_at_a_shut_door_is_refused_and_who_is_in_stays(string address)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux shuts its doors");
        Assert.SkipUnless(NetworkInterface.GetAllNetworkInterfaces().SelectMany(n => n.GetIPProperties().UnicastAddresses).Any(a => a.Address.Equals(IPAddress.Parse(address))), $"{address} is not here");
        var cancel = TestContext.Current.CancellationToken;
        var doors = new FrontDoors(NullLogger<FrontDoors>.Instance);
        using var door = doors.Open(new IPEndPoint(IPAddress.Parse(address), 0));
        door.Listen();
        using var early = new Socket(door.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await early.ConnectAsync(door.LocalEndPoint!, cancel);

        doors.Shut();
        using var late = new Socket(door.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        var knocking = late.ConnectAsync(door.LocalEndPoint!, cancel);
        using var inside = await door.AcceptAsync(cancel);
        await early.SendAsync(new byte[] { 7 }, cancel);
        var heard = new byte[1];
        Assert.Equal(1, await inside.ReceiveAsync(heard, cancel));
        Assert.Equal(7, heard[0]);
        door.Close();

        var refused = await Assert.ThrowsAsync<SocketException>(async () => await knocking);
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    }
}
