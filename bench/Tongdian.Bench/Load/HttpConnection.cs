using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Tongdian.Bench.Load;

/// <summary>What a server answered; the bytes are those of the connection's buffer and last until the next request.</summary>
internal readonly record struct Answer(int Status, ReadOnlyMemory<byte> Body)
{
    public string Text => Encoding.UTF8.GetString(Body.Span);
}

/// <summary>
/// One kept-alive HTTP/1.1 connection with one request at a time. It does only what our own servers need, because on two cores every cycle of
/// the load generator is one that the server does not get.
/// </summary>
internal sealed class HttpConnection : IDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] buffer = new byte[16 * 1024];

    public static async Task<HttpConnection> Open(Uri server)
    {
        var connection = new HttpConnection();
        await connection.socket.ConnectAsync(server.Host, server.Port);
        return connection;
    }

    public async ValueTask<Answer> Send(ReadOnlyMemory<byte> request)
    {
        for (var sent = 0; sent < request.Length;)
            sent += await socket.SendAsync(request[sent..]);
        var (length, head) = (0, -1);
        while (head < 0)
        {
            length += await Receive(length);
            head = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
        }

        var body = head + 4;
        var status = int.Parse(buffer.AsSpan(9, 3), CultureInfo.InvariantCulture);
        if (Header("Content-Length: "u8, head) is { } size)
        {
            while (length < body + size)
                length += await Receive(length);
        }
        else if (status is not (204 or 304))
        {
            // Chunks: the last one is empty. JSON holds no bare line breaks, so this cannot be inside a value.
            while (!buffer.AsSpan(body, length - body).EndsWith("\r\n0\r\n\r\n"u8))
                length += await Receive(length);
        }

        return new Answer(status, buffer.AsMemory(body, length - body));
    }

    public void Dispose() => socket.Dispose();

    private async ValueTask<int> Receive(int from)
    {
        if (from == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
        var got = await socket.ReceiveAsync(buffer.AsMemory(from));
        return got > 0 ? got : throw new IOException("The server closed the connection");
    }

    private int? Header(ReadOnlySpan<byte> name, int head)
    {
        var headers = buffer.AsSpan(0, head + 2);
        var at = headers.IndexOf(name);
        if (at < 0)
            return null;
        var value = headers[(at + name.Length)..];
        return int.Parse(value[..value.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
    }
}
