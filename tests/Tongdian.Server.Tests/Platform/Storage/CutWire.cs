using System.Net;
using System.Net.Sockets;

namespace Tongdian.Server.Tests.Platform.Storage;

/// <summary>A wire to a server that can lose an answer: the request arrives and is carried out, the answer does not come back, the connection ends.</summary>
internal sealed class CutWire : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly (string Host, int Port) server;
    private readonly Task accepting;

    private CutWire(string host, int port)
    {
        server = (host, port);
        listener.Start();
        accepting = Accept();
    }

    /// <summary>Where it begins.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What the server answers from now on is lost.</summary>
    public volatile bool SwallowAnswers;

    public static CutWire To(string host, int port) => new(host, port);

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await accepting;
        listener.Dispose();
        end.Dispose();
    }

    private async Task Accept()
    {
        var wires = new List<Task>();
        try
        {
            while (true)
                wires.Add(Carry(await listener.AcceptTcpClientAsync(end.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(wires);
        }
    }

    private async Task Carry(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            await server.ConnectAsync(this.server.Host, this.server.Port, end.Token);
            (client.NoDelay, server.NoDelay) = (true, true);
            await Task.WhenAny(Copy(client, server, () => false), Copy(server, client, () => SwallowAnswers));
        }
    }

    private async Task Copy(TcpClient from, TcpClient to, Func<bool> isLost)
    {
        var bytes = new byte[64 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(bytes, end.Token) is > 0 and var read && !isLost())
                await to.GetStream().WriteAsync(bytes.AsMemory(0, read), end.Token);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // One of the ends is gone.
        }
    }
}
