using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>How the stub answers the next request.</summary>
public enum SmsAnswer
{
    Accept,

    /// <summary>503, nothing taken.</summary>
    Busy,

    /// <summary>400: never.</summary>
    Refuse,

    /// <summary>It takes the message and resets the connection instead of saying so.</summary>
    ResetAfterAccepting,

    /// <summary>It takes the message and says nothing.</summary>
    Silent,

    /// <summary>It takes the message and says so after a while.</summary>
    Slow,

    /// <summary>It takes the message and says so; it says so again on the same line when the next message comes there.</summary>
    Twice,
}

/// <summary>A provider of text messages on loopback, over a real connection. By the id it knows a message that comes twice, like a real one.</summary>
public sealed class SmsStub : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly ConcurrentQueue<SmsAnswer> answers = new();
    private readonly ConcurrentDictionary<Guid, (string To, string Text)> delivered = new();
    private readonly ConcurrentQueue<Guid> requests = new();
    private readonly ConcurrentQueue<string> order = new();
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> taken = new();
    private readonly SemaphoreSlim came = new(0);
    private readonly Task accepting;

    public SmsStub()
    {
        listener.Start();
        accepting = Accept();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/sms";

    /// <summary>What customers got.</summary>
    public IReadOnlyCollection<(string To, string Text)> Delivered => [.. delivered.Values];

    /// <summary>The texts in the order in which they came.</summary>
    public IReadOnlyList<string> InOrder => [.. order];

    /// <summary>When each message was taken first.</summary>
    public IReadOnlyDictionary<Guid, DateTimeOffset> Taken => taken;

    /// <summary>How requests are answered when nothing was said about the next ones.</summary>
    public Func<Guid, SmsAnswer> Otherwise { get; init; } = _ => SmsAnswer.Accept;

    /// <summary>The id of every request, also those that came again.</summary>
    public IReadOnlyList<Guid> Requests => [.. requests];

    /// <summary>How the next requests are answered; after them all are accepted.</summary>
    public void Next(params SmsAnswer[] next)
    {
        foreach (var answer in next)
            answers.Enqueue(answer);
    }

    /// <summary>Waits until one more request has come.</summary>
    public Task Came() => came.WaitAsync(TimeSpan.FromSeconds(30));

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        await accepting;
        closing.Dispose();
        came.Dispose();
    }

    private async Task Accept()
    {
        var open = new List<Task>();
        try
        {
            while (true)
                open.Add(Serve(await listener.AcceptTcpClientAsync(closing.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                var again = false;
                while (await Read(stream) is { } body)
                {
                    if (again)
                        await stream.WriteAsync(Answer("200 OK"), closing.Token);
                    var message = JsonElement.Parse(body);
                    var id = message.GetProperty("id").GetGuid();
                    requests.Enqueue(id);
                    var answer = answers.TryDequeue(out var next) ? next : Otherwise(id);
                    if (answer is not (SmsAnswer.Busy or SmsAnswer.Refuse) && taken.TryAdd(id, TimeProvider.System.GetUtcNow()))
                    {
                        delivered.TryAdd(id, (message.GetProperty("to").GetString()!, message.GetProperty("text").GetString()!));
                        order.Enqueue(message.GetProperty("text").GetString()!);
                    }

                    came.Release();
                    if (answer == SmsAnswer.Silent)
                        await Task.Delay(Timeout.Infinite, closing.Token);
                    if (answer == SmsAnswer.Slow)
                        await Task.Delay(TimeSpan.FromMilliseconds(300), closing.Token);
                    if (answer == SmsAnswer.ResetAfterAccepting)
                    {
                        client.Client.LingerState = new LingerOption(enable: true, seconds: 0);
                        return;
                    }

                    var status = answer switch { SmsAnswer.Busy => "503 Service Unavailable", SmsAnswer.Refuse => "400 Bad Request", _ => "200 OK" };
                    await stream.WriteAsync(Answer(status), closing.Token);
                    again = answer == SmsAnswer.Twice;
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The caller hung up, or the test is over.
            }
        }
    }

    private static byte[] Answer(string status) => Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n");

    private async Task<string?> Read(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, closing.Token) == 0)
                return null;
            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n");
        if (lines.FirstOrDefault(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) is { } length)
        {
            var body = new byte[int.Parse(length.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture)];
            await stream.ReadExactlyAsync(body, closing.Token);
            return Encoding.UTF8.GetString(body);
        }

        // Chunked: until the empty chunk.
        var content = new List<byte>();
        while (true)
        {
            var size = new StringBuilder();
            while (!size.ToString().EndsWith("\r\n", StringComparison.Ordinal))
            {
                await stream.ReadExactlyAsync(one, closing.Token);
                size.Append((char)one[0]);
            }

            var chunk = new byte[int.Parse(size.ToString().Trim(), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture) + 2];
            await stream.ReadExactlyAsync(chunk, closing.Token);
            if (chunk.Length == 2)
                return Encoding.UTF8.GetString([.. content]);
            content.AddRange(chunk[..^2]);
        }
    }
}
