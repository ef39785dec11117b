namespace Tongdian.Checker;

/// <summary>Every threshold that was reached has its alert, once.</summary>
internal sealed class Limits(Store store, Options options, Findings findings)
{
    private const int Near = 1;
    private const int Breach = 3;

    // As long as the watch may take.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    public async Task Look()
    {
        var alerts = (await store.Rows("SELECT case_id, limit_id, occurrence, threshold FROM limit_alerts")).ConvertAll(r => (Of: r.Id(0), Limit: r.Text(1), Occurrence: r.Int(2), Threshold: r.Int(3)));
        foreach (var twice in alerts.CountBy(a => a).Where(a => a.Value > 1))
            findings.Add($"The threshold {twice.Key.Threshold} of {twice.Key.Limit} of {twice.Key.Of} was reported {twice.Value} times");
        var there = alerts.ToLookup(a => (a.Of, a.Limit, a.Threshold));
        foreach (var row in await store.Rows("SELECT id, number, near_at, due_at FROM enquiries WHERE version = 1 AND near_at IS NOT NULL"))
        {
            Once(row.Id(0), row.Text(1), Near, row.Time(2), there[(row.Id(0), "enquiry:answer", Near)].Count());
            Once(row.Id(0), row.Text(1), Breach, row.Time(3), there[(row.Id(0), "enquiry:answer", Breach)].Count());
        }

        var real = (await store.Rows("SELECT id FROM enquiries UNION SELECT id FROM cases")).Select(r => r.Id(0)).ToHashSet();
        foreach (var alert in alerts.Where(a => !real.Contains(a.Of)))
            findings.Add($"There is an alert of {alert.Limit} of {alert.Of}, and no such case or enquiry");
        if (!options.Settled)
            return;
        foreach (var row in await store.Rows("SELECT case_id, limit_id, next_at FROM case_clocks WHERE next_at IS NOT NULL"))
        {
            if (row.Time(2) + Grace < options.Now)
                findings.Add($"The limit {row.Text(1)} of the case {row.Id(0)} was to be looked at at {row.Time(2):O}, and nobody did");
        }
    }

    private void Once(Guid id, string number, int threshold, DateTime at, int there)
    {
        if (there > 1)
            findings.Add($"The threshold {threshold} of the answer to {number} was reported {there} times");
        else if (there == 0 && options.Settled && at + Grace < options.Now)
            findings.Add($"The threshold {threshold} of the answer to {number} was reached at {at:O} and not reported ({id})");
        else if (there == 1 && at > options.Now + Grace)
            findings.Add($"The threshold {threshold} of the answer to {number} is reported and will be reached at {at:O} only");
    }
}
