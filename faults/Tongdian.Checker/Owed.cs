using System.Security.Cryptography;
using System.Text;

namespace Tongdian.Checker;

/// <summary>What follows from a fact is there once, or waits in the outbox.</summary>
internal sealed class Owed(Store store, CaseBook cases, Options options, Findings findings)
{
    // The facts of a case that become entries of the evidence log: docs/evidence.md, as far as the clients make them happen.
    private static readonly string[] Recorded =
    [
        "case-submitted", "case-amended", "document-added", "case-accepted", "case-withdrawn", "case-rejected", "case-merged", "stage-entered", "stage-skipped", "stage-started",
        "stage-requested", "stage-offered", "stage-signed", "stage-completed", "defects-found", "stage-sent-back", "stage-paused", "stage-resumed", "owner-changed",
        "case-energised", "case-archived",
    ];

    private static readonly string[] Evaluated = ["acceptance", "survey", "contract", "construction", "energisation"];

    private static readonly Dictionary<string, string> Purposes = new(StringComparer.Ordinal)
    {
        ["submitted"] = "that the application came in", ["energised"] = "that the power is on", ["stage-finished"] = "that a stage is done",
    };

    /// <summary>The id of an entry of the log: it follows from what the entry records.</summary>
    public static Guid EntryOf(string what) => new(SHA256.HashData(Encoding.UTF8.GetBytes(what)).AsSpan(0, 16));

    public async Task Look()
    {
        var rows = await store.Rows("SELECT consumer, case_id, version, ordinal, next_at FROM outbox");
        var waiting = rows.ConvertAll(r => (Consumer: r.Text(0), Case: r.Id(1), Version: r.Int(2), Ordinal: r.Int(3)));
        if (options.Settled && waiting.Count > 0)
            findings.Add($"{waiting.Count} facts still wait in the outbox, the first for {waiting[0].Consumer} of the case {waiting[0].Case}; the last waits until {rows.Max(r => r.Time(4)):O}");
        var owed = waiting.ToHashSet();
        var facts = cases.Facts.SelectMany(f => f).ToList();
        await Evidence(facts, owed);
        await Evaluations(facts, owed);
        await Told(facts, owed);
        await OtherEntries();
    }

    private async Task Evidence(List<Fact> facts, HashSet<(string, Guid, int, int)> owed)
    {
        var leaves = (await store.Rows("SELECT case_id, version, ordinal, id FROM evidence_leaves WHERE version IS NOT NULL")).ConvertAll(r => (Fact: (r.Id(0), r.Int(1), r.Int(2)), Id: r.Id(3)));
        // There is one at most: its id follows from the fact.
        var there = leaves.Select(l => l.Fact).ToHashSet();
        foreach (var fact in facts.Where(f => Recorded.Contains(f.Kind)))
        {
            if (!there.Contains((fact.Case, fact.Version, fact.Ordinal)) && !owed.Contains(("evidence", fact.Case, fact.Version, fact.Ordinal)))
                findings.Add($"The fact {fact.Kind} (version {fact.Version}, {fact.Ordinal}) of the case {fact.Case} has 0 entries in the log and none waiting");
        }

        var real = facts.Select(f => (f.Case, f.Version, f.Ordinal)).ToHashSet();
        foreach (var (of, id) in leaves)
        {
            if (!real.Contains(of))
                findings.Add($"The log has an entry {id} for version {of.Item2}, fact {of.Item3} of the case {of.Item1}, and there is no such fact");
            else if (id != EntryOf($"fact {of.Item1} {of.Item2} {of.Item3}"))
                findings.Add($"The entry {id} has not the id of what it says that it records");
        }
    }

    private async Task Evaluations(List<Fact> facts, HashSet<(string, Guid, int, int)> owed)
    {
        var there = (await store.Rows("SELECT case_id, stage FROM evaluations")).Select(r => (r.Id(0), r.Text(1))).ToHashSet();
        foreach (var fact in facts.Where(f => f.Kind == "stage-completed" && Evaluated.Contains(f.Stage)))
        {
            if (!there.Contains((fact.Case, fact.Stage!)) && !owed.Contains(("feedback", fact.Case, fact.Version, fact.Ordinal)))
                findings.Add($"The stage {fact.Stage} of the case {fact.Case} is done, and nobody is asked or will be asked how it was");
        }
    }

    // Who made no choice is told of what each version means for them, by one message of each purpose.
    private async Task Told(List<Fact> facts, HashSet<(string Consumer, Guid Case, int Version, int Ordinal)> owed)
    {
        var there = (await store.Rows("SELECT case_id, purpose FROM messages WHERE takes_place_of IS NULL")).CountBy(r => (Case: r.Id(0), Purpose: r.Text(1))).ToDictionary();
        var waiting = owed.Where(o => o.Consumer == "notices").Select(o => (o.Case, o.Version)).ToHashSet();
        var should = facts.GroupBy(f => (f.Case, f.Version)).SelectMany(v => Tells(v).Select(p => (v.Key.Case, Purpose: p, Waits: waiting.Contains(v.Key))));
        foreach (var told in should.GroupBy(s => (s.Case, s.Purpose)))
        {
            var (many, most) = (there.GetValueOrDefault(told.Key), told.Count());
            if (many < told.Count(t => !t.Waits) || many > most)
                findings.Add($"The customer of the case {told.Key.Case} is told {many} times {Purposes[told.Key.Purpose]}, which happened {most} times");
        }
    }

    // As far as the clients make it happen. That the power is on says that the stage is done; nobody is told of the archive, nor of what comes after it.
    private static IEnumerable<string> Tells(IEnumerable<Fact> version)
    {
        var facts = version.ToList();
        if (facts.Exists(f => f.Kind == "case-submitted"))
            yield return "submitted";
        if (facts.Exists(f => f.Kind == "case-energised"))
            yield return "energised";
        else if (facts.Exists(f => f is { Kind: "stage-completed", Stage: not ("archive" or "follow-up") }))
            yield return "stage-finished";
    }

    private async Task OtherEntries()
    {
        var there = (await store.Rows("SELECT id FROM evidence_leaves")).Select(r => r.Id(0)).ToHashSet();
        var due = (await store.Rows("SELECT kind, subject, part FROM evidence_due")).ConvertAll(r => (Kind: r.Text(0), Subject: r.Id(1), Part: r.Text(2)));
        if (options.Settled && due.Count > 0)
            findings.Add($"{due.Count} things are still to be recorded, the first: {due[0].Kind} of {due[0].Subject}");
        var waiting = due.ToHashSet();
        var should = (await store.Rows("SELECT id FROM messages WHERE sent_at IS NOT NULL")).Select(r => (Kind: "notice-sent", Subject: r.Id(0), Part: ""))
            .Concat((await store.Rows("SELECT case_id, stage FROM given_ratings WHERE stage NOT LIKE '%:words'")).Select(r => (Kind: "stage-rated", Subject: r.Id(0), Part: r.Text(1))));
        foreach (var one in should.Where(s => !waiting.Contains(s) && !there.Contains(EntryOf($"{s.Kind} {s.Subject} {s.Part}"))))
            findings.Add($"{one.Kind} {one.Part} of {one.Subject} has no entry in the log and none waiting");
    }
}
