using System.Net;
using System.Net.Sockets;

namespace Tongdian.Browser.Tests.Field;

/// <summary>The line between a telephone and the server. It can be cut at any moment, with whatever is on its way, and the server behind it can be another one.</summary>
public sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly Lock turn = new();
    private readonly HashSet<Socket> open = [];
    private readonly Task accepting;
    private Uri? to;

    public Wire()
    {
        listener.Start();
        accepting = Accept();
    }

    /// <summary>What the telephone calls the server, whichever it is.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    /// <summary>Leads to this server from now on.</summary>
    public void Join(Uri server)
    {
        lock (turn)
            to = server;
    }

    /// <summary>Nothing goes through from now on, and what is on its way breaks off.</summary>
    public void Cut()
    {
        lock (turn)
        {
            to = null;
            foreach (var socket in open)
                socket.Close(0);
            open.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        Cut();
        listener.Stop();
        await accepting;
        ended.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
                _ = Carry(await listener.AcceptSocketAsync(ended.Token));
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The line is taken down.
        }
    }

    private async Task Carry(Socket near)
    {
        using var far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (!Hold(near, far, out var server))
                return;
            await far.ConnectAsync(server.Host, server.Port, ended.Token);
            await Task.WhenAny(Pass(near, far), Pass(far, near));
        }
        catch (Exception cut) when (cut is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Cut, or nobody there: the telephone sees the line break.
        }
        finally
        {
            lock (turn)
            {
                open.Remove(near);
                open.Remove(far);
            }

            near.Close(0);
        }
    }

    private bool Hold(Socket near, Socket far, out Uri server)
    {
        lock (turn)
        {
            server = to!;
            if (to is null)
                return false;
            open.Add(near);
            open.Add(far);
            return true;
        }
    }

    private async Task Pass(Socket from, Socket into)
    {
        var buffer = new byte[16 * 1024];
        for (var count = await from.ReceiveAsync(buffer, ended.Token); count > 0; count = await from.ReceiveAsync(buffer, ended.Token))
            await into.SendAsync(buffer.AsMemory(0, count), ended.Token);
    }
}
