using System.Text.Json;

namespace Tongdian.Checker;

/// <summary>A write that a client asked for, perhaps several times under one key, and the answer if one came.</summary>
internal sealed class Write
{
    public required string Key { get; init; }

    /// <summary><c>case</c>, <c>stage</c>, <c>file</c>, <c>rating</c>, <c>enquiry</c>.</summary>
    public required string What { get; init; }
    public string? Case { get; init; }
    public string? Stage { get; init; }
    public string? Sha256 { get; init; }

    /// <summary>It was answered with yes.</summary>
    public bool Acknowledged { get; set; }

    /// <summary>The answer: the number of the case or enquiry, the id of the file.</summary>
    public string? Number { get; set; }
    public int? Version { get; set; }

    public override string ToString() => $"{What}{(Case is null ? "" : $" {Case}")}{(Stage is null ? "" : $" {Stage}")} under the key {Key}";
}

/// <summary>What the clients wrote down: before each request what they ask, after it what was answered.</summary>
internal sealed class Journal
{
    private readonly Dictionary<string, Write> writes = new(StringComparer.Ordinal);

    public int Count => writes.Count;

    public int Acknowledged => writes.Values.Count(w => w.Acknowledged);

    public ILookup<string, Write> By { get; private set; } = null!;

    public static Journal Read(string folder)
    {
        var journal = new Journal();
        foreach (var file in Directory.EnumerateFiles(folder, "client-*.jsonl").Order(StringComparer.Ordinal))
        {
            foreach (var line in File.ReadLines(file))
                journal.Take(JsonElement.Parse(line));
        }

        journal.By = journal.writes.Values.ToLookup(w => w.What, StringComparer.Ordinal);
        return journal;
    }

    private void Take(JsonElement line)
    {
        var key = Text(line, "key")!;
        if (Text(line, "phase") == "sent")
        {
            writes.TryAdd(key, new Write { Key = key, What = Text(line, "what")!, Case = Text(line, "case"), Stage = Text(line, "stage"), Sha256 = Text(line, "sha256") });
            return;
        }

        var (write, status) = (writes[key], line.GetProperty("status").GetInt32());
        write.Acknowledged |= status is >= 200 and < 300;
        write.Number ??= Text(line, "number");
        write.Version ??= line.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.Number ? version.GetInt32() : null;
    }

    private static string? Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
