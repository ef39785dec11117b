namespace Tongdian.Checker;

/// <summary>The history of each case has no gap, and its row, its open work and the counters are what follows from it.</summary>
internal sealed class Histories(Store store, CaseBook cases, Findings findings)
{
    private const int Completed = 4;

    private static readonly string[] StatusNames = ["", "Submitted", "Accepted", "Energised", "Archived"];

    // Awaiting a request, open, started.
    private static readonly int[] Open = [1, 2, 3];

    public async Task Look()
    {
        foreach (var one in cases.All)
        {
            Versions(one, [.. cases.Facts[one.Id]]);
            StateFits(one, [.. cases.Facts[one.Id]]);
        }

        foreach (var lost in cases.Facts.Select(f => f.Key).Except(cases.All.Select(c => c.Id)))
            findings.Add($"There are {cases.Facts[lost].Count()} facts of the case {lost}, and no such case");
        await Work();
        await Counters();
    }

    private void Versions(CaseRow one, List<Fact> facts)
    {
        var expected = (Version: 1, Ordinal: 0);
        foreach (var fact in facts)
        {
            var next = fact.Version == expected.Version + 1 && fact.Ordinal == 0 && expected.Ordinal > 0 ? (Version: fact.Version, Ordinal: 0) : expected;
            if ((fact.Version, fact.Ordinal) != next)
            {
                findings.Add($"{one.Number}: after version {expected.Version}, fact {expected.Ordinal - 1} comes version {fact.Version}, fact {fact.Ordinal}");
                return;
            }

            expected = (next.Version, next.Ordinal + 1);
        }

        if (facts.Count == 0 || facts[^1].Version != one.Version)
            findings.Add($"{one.Number} is at version {one.Version}, and its history ends at {(facts.Count == 0 ? 0 : facts[^1].Version)}");
    }

    private void StateFits(CaseRow one, List<Fact> facts)
    {
        var state = one.State;
        if (state.GetProperty("version").GetInt32() != one.Version || state.GetProperty("number").GetString() != one.Number
            || state.GetProperty("status").GetInt32() != one.Status || state.GetProperty("id").GetGuid() != one.Id)
            findings.Add($"{one.Number}: the state says version {state.GetProperty("version")} and status {state.GetProperty("status")}, its row {one.Version} and {one.Status}");
        var kinds = facts.Select(f => f.Kind).ToHashSet(StringComparer.Ordinal);
        var status = kinds.Contains("case-archived") ? 4 : kinds.Contains("case-energised") ? 3 : kinds.Contains("case-accepted") ? 2 : 1;
        if (status != one.Status || one.Closed != kinds.Contains("case-archived"))
            findings.Add($"{one.Number} is {StatusNames[one.Status]}{(one.Closed ? ", closed" : "")}; from its history follows {StatusNames[status]}");
        foreach (var stage in state.GetProperty("stages").EnumerateObject())
        {
            var there = stage.Value.GetProperty("status").GetInt32();
            var (entered, done) = (facts.Count(f => f.Kind == "stage-entered" && f.Stage == stage.Name), facts.Count(f => f.Kind == "stage-completed" && f.Stage == stage.Name));
            var should = done > 0 && done == entered ? Completed : entered > 0 ? 2 : 0;
            if (there == Completed != (should == Completed) || Open.Contains(there) != (should == 2))
                findings.Add($"{one.Number}: the state says {there} of the stage {stage.Name}, which was entered {entered} times and completed {done} times");
        }
    }

    private async Task Work()
    {
        var items = (await store.Rows("SELECT case_id, stage FROM work_items")).ConvertAll(r => (Case: r.Id(0), Stage: r.Text(1)));
        var (there, should) = (items.ToHashSet(), cases.All.SelectMany(c => c.State.GetProperty("stages").EnumerateObject()
            .Where(s => Open.Contains(s.Value.GetProperty("status").GetInt32())).Select(s => (c.Id, s.Name))).ToHashSet());
        foreach (var (of, stage) in should.Except(there))
            findings.Add($"The stage {stage} of the case {of} is open and on no worklist");
        foreach (var (of, stage) in there.Except(should))
            findings.Add($"The stage {stage} of the case {of} is on the worklist and not open");
    }

    private async Task Counters()
    {
        var counted = (await store.Rows("SELECT counter, SUM(delta) FROM counter_deltas WHERE counter LIKE 'cases:%' GROUP BY counter")).ToDictionary(r => r.Text(0), r => r.Long(1), StringComparer.Ordinal);
        var real = cases.All.CountBy(c => $"cases:{c.Process}:{StatusNames[c.Status]}", StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        foreach (var counter in counted.Keys.Union(real.Keys, StringComparer.Ordinal))
        {
            if (counted.GetValueOrDefault(counter) != real.GetValueOrDefault(counter))
                findings.Add($"The counter {counter} says {counted.GetValueOrDefault(counter)}, there are {real.GetValueOrDefault(counter)}");
        }
    }
}
