using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Tongdian.Faults.Machines;

/// <summary>What a line does.</summary>
internal enum LineState
{
    /// <summary>What comes goes on.</summary>
    Open,

    /// <summary>All connections are broken off, and new ones refused.</summary>
    Cut,

    /// <summary>What comes goes on later.</summary>
    Slow,

    /// <summary>Connections stand, and nothing goes on.</summary>
    Silent,

    /// <summary>What is asked goes on; instead of the answer the connection is reset.</summary>
    AnswerLost,
}

/// <summary>A line between two programs, over which TCP goes, and which can be broken.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly ConcurrentDictionary<Socket, byte> open = new();
    private readonly int target;
    private readonly Task accepting;
    private volatile LineState state;

    public FaultProxy(int target)
    {
        this.target = target;
        listener.Start();
        accepting = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public LineState State
    {
        get => state;
        set
        {
            state = value;
            if (value != LineState.Cut)
                return;
            foreach (var socket in open.Keys)
                Reset(socket);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        foreach (var socket in open.Keys)
            Reset(socket);
        await accepting;
        closing.Dispose();
    }

    private async Task Accept()
    {
        while (!closing.IsCancellationRequested)
        {
            try
            {
                _ = Serve(await listener.AcceptSocketAsync(closing.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The end, or somebody hung up before they were let in.
            }
        }
    }

    private async Task Serve(Socket from)
    {
        using var to = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using (from)
        {
            try
            {
                open.TryAdd(from, 0);
                open.TryAdd(to, 0);
                if (state == LineState.Cut)
                {
                    Reset(from);
                    return;
                }

                (from.NoDelay, to.NoDelay) = (true, true);
                await to.ConnectAsync(IPAddress.Loopback, target, closing.Token);
                await Task.WhenAny(Pump(from, to, isAnswer: false), Pump(to, from, isAnswer: true));
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One end is gone: so is the other.
            }
            finally
            {
                Reset(from);
                Reset(to);
                open.TryRemove(from, out _);
                open.TryRemove(to, out _);
            }
        }
    }

    private async Task Pump(Socket from, Socket to, bool isAnswer)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, closing.Token) is > 0 and var read)
            {
                if (state == LineState.Slow)
                    await Task.Delay(Late, closing.Token);
                while (state == LineState.Silent)
                    await Task.Delay(Look, closing.Token);
                if (isAnswer && state == LineState.AnswerLost)
                    return;
                for (var sent = 0; sent < read;)
                    sent += await to.SendAsync(buffer.AsMemory(sent..read), closing.Token);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One end is gone.
        }
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            socket.Close();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is closed already.
        }
    }
}
