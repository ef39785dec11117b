namespace Tongdian.Checker;

/// <summary>Every threshold that was reached has its alert, once.</summary>
internal sealed class Limits(Store store, Options options, Findings findings)
{
    private const int Near = 1;
    private const int VeryNear = 2;
    private const int Breach = 3;

    // In which column of a clock each is.
    private static readonly (int Threshold, int Column)[] Thresholds = [(Near, 3), (VeryNear, 4), (Breach, 5)];

    public async Task Look()
    {
        var alerts = (await store.Rows("SELECT case_id, limit_id, occurrence, threshold FROM limit_alerts")).ConvertAll(r => (Of: r.Id(0), Limit: r.Text(1), Occurrence: r.Int(2), Threshold: r.Int(3)));
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
            if (row.Time(2) + options.Grace < options.Now)
                findings.Add($"The limit {row.Text(1)} of the case {row.Id(0)} was to be looked at at {row.Time(2):O}, and nobody did");
        }

        await OpenStages(alerts.ToHashSet());
    }

    // While a stage is open, its row says when each threshold is reached.
    private async Task OpenStages(HashSet<(Guid Of, string Limit, int Occurrence, int Threshold)> alerts)
    {
        foreach (var row in await store.Rows(
            "SELECT c.case_id, c.limit_id, c.occurrence, c.near_at, c.very_near_at, c.due_at FROM case_clocks c JOIN work_items w ON w.case_id = c.case_id AND w.stage = c.stage"))
        {
            foreach (var (threshold, column) in Thresholds)
            {
                if (row.Has(column) && row.Time(column) + options.Grace < options.Now && !alerts.Contains((row.Id(0), row.Text(1), row.Int(2), threshold)))
                    findings.Add($"The threshold {threshold} of {row.Text(1)} of the case {row.Id(0)} was reached at {row.Time(column):O} and not reported");
            }
        }
    }

    private void Once(Guid id, string number, int threshold, DateTime at, int there)
    {
        if (there > 1)
            findings.Add($"The threshold {threshold} of the answer to {number} was reported {there} times");
        else if (there == 0 && options.Settled && at + options.Grace < options.Now)
            findings.Add($"The threshold {threshold} of the answer to {number} was reached at {at:O} and not reported ({id})");
        else if (there == 1 && at > options.Now + options.Grace)
            findings.Add($"The threshold {threshold} of the answer to {number} is reported and will be reached at {at:O} only");
    }
}
