using System.Data.Common;
using System.Text.Json;
using Tongdian.Checker;

if (Options.Read(args) is not { } options)
{
    await Console.Error.WriteLineAsync(Options.Usage);
    return 2;
}

try
{
    await using var store = await Store.Open(options.Database);
    var (journal, cases) = (Journal.Read(options.Journals), await CaseBook.Read(store));
    return await Look(store, journal, cases);
}
catch (Exception e) when (e is DbException or IOException or JsonException)
{
    Console.WriteLine($"COULD NOT LOOK: {e.Message}");
    return 2;
}

async Task<int> Look(Store store, Journal journal, CaseBook cases)
{
    var (findings, unseen) = (new Findings(), 0);
    var checks = new (string What, Func<Task> Look)[]
    {
        ("writes of clients", () => new ClientWrites(store, journal, cases, options.Data, findings).Look()),
        ("cases and their history", () => new Histories(store, cases, findings).Look()),
        ("what follows from facts", () => new Owed(store, cases, options, findings).Look()),
        ("messages", () => new Messages(store, options, findings).Look()),
        ("limits", () => new Limits(store, options, findings).Look()),
        ("files", () => new StoredFiles(store, options.Data, findings).Look()),
        ("evidence", () => new EvidenceLog(store, options, findings).Look()),
    };
    foreach (var (what, look) in checks)
    {
        var before = findings.Count;
        try
        {
            await look();
            Console.WriteLine(findings.Count == before ? $"ok    {what}" : $"WRONG {what}: {findings.Count - before}");
        }
        catch (Exception e)
        {
            // What is there may be so wrong that it cannot be read; the others look all the same.
            unseen++;
            Console.WriteLine($"COULD NOT LOOK at {what}: {e.Message}");
        }
    }

    Console.WriteLine($"{journal.Acknowledged} acknowledged writes, {journal.Count - journal.Acknowledged} without an answer, {cases.All.Count} cases");
    foreach (var finding in findings.First(Findings.MostShown))
        Console.WriteLine($"  - {finding}");
    if (findings.Count > Findings.MostShown)
        Console.WriteLine($"  … and {findings.Count - Findings.MostShown} more");
    if (unseen > 0)
        return 2;
    Console.WriteLine(findings.Count == 0 ? "Nothing is lost, nothing is there twice." : $"{findings.Count} findings");
    return findings.Count == 0 ? 0 : 1;
}
