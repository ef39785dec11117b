using System.Net.Sockets;
using System.Text;

namespace Tongdian.Bench.Load;

/// <summary>
/// One answer that stays open and brings server-sent events. HTTP/1.0, so that the answer is not cut into chunks which the load generator
/// would have to put together on the cores that the server needs.
/// </summary>
internal sealed class EventStream : IDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] buffer = new byte[32 * 1024];

    public static async Task<EventStream> Open(Uri server, string path, (string Name, string Value) header)
    {
        var stream = new EventStream();
        await stream.socket.ConnectAsync(server.Host, server.Port);
        await stream.socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.0\r\nHost: bench\r\nAccept: text/event-stream\r\n{header.Name}: {header.Value}\r\n\r\n"));
        return stream;
    }

    /// <summary>Reads until the stream is disposed of; the bytes of an event are those of the buffer.</summary>
    /// <param name="take">Given each event as soon as all of it is there.</param>
    public async Task Read(Action<ReadOnlySpan<byte>> take)
    {
        var (length, looked, first) = (0, 0, true);
        while (true)
        {
            if (length == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
            int got;
            try
            {
                got = await socket.ReceiveAsync(buffer.AsMemory(length));
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }

            if (got == 0)
                throw new IOException(first ? $"The stream was refused: {Encoding.UTF8.GetString(buffer, 0, length)}" : "The server ended the stream");
            length += got;
            while (buffer.AsSpan(looked, length - looked).IndexOf("\n\n"u8) is >= 0 and var end)
            {
                var whole = buffer.AsSpan(0, looked + end);
                if (first && !whole.StartsWith("HTTP/1.1 200"u8))
                    throw new InvalidOperationException($"The stream was refused: {Encoding.UTF8.GetString(whole)}");
                first = false;
                take(whole);
                buffer.AsSpan(looked + end + 2, length - looked - end - 2).CopyTo(buffer);
                (length, looked) = (length - looked - end - 2, 0);
            }

            looked = Math.Max(0, length - 1);
        }
    }

    public void Dispose() => socket.Dispose();
}
