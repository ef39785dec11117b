using System.Collections.Immutable;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Bench.Scenes;

/// <summary>A case with the rows that the product writes beside it. Those that are filled in are like it and have a number and an id of their own.</summary>
internal sealed class CaseSample
{
    private readonly string text;

    public CaseSample(CaseProjection projection, Company company, Case state, DateTimeOffset now)
    {
        (State, text) = (state, CaseStore.Text(state));
        var beside = new WriteBatch();
        projection.Write(beside, new CaseChange(null, state, []), company, now);
        Beside = [.. SampleRow.Of(beside).Where(r => r.Table is "work_items" or "case_clocks")];

        var (then, _, old) = projection.Read(state, company, state.ChangedAt);
        var due = new WriteBatch();
        foreach (var line in then.Stages.SelectMany(old.Of).Concat(old.OfPromises()).Where(l => l.Next(state.ChangedAt) <= now))
            old.Write(due, line);
        Due = [.. SampleRow.Of(due)];

        var (process, _, rows) = projection.Read(state, company, now);
        var alerts = new WriteBatch();
        foreach (var line in process.Stages.SelectMany(rows.Of).Concat(rows.OfPromises()).Where(l => l.Watched))
            rows.Alert(alerts, line, state.ChangedAt);
        Alerts = [.. SampleRow.Of(alerts)];
    }

    public Case State { get; }

    /// <summary>Length of the state document.</summary>
    public int Characters => text.Length;

    /// <summary>Work items and clocks as they stand when everything that was due has been taken.</summary>
    public ImmutableArray<SampleRow> Beside { get; }

    /// <summary>The clocks that are due, as they stood since the last change of the case because nobody watched.</summary>
    public ImmutableArray<SampleRow> Due { get; }

    /// <summary>The alerts that taking them has to make.</summary>
    public ImmutableArray<SampleRow> Alerts { get; }

    /// <summary>The row of the case itself.</summary>
    public SampleRow Row(Guid id, string number, DateTimeOffset submitted) => new("cases", Columns,
    [
        id, number, State.Version, State.Status, State.Process.Id, State.Process.Version, State.Facts.Region, State.Customer.Person, State.Owner, submitted,
        State.ClosedAt,
        text.Replace(State.Id.ToString(), id.ToString(), StringComparison.Ordinal).Replace(State.Number.Value, number, StringComparison.Ordinal),
    ]);

    private static readonly string[] Columns =
        ["id", "number", "version", "status", "process", "process_version", "region", "person_id", "owner", "submitted_at", "closed_at", "state"];
}
