using System.Collections.Immutable;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Insight;

/// <summary>Reads the facts of a case one by one and notes when passes through stages begin, change and end.</summary>
internal sealed class HistoryFold(Func<ProcessKey, ProcessDefinition> processes, Func<CalendarKey, WorkCalendar> calendars, DateTimeOffset until)
{
    private readonly Dictionary<string, OpenPass> open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WayBack> sentBack = new(StringComparer.Ordinal);
    private readonly List<StagePass> passes = [];
    private readonly List<StageTime> worked = [];
    private readonly List<SchemeRevision> revisions = [];
    private StageEntry? scheme;
    private ImmutableArray<string> commented = [];
    private (string Stage, DateTimeOffset At)? completed;
    private Case? state;

    /// <summary>One more fact; false when it and all later ones lie behind the end.</summary>
    public bool Take(RecordedEvent fact)
    {
        var before = state;
        var after = before is null ? Case.Begin([fact]) : before.Apply(fact);
        var at = after.ChangedAt;
        if (at >= until)
            return false;
        state = after;
        switch (fact.Event)
        {
            case StageSentBack e:
                foreach (var id in e.Reset)
                    sentBack[id] = new WayBack(e.From, e.To);
                if (e is { To: SchemeStages.Scheme, Remarks: { } remarks })
                    commented = remarks.Parts;
                break;
            case StageCompleted { Stage: SchemeStages.Scheme } e:
                if (scheme is not null)
                    revisions.Add(new SchemeRevision(at, [.. EntryParts.Changes(scheme, e.Entry).Select(c => c.Part)], commented));
                (scheme, commented) = (e.Entry, []);
                break;
            case DefectsFound e when open.TryGetValue(e.Stage, out var judged):
                judged.Judged = true;
                break;
        }

        foreach (var (id, now) in after.Stages)
        {
            if (before?.Stages.GetValueOrDefault(id) is var was && !ReferenceEquals(was, now))
                Follow(id, was ?? StageState.Pending, now, at, before ?? after);
        }

        return true;
    }

    public CaseHistory? Result()
    {
        if (state is not { } last)
            return null;
        foreach (var pass in open.Values.OrderBy(p => p.From).ThenBy(p => p.Stage, StringComparer.Ordinal).ToList())
            Close(pass, until, PassEnd.Open, last, last.Process);
        return new CaseHistory(
            last.Id, last.Number, last.Process.Id, last.Facts.Region, [.. passes], [.. worked, .. OfOthers(last)], Fate(last))
        {
            Owner = last.Owner, Revisions = [.. revisions],
        };
    }

    private static bool CanBeDone(StageStatus status) => status is StageStatus.Open or StageStatus.Started;

    private void Follow(string id, StageState was, StageState now, DateTimeOffset at, Case before)
    {
        var phase = now.Status == StageStatus.Started ? StagePhase.Working : now.Assignee is null ? StagePhase.Untaken : StagePhase.Taken;
        if (!CanBeDone(was.Status) && CanBeDone(now.Status))
        {
            var asked = was.Status == StageStatus.AwaitingRequest;
            sentBack.Remove(id, out var because);
            open[id] = new OpenPass(id, now.NotBefore > at ? now.NotBefore.Value : at)
            {
                After = !asked && because is null && completed is { } last && last.At == at ? last.Stage : null,
                Because = because,
                AskedAgain = asked && was.RequestedAt is not null,
                Phases = { new PhaseChange(at, phase) },
            };
        }
        else if (CanBeDone(was.Status) && CanBeDone(now.Status))
        {
            if (open[id].Phases[^1].Phase != phase)
                open[id].Phases.Add(new PhaseChange(at, phase));
        }
        else if (open.Remove(id, out var pass))
        {
            var end = now.Status switch
            {
                StageStatus.Completed => PassEnd.Completed,
                StageStatus.Cancelled => PassEnd.Cancelled,
                _ => pass.Judged ? PassEnd.Defects : PassEnd.SentBack,
            };
            Close(pass, at, end, state!, before.Process);
        }

        if (now.Status == StageStatus.Completed && was.Status != StageStatus.Completed)
            completed = (id, at);
    }

    private void Close(OpenPass pass, DateTimeOffset end, PassEnd how, Case after, ProcessKey process)
    {
        // What may not be done before a day has not begun when the record ends before it.
        if (pass.From > end)
            return;
        var (definition, calendar) = (processes(process).Stage(pass.Stage), calendars(after.Calendar));
        var whole = new TimeWindow(pass.From, end);
        var spans = after.Stage(pass.Stage).Time.Where(s => s.Owner == TimeOwner.Utility).Select(s => new TimeWindow(s.From, s.To ?? end).Within(whole))
            .Where(s => s.Length > TimeSpan.Zero).ToList();
        foreach (var (index, change) in pass.Phases.Index())
        {
            var during = new TimeWindow(change.From, index + 1 < pass.Phases.Count ? pass.Phases[index + 1].From : end);
            worked.AddRange(Stretches.Within(spans, during).Select(s => new StageTime(pass.Stage, TimeOwner.Utility, change.Phase, s)));
        }

        passes.Add(new StagePass
        {
            Stage = pass.Stage, Department = definition?.Department, From = pass.From, To = how == PassEnd.Open ? null : end, End = how, After = pass.After,
            Because = pass.Because, AskedAgain = pass.AskedAgain, Limit = definition?.Limit, Phases = [.. pass.Phases],
            BreachedAt = Breach(after, pass.Stage, definition?.Limit, null, calendar, end),
            ElapsedBreachedAt = Breach(after, pass.Stage, definition?.Limit, LimitReading.Elapsed, calendar, end),
            Company = [.. definition?.Limit is { Unit: LimitUnit.Hours } ? spans : spans.SelectMany(calendar.WindowsIn)],
            Allowance = Stall.Patience(definition?.Limit, calendar),
        });
    }

    private DateTimeOffset? Breach(Case after, string stage, Limit? limit, LimitReading? reading, WorkCalendar calendar, DateTimeOffset end)
    {
        if (limit is null)
            return null;
        var timeline = new CaseClocks(after, processes(after.Process), calendar, end).StageTimeline(stage);
        return timeline.Spans.IsEmpty ? null : Clock.Read(limit with { Reading = reading ?? limit.Reading }, timeline, calendar, end).BreachedAt;
    }

    /// <summary>What of the stages' time was not the company's; between two passes it was nobody's.</summary>
    private IEnumerable<StageTime> OfOthers(Case last) =>
        from stage in last.Stages
        from span in stage.Value.Time
        where span.Owner is not (TimeOwner.Utility or TimeOwner.Nobody)
        let during = new TimeWindow(span.From, span.To ?? until)
        where during.Length > TimeSpan.Zero
        select new StageTime(stage.Key, span.Owner, null, during);

    private PromiseFate Fate(Case last)
    {
        var (process, calendar) = (processes(last.Process), calendars(last.Calendar));
        var clocks = new CaseClocks(last, process, calendar, until);
        var promise = clocks.Promise.Definition;
        var timeline = clocks.PromiseTimeline(promise);
        var done = last.Stage(promise.Until) is { Status: StageStatus.Completed, FinishedAt: { } at } ? at : (DateTimeOffset?)null;
        var elapsed = Clock.Read(promise.Limit with { Reading = LimitReading.Elapsed }, timeline, calendar, until).BreachedAt;
        return new PromiseFate(done, clocks.Promise.Reading.BreachedAt, elapsed)
        {
            ToldAt = last.LateNotices?.FirstOrDefault(n => n.Promise == promise.Id)?.At,
        };
    }

    private sealed class OpenPass(string stage, DateTimeOffset from)
    {
        public string Stage { get; } = stage;

        public DateTimeOffset From { get; } = from;

        public string? After { get; init; }

        public WayBack? Because { get; init; }

        public bool AskedAgain { get; init; }

        public List<PhaseChange> Phases { get; } = [];

        public bool Judged { get; set; }
    }
}
