using System.Text.Json;

namespace Tongdian.Checker;

/// <summary>Nobody is told a thing twice, and what the platform believes to be sent did arrive at the provider.</summary>
internal sealed class Messages(Store store, Options options, Findings findings)
{
    private const int Sms = 1;

    public async Task Look()
    {
        var taken = new Dictionary<Guid, (string To, string Text)>();
        var file = Path.Combine(options.Journals, "provider.jsonl");
        foreach (var line in File.Exists(file) ? File.ReadLines(file) : [])
        {
            var message = JsonElement.Parse(line);
            // By the id the provider knows a message that comes twice: the customer gets it once.
            taken.TryAdd(message.GetProperty("id").GetGuid(), (message.GetProperty("to").GetString()!, message.GetProperty("text").GetString()!));
        }

        var rows = (await store.Rows("SELECT id, channel, sent_at, next_at, failure, purpose, number FROM messages"))
            .ConvertAll(r => (Id: r.Id(0), Channel: r.Int(1), Sent: r.Has(2), Next: r.Has(3) ? r.Time(3) : (DateTime?)null, Failure: r.Has(4) ? r.Text(4) : null, What: $"{r.Text(5)} to {r.Text(6)}"));
        foreach (var one in rows)
        {
            if (one is { Sent: true, Channel: Sms } && !taken.ContainsKey(one.Id))
                findings.Add($"The message {one.Id} ({one.What}) is said to be sent, and the provider never had it");
            if (options.Settled && one is { Sent: false, Next: { } next, Channel: Sms })
                findings.Add($"The message {one.Id} ({one.What}) waits until {next:O}: {one.Failure ?? "not tried"}");
            if (one is { Sent: false, Next: null, Failure: null })
                findings.Add($"The message {one.Id} ({one.What}) was neither sent nor given up, and nobody will try it");
        }

        var known = rows.Select(r => r.Id).ToHashSet();
        foreach (var (id, message) in taken.Where(t => !known.Contains(t.Key)))
            findings.Add($"The provider sent {id} to {message.To}, and there is no such message");
        // The link in it is another in each message; the words before it are not.
        foreach (var twice in taken.GroupBy(t => (t.Value.To, Words: t.Value.Text.Split("http", 2)[0])).Where(t => t.Count() > 1))
            findings.Add($"{twice.Key.To} was told {twice.Count()} times: {twice.Key.Words}");
    }
}
