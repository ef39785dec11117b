using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Tongdian.Checker;

/// <summary>Every acknowledged write is there once; what nobody acknowledged is there once at most; and nothing is there that no client asked for.</summary>
internal sealed class ClientWrites(Store store, Journal journal, CaseBook cases, string data, Findings findings)
{
    public async Task Look()
    {
        var keys = (await store.Rows("SELECT key, status, answer FROM idempotency_keys"))
            .ConvertAll(r => (Key: r.Text(0), Status: r.Int(1), Answer: JsonElement.Parse(r.Text(2)))).ToLookup(k => k.Key, StringComparer.Ordinal);
        foreach (var write in journal.By["case"].Concat(journal.By["stage"]).Concat(journal.By["enquiry"]))
            Count(write, keys[write.Key].Count(), "answers are kept");
        Cases(keys);
        Stages(keys);
        await Enquiries(keys);
        await Ratings();
        await Files();
    }

    private void Cases(ILookup<string, (string Key, int Status, JsonElement Answer)> keys)
    {
        foreach (var write in journal.By["case"].Where(w => w.Acknowledged))
        {
            if (cases.ByNumber[write.Number!].Count() is var there && there != 1)
                findings.Add($"The case {write.Number}, acknowledged under the key {write.Key}, is there {there} times");
        }

        var asked = journal.By["case"].SelectMany(w => keys[w.Key]).Select(k => k.Answer.GetProperty("number").GetString()!).ToHashSet(StringComparer.Ordinal);
        foreach (var one in cases.All.Where(c => !asked.Contains(c.Number)))
            findings.Add($"The case {one.Number} is the answer to no client's request: it was made twice, or by nobody");
        foreach (var number in asked.Where(n => !cases.ByNumber[n].Any()))
            findings.Add($"The case {number} is gone: the answer that was kept for its client is there");
    }

    private void Stages(ILookup<string, (string Key, int Status, JsonElement Answer)> keys)
    {
        var asked = journal.By["stage"].ToLookup(w => (w.Case!, w.Stage!));
        foreach (var write in journal.By["stage"].Where(w => w.Acknowledged))
        {
            if (cases.ByNumber[write.Case!].FirstOrDefault() is { } one && !cases.Facts[one.Id].Any(f => f.Kind == "stage-completed" && f.Stage == write.Stage && f.Version == write.Version))
                findings.Add($"The {write} was acknowledged as version {write.Version}, and its fact is not there");
        }

        foreach (var one in cases.All)
        {
            // What the online check completes is nobody's request.
            foreach (var done in cases.Facts[one.Id].Where(f => f.Kind == "stage-completed" && f.Stage != "acceptance").GroupBy(f => f.Stage!, StringComparer.Ordinal))
            {
                var kept = asked[(one.Number, done.Key)].Count(w => keys[w.Key].Any());
                if (done.Count() != kept)
                    findings.Add($"The stage {done.Key} of {one.Number} was completed {done.Count()} times for {kept} requests of clients");
            }
        }
    }

    private async Task Enquiries(ILookup<string, (string Key, int Status, JsonElement Answer)> keys)
    {
        var there = (await store.Rows("SELECT number FROM enquiries")).ConvertAll(r => r.Text(0));
        var counts = there.CountBy(n => n, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        foreach (var write in journal.By["enquiry"].Where(w => w.Acknowledged && counts.GetValueOrDefault(w.Number!) != 1))
            findings.Add($"The enquiry {write.Number}, acknowledged under the key {write.Key}, is there {counts.GetValueOrDefault(write.Number!)} times");
        var asked = journal.By["enquiry"].SelectMany(w => keys[w.Key]).Select(k => k.Answer.GetProperty("number").GetString()!).ToHashSet(StringComparer.Ordinal);
        foreach (var number in there.Where(n => !asked.Contains(n)))
            findings.Add($"The enquiry {number} is the answer to no client's request: it was made twice, or by nobody");
        foreach (var row in await store.Rows("SELECT e.number, e.version, COUNT(n.version), MIN(n.version), MAX(n.version) FROM enquiries e LEFT JOIN enquiry_entries n ON n.enquiry_id = e.id GROUP BY e.number, e.version"))
        {
            if (row.Long(2) != row.Long(1) || row.Long(3) != 1 || row.Long(4) != row.Long(1))
                findings.Add($"The enquiry {row.Text(0)} is at version {row.Text(1)} and has {row.Text(2)} entries");
        }
    }

    private async Task Ratings()
    {
        var given = (await store.Rows("SELECT g.case_id, g.stage, e.rated_at FROM given_ratings g LEFT JOIN evaluations e ON e.case_id = g.case_id AND e.stage = g.stage"))
            .ConvertAll(r => (Case: r.Id(0), Stage: r.Text(1), Rated: r.Has(2)));
        var counts = given.CountBy(g => (g.Case, g.Stage)).ToDictionary();
        var asked = new HashSet<(Guid, string)>();
        foreach (var write in journal.By["rating"])
        {
            if (cases.ByNumber[write.Case!].FirstOrDefault() is not { } one)
                continue;
            asked.Add((one.Id, write.Stage!));
            Count(write, counts.GetValueOrDefault((one.Id, write.Stage!)), "ratings are kept");
        }

        foreach (var (of, stage, rated) in given)
        {
            if (!asked.Contains((of, stage)))
                findings.Add($"A rating of {stage} of the case {of} is there, and no client gave it");
            if (!rated)
                findings.Add($"A rating of {stage} of the case {of} was given, and its evaluation says nothing of it");
        }
    }

    private async Task Files()
    {
        var rows = (await store.Rows("SELECT id, sha256, idempotency_scope FROM stored_files"))
            .ConvertAll(r => (Id: r.Id(0), Sha256: r.Text(1), Scope: r.Has(2) ? r.Text(2) : ""));
        var (byId, byScope) = (rows.ToLookup(r => r.Id), rows.ToLookup(r => r.Scope, StringComparer.Ordinal));
        foreach (var write in journal.By["file"])
        {
            Count(write, byScope[Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"anonymous\n{write.Key}")))].Count(), "rows of it are there");
            if (!write.Acknowledged)
                continue;
            var id = Guid.Parse(write.Number!);
            if (!byId[id].Any(r => r.Sha256 == write.Sha256))
                findings.Add($"The file {id}, acknowledged under the key {write.Key}, is not there with the content that was sent");
            if (!File.Exists(StoredFiles.PathOf(data, id, view: false)))
                findings.Add($"The bytes of the file {id}, acknowledged under the key {write.Key}, are not there");
        }
    }

    private void Count(Write write, int there, string what)
    {
        if (write.Acknowledged && there != 1)
            findings.Add($"The {write} was acknowledged, and {there} {what}");
        else if (!write.Acknowledged && there > 1)
            findings.Add($"The {write} was not acknowledged, and {there} {what}");
    }
}
