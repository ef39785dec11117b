using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Tongdian.Faults.Machines;

/// <summary>How the provider answers.</summary>
internal enum ProviderMood
{
    Answers,

    /// <summary>It takes the message and never says so.</summary>
    Silent,

    /// <summary>It takes the message and resets the connection.</summary>
    BreaksOff,
}

/// <summary>A provider of text messages on loopback. It writes every message down before it answers.</summary>
internal sealed class SmsProvider : IAsyncDisposable
{
    private readonly FileStream journal;
    private readonly Lock writing = new();
    private readonly Door door;

    public SmsProvider(string journals)
    {
        journal = new FileStream(Path.Combine(journals, "provider.jsonl"), FileMode.Append, FileAccess.Write, FileShare.Read);
        door = new Door(Serve);
    }

    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{door.Port}/sms");

    public ProviderMood Mood { get; set; }

    public async ValueTask DisposeAsync()
    {
        await door.DisposeAsync();
        await journal.DisposeAsync();
    }

    private async Task Serve(Socket client, CancellationToken end)
    {
        using (client)
        {
            try
            {
                await using var stream = new NetworkStream(client);
                using var reader = new StreamReader(stream, new UTF8Encoding(false));
                var chunked = false;
                var length = 0;
                while (await reader.ReadLineAsync(end) is { Length: > 0 } line)
                {
                    chunked |= line.StartsWith("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase);
                    if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                        length = int.Parse(line.Split(':')[1], CultureInfo.InvariantCulture);
                }

                if (await Body(reader, chunked, length) is not { } body)
                    return;
                Write(body);
                switch (Mood)
                {
                    case ProviderMood.Silent:
                        await Task.Delay(Timeout.Infinite, end);
                        break;
                    case ProviderMood.BreaksOff:
                        client.LingerState = new LingerOption(enable: true, seconds: 0);
                        break;
                    default:
                        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), end);
                        break;
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
            {
                // The platform was killed, or it is over.
            }
        }
    }

    private static async Task<string?> Body(StreamReader reader, bool chunked, int length)
    {
        if (chunked)
        {
            // Messages are short: one chunk, then the empty one.
            var text = new StringBuilder();
            while (await reader.ReadLineAsync() is { } size)
            {
                if (size == "0")
                    return text.ToString();
                text.Append(await reader.ReadLineAsync());
            }

            return null;
        }

        var read = new StringBuilder();
        var one = new char[1];
        while (Encoding.UTF8.GetByteCount(read.ToString()) < length)
        {
            if (await reader.ReadAsync(one) == 0)
                return null;
            read.Append(one);
        }

        return read.ToString();
    }

    private void Write(string message)
    {
        var line = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(JsonElement.Parse(message)) + "\n");
        lock (writing)
        {
            journal.Write(line);
            journal.Flush(flushToDisk: true);
        }
    }
}
