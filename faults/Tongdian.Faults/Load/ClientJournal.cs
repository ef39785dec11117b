using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tongdian.Faults.Load;

/// <summary>What a client writes down for itself, on the disk before the request is sent and after the answer came.</summary>
internal sealed class ClientJournal(string folder, int client) : IDisposable
{
    private readonly FileStream file = new(Path.Combine(folder, $"client-{client}.jsonl"), FileMode.Append, FileAccess.Write, FileShare.Read);

    public void Sent(string key, string what, string? of = null, string? stage = null, string? sha256 = null) =>
        Write(new JsonObject { ["phase"] = "sent", ["key"] = key, ["what"] = what, ["case"] = of, ["stage"] = stage, ["sha256"] = sha256 });

    public void Answered(string key, int status, string? number = null, int? version = null) =>
        Write(new JsonObject { ["phase"] = "answered", ["key"] = key, ["status"] = status, ["number"] = number, ["version"] = version });

    public void Dispose() => file.Dispose();

    private void Write(JsonObject line)
    {
        line["at"] = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        file.Write(Encoding.UTF8.GetBytes(line.ToJsonString(JsonSerializerOptions.Default) + "\n"));
        file.Flush(flushToDisk: true);
    }
}
