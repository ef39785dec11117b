using Tongdian.Checker;

if (Options.Read(args) is not { } options)
{
    await Console.Error.WriteLineAsync(Options.Usage);
    return 2;
}

var findings = new Findings();
await using var store = await Store.Open(options.Database);
var journal = Journal.Read(options.Journals);
var cases = await CaseBook.Read(store);
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
    await look();
    Console.WriteLine(findings.Count == before ? $"ok    {what}" : $"WRONG {what}: {findings.Count - before}");
}

Console.WriteLine($"{journal.Acknowledged} acknowledged writes, {journal.Count - journal.Acknowledged} without an answer, {cases.All.Count} cases");
foreach (var finding in findings.First(Findings.MostShown))
    Console.WriteLine($"  - {finding}");
if (findings.Count > Findings.MostShown)
    Console.WriteLine($"  … and {findings.Count - Findings.MostShown} more");
Console.WriteLine(findings.Count == 0 ? "Nothing is lost, nothing is there twice." : $"{findings.Count} findings");
return findings.Count == 0 ? 0 : 1;
