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

    private readonly ConcurrentDictionary<Socket, byte> open = new();
    private readonly int target;
    private readonly Door door;
    private volatile LineState state;

    public FaultProxy(int target)
    {
        this.target = target;
        door = new Door(Serve);
    }

    public int Port => door.Port;

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
        await door.DisposeAsync();
        foreach (var socket in open.Keys)
            Reset(socket);
    }

    private async Task Serve(Socket from, CancellationToken end)
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
                await to.ConnectAsync(IPAddress.Loopback, target, end);
                await Task.WhenAny(Pump(from, to, isAnswer: false, end), Pump(to, from, isAnswer: true, end));
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

    private async Task Pump(Socket from, Socket to, bool isAnswer, CancellationToken end)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, end) is > 0 and var read)
            {
                if (state == LineState.Slow)
                    await Task.Delay(Late, end);
                while (state == LineState.Silent)
                    await Task.Delay(Look, end);
                if (isAnswer && state == LineState.AnswerLost)
                    return;
                for (var sent = 0; sent < read;)
                    sent += await to.SendAsync(buffer.AsMemory(sent..read), end);
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
