using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Tongdian.Server.Tests.Platform.Storage;

/// <summary>A wire to a server that loses some answers: the request arrives and is carried out, the answer does not come back, the connection ends.</summary>
internal sealed class CutWire : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly NpgsqlConnectionStringBuilder server;
    private readonly byte[] lost;
    private readonly Task accepting;

    private CutWire(string connectionString, string lost)
    {
        (server, this.lost) = (new NpgsqlConnectionStringBuilder(connectionString), Encoding.UTF8.GetBytes(lost));
        listener.Start();
        accepting = Accept();
    }

    /// <summary>The server through it.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(server.ConnectionString) { Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port }.ConnectionString;

    /// <summary>Begins one.</summary>
    /// <param name="connectionString">The server.</param>
    /// <param name="lost">The answer to what has this in it is lost.</param>
    public static CutWire To(string connectionString, string lost) => new(connectionString, lost);

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await accepting;
        listener.Dispose();
        end.Dispose();
    }

    private delegate bool GoesOn(ReadOnlySpan<byte> bytes);

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
        using var beyond = new TcpClient();
        using (client)
        {
            await beyond.ConnectAsync(server.Host!, server.Port, end.Token);
            (client.NoDelay, beyond.NoDelay) = (true, true);
            var isLost = false;
            await Task.WhenAny(
                Copy(client, beyond, asked =>
                {
                    Volatile.Write(ref isLost, isLost || asked.IndexOf(lost) >= 0);
                    return true;
                }),
                Copy(beyond, client, _ => !Volatile.Read(ref isLost)));
        }
    }

    private async Task Copy(TcpClient from, TcpClient to, GoesOn goesOn)
    {
        var bytes = new byte[64 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(bytes, end.Token) is > 0 and var read && goesOn(bytes.AsSpan(0, read)))
                await to.GetStream().WriteAsync(bytes.AsMemory(0, read), end.Token);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // One of the ends is gone.
        }
    }
}
