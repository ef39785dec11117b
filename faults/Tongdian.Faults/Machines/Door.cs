using System.Net;
using System.Net.Sockets;

namespace Tongdian.Faults.Machines;

/// <summary>A port of this machine: who comes is served, until it is closed.</summary>
internal sealed class Door : IAsyncDisposable
{
    // So that one who cannot be let in, for want of a handle, does not keep a processor busy.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly Task accepting;

    /// <summary>Opens it.</summary>
    /// <param name="serve">Told who came, and when this is closed. What it fails at nobody hears.</param>
    public Door(Func<Socket, CancellationToken, Task> serve)
    {
        listener.Start();
        accepting = Accept(serve);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await accepting;
        listener.Dispose();
        closing.Dispose();
    }

    private async Task Accept(Func<Socket, CancellationToken, Task> serve)
    {
        while (!closing.IsCancellationRequested)
        {
            try
            {
                _ = serve(await listener.AcceptSocketAsync(closing.Token), closing.Token);
            }
            catch (OperationCanceledException)
            {
                // The end.
            }
            catch (SocketException)
            {
                // Somebody hung up before they were let in.
                await Task.Delay(Pause);
            }
        }
    }
}
