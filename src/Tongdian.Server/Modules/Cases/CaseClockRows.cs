using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Cluster;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Cases;

/// <summary>
/// The rows by which the limits of a case are watched. What was reached between two changes and not seen by whoever watches is written with the
/// second one, from the case as it stood: nothing is skipped, and the key of an alert sees to it that nothing comes twice.
/// </summary>
public sealed class CaseClockRows(CaseClocks clocks, Case state, ProcessDefinition process, Company company, DateTimeOffset now)
{
    /// <summary>A row, and what decides about it.</summary>
    internal sealed record Line(string LimitId, StageDefinition? Stage, int Occurrence, bool Watched, IReadOnlyList<ThresholdInstant> Instants)
    {
        /// <summary>What depends on more than the timeline.</summary>
        public ThresholdInstant? Look => Instants.FirstOrDefault(i => i.Threshold > Threshold.Breach);

        public DateTimeOffset? At(Threshold threshold) => Instants.FirstOrDefault(i => i.Threshold == threshold)?.At;

        /// <summary>When it next wants attention.</summary>
        public DateTimeOffset? Next(DateTimeOffset now) => Watched ? Instants.Where(i => i.At > now).Min(i => (DateTimeOffset?)i.At) : null;

        public bool Same(Line other) => (LimitId, Occurrence, Watched) == (other.LimitId, other.Occurrence, other.Watched) && Instants.SequenceEqual(other.Instants);
    }

    /// <summary>The name of a stage's stalling, as that of a limit.</summary>
    internal static string StallOf(StageDefinition stage) => $"stall:{stage.Id}";

    /// <summary>The lines of a stage: its limit, and its stalling. None when it was never entered.</summary>
    internal IEnumerable<Line> Of(StageDefinition stage)
    {
        var at = state.Stage(stage.Id);
        var open = at.Status.IsOpen();
        if (clocks.Stage(stage) is not null)
            yield return new Line($"stage:{stage.Id}", stage, at.Occurrence, open, clocks.Thresholds(stage));
        if (at.EnteredAt is not null)
            yield return Stalling(stage);
        if (at.Appointment is { } visit)
            yield return Visit(stage, visit);
    }

    /// <summary>The line of a stage's stalling. Every stretch without activity is an occurrence of its own, known by the second at which it began.</summary>
    internal Line Stalling(StageDefinition stage)
    {
        var at = state.Stage(stage.Id);
        var began = (int)((at.ActiveAt ?? at.EnteredAt ?? state.SubmittedAt) - state.SubmittedAt).TotalSeconds;
        return clocks.StallAt(stage, company.OnDuty(state.Facts.Region, stage.Department)) is { } stalls
            ? new Line(StallOf(stage), stage, began, Watched: true, [new ThresholdInstant(Threshold.Stall, stalls)])
            : new Line(StallOf(stage), stage, began, Watched: false, []);
    }

    /// <summary>The lines of the promises, and of the duty to tell the customer.</summary>
    internal IEnumerable<Line> OfPromises() => clocks.Promises.Select(p => new Line(
        $"promise:{p.Definition.Id}", null, 1, state.Status.IsRunning() && !p.Reading.Finished, clocks.Thresholds(p.Definition))).Append(Lateness());

    /// <summary>
    /// The line of the duty to tell the customer. It cannot begin before an open stage is late, so that is when it is looked at; only then is it
    /// computed when it begins.
    /// </summary>
    private Line Lateness()
    {
        DateTimeOffset? looks = clocks.Lateness is { } duty
            ? duty.State == LateDutyState.Due ? now : null
            : state.Status.IsRunning() && clocks.Promise.Reading is { Finished: false, DueAt: { } due } ? NextLook(due) : null;
        return new Line("notice:promise", null, 1, looks is not null, looks is { } at ? [new ThresholdInstant(Threshold.LateNotice, at)] : []);
    }

    private DateTimeOffset? NextLook(DateTimeOffset due)
    {
        var open = process.Stages.Where(s => state.Stage(s.Id).Status.IsOpen()).Select(s => clocks.Stage(s)?.DueAt).OfType<DateTimeOffset>().ToList();
        return open.Exists(d => d <= now) ? clocks.LateFrom : open.Where(d => d < due).Min(d => (DateTimeOffset?)d);
    }

    // Each time that was agreed on is an occurrence of its own: half-days and minutes since the first day never meet.
    private Line Visit(StageDefinition stage, Appointment visit)
    {
        var half = visit.Time.From is { } from
            ? (visit.Time.Day.DayNumber * 1440) + (int)from.TimeOfDay.TotalMinutes : (visit.Time.Day.DayNumber * 2) + (int)visit.Time.Part;
        return clocks.VisitEnds(stage) is { } ends
            ? new Line($"visit:{stage.Id}", stage, half, Watched: true, [new ThresholdInstant(Threshold.NoShow, ends)])
            : new Line($"visit:{stage.Id}", stage, half, Watched: false, []);
    }

    internal void Write(WriteBatch batch, Line line) => batch.Upsert(
        "case_clocks", 2, ("case_id", state.Id.Value), ("limit_id", line.LimitId), ("stage", line.Stage?.Id), ("occurrence", line.Occurrence),
        ("watcher", Partition.Of(state.Id.Value)), ("near_at", line.At(Threshold.Near)), ("very_near_at", line.At(Threshold.VeryNear)),
        ("due_at", line.At(Threshold.Breach)), ("look_at", line.Look?.At), ("look_for", line.Look?.Threshold), ("next_at", line.Next(now)));

    internal void Remove(WriteBatch batch, string limit) =>
        batch.Add("DELETE FROM case_clocks WHERE case_id = $1 AND limit_id = $2", state.Id.Value, limit);

    /// <summary>Alerts of what a line reached after an instant and by now.</summary>
    internal void Alert(WriteBatch batch, Line line, DateTimeOffset after)
    {
        foreach (var reached in line.Instants.Where(i => i.At > after && i.At <= now))
        {
            new LimitAlert
            {
                CaseId = state.Id.Value, LimitId = line.LimitId, Occurrence = line.Occurrence, Threshold = reached.Threshold, At = reached.At, SeenAt = now,
                Stage = line.Stage?.Id, Number = state.Number.Value, Process = process.Key.Id, Region = state.Facts.Region, Department = line.Stage?.Department,
                Assignee = line.Stage is { } stage ? state.Stage(stage.Id).Assignee : null, Owner = state.Owner,
            }.Write(batch);
        }
    }
}
