using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>A real mail server (npm smtp-server) on loopback that does with the next mails what it is told.</summary>
public sealed class MailServer : IAsyncDisposable
{
    private readonly Process node;
    private readonly Task reading;
    private readonly SemaphoreSlim synced = new(0);
    private readonly ConcurrentQueue<(string To, string Id, string Mail, DateTimeOffset At)> taken = new();

    private MailServer(Process node, int port)
    {
        (this.node, Port) = (node, port);
        reading = Read();
    }

    public int Port { get; }

    /// <summary>Every mail that was taken, also one that came again.</summary>
    public IReadOnlyList<(string To, string Id, string Mail, DateTimeOffset At)> Taken => [.. taken];

    /// <summary>The same, when everything that was taken until now is among them: the sender may hear of it sooner than the test.</summary>
    public async Task<IReadOnlyList<(string To, string Id, string Mail, DateTimeOffset At)>> TakenByNow()
    {
        await Next("sync");
        await synced.WaitAsync(TimeSpan.FromSeconds(30));
        return Taken;
    }

    public static async Task<MailServer> Start()
    {
        var started = Process.Start(new ProcessStartInfo("node", ["Vocabulary/mail-server.mjs"])
        {
            WorkingDirectory = Path.Combine(Repository.Root, "tests", "Tongdian.Server.Tests"), RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false,
        })!;
        var port = await started.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The mail server did not start");
        return new MailServer(started, int.Parse(port, CultureInfo.InvariantCulture));
    }

    /// <summary>What happens to the next mails: <c>accept</c>, <c>defer</c>, <c>refuse</c>, <c>reset</c>, <c>silent</c>.</summary>
    public async Task Next(params string[] what)
    {
        foreach (var one in what)
            await node.StandardInput.WriteLineAsync(one);
        await node.StandardInput.FlushAsync();
    }

    public async ValueTask DisposeAsync()
    {
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        await reading;
        node.Dispose();
    }

    private async Task Read()
    {
        while (await node.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == "\"sync\"")
            {
                synced.Release();
                continue;
            }

            var mail = JsonElement.Parse(line);
            taken.Enqueue((mail.GetProperty("to").GetString()!, mail.GetProperty("id").GetString()!, mail.GetProperty("mail").GetString()!, DateTimeOffset.FromUnixTimeMilliseconds(mail.GetProperty("at").GetInt64())));
        }
    }
}
