using System.Collections.Immutable;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Cases;

/// <summary>A promise with what its clock says.</summary>
public sealed record PromiseReading(PromiseDefinition Definition, ClockReading Reading);

/// <summary>What the clocks of a case say at one instant. Everything is computed from the timelines; nothing is stored.</summary>
public sealed class CaseClocks(Case state, ProcessDefinition process, WorkCalendar calendar, DateTimeOffset asked)
{
    // What is done is done, also when the machine's clock says that it lies ahead.
    private readonly DateTimeOffset now = state.NotBeforeLast(asked);
    private ImmutableArray<PromiseReading>? promises;
    private ImmutableDictionary<string, DateTimeOffset>? expected;

    // Whoever asks about a case asks about the same stages several times.
    private readonly Dictionary<string, ClockReading?> readings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<ThresholdInstant>> thresholds = new(StringComparer.Ordinal);

    /// <summary>The promises, targets and statutory limits that apply, with what their clocks say.</summary>
    public ImmutableArray<PromiseReading> Promises => promises ??=
        [.. Applying(state, process).Select(p => new PromiseReading(p, Clock.Read(p.Limit, PromiseTimeline(p), calendar, now)))];

    /// <summary>The promises, targets and statutory limits that apply. Of several promises over the same stretch the last whose condition holds replaces the others.</summary>
    private static IEnumerable<PromiseDefinition> Applying(Case state, ProcessDefinition process) => process.Promises
        .Where(p => Condition.AllHold(p.When, state.Fact))
        .Where(p => p.Since is not { } since || state.Stage(since).Status == StageStatus.Completed)
        .GroupBy(p => (p.Kind, p.Since, p.Until))
        .Select(g => g.LastOrDefault(p => p.When.Length > 0) ?? g.First());

    /// <summary>The promise for the whole case.</summary>
    public PromiseReading Promise => Promises.First(p =>
        p.Definition is { Kind: PromiseKind.Promise, Since: null } && process.Stage(p.Definition.Until)?.Effect == StageEffect.Energises);

    /// <summary>What the clock of a stage says; null when it has no limit or was never entered.</summary>
    public ClockReading? Stage(StageDefinition stage)
    {
        if (!readings.TryGetValue(stage.Id, out var reading))
            readings[stage.Id] = reading = stage.Limit is { } limit && StageTimeline(stage.Id) is { Spans.Length: > 0 } timeline ? Clock.Read(limit, timeline, calendar, now) : null;
        return reading;
    }

    /// <summary>When the thresholds of a stage's limit were and will be reached; none when it has no limit or was never entered.</summary>
    public ImmutableArray<ThresholdInstant> Thresholds(StageDefinition stage)
    {
        if (!thresholds.TryGetValue(stage.Id, out var instants))
            thresholds[stage.Id] = instants = stage.Limit is { } limit && StageTimeline(stage.Id) is { Spans.Length: > 0 } timeline ? Clock.Thresholds(limit, timeline, calendar, now) : [];
        return instants;
    }

    /// <summary>When the thresholds of a promise were and will be reached.</summary>
    public ImmutableArray<ThresholdInstant> Thresholds(PromiseDefinition promise) => Clock.Thresholds(promise.Limit, PromiseTimeline(promise), calendar, now);

    /// <summary>When the end of a running limit is near. Null while it does not run.</summary>
    public DateTimeOffset? NearAt(StageDefinition stage) =>
        Stage(stage)?.DueAt is null ? null : Thresholds(stage).FirstOrDefault(t => t.Threshold == Threshold.Near)?.At;

    /// <summary>
    /// When an open stage stalls (or stalled) if nobody does anything; null when it is not the company's turn. What is waited for does not count:
    /// an agreed visit, or a day before which it may not be done.
    /// </summary>
    /// <param name="stage">The stage.</param>
    /// <param name="onDuty">When somebody of the stage's department is there besides office hours.</param>
    public DateTimeOffset? StallAt(StageDefinition stage, IReadOnlyCollection<TimeWindow> onDuty)
    {
        var at = state.Stage(stage.Id);
        if (!at.Status.IsOpen() || (at.ActiveAt ?? at.StartedAt ?? at.EnteredAt) is not { } since)
            return null;
        DateTimeOffset?[] waited = [at.NotBefore, at.Appointment is { Status: AppointmentStatus.Agreed } visit ? VisitTimes.Begins(visit.Time, calendar) : null];
        return Stall.At(StageTimeline(stage.Id), waited.Append(since).Max()!.Value, Stall.Patience(stage.Limit, calendar), calendar, onDuty);
    }

    /// <summary>The duty to tell the customer that the promise will not be kept; null while there is none.</summary>
    public LateDuty? Lateness
    {
        get
        {
            var promise = Promise;
            var notice = state.LateNotices?.FirstOrDefault(n => n.Promise == promise.Definition.Id);
            if (promise.Reading.BreachedAt is { } missed)
                return new LateDuty(promise, missed, ExpectedAt, notice, notice is null ? LateDutyState.Missed : notice.At < missed ? LateDutyState.Told : LateDutyState.ToldLate);
            if (promise.Reading is not { Finished: false, DueAt: { } due } || !state.Status.IsRunning())
                return null;
            if (notice is not null)
                return new LateDuty(promise, due, ExpectedAt, notice, LateDutyState.Told);
            return ExpectedAt > due ? new LateDuty(promise, due, ExpectedAt, null, LateDutyState.Due) : null;
        }
    }

    /// <summary>
    /// When the duty to tell the customer will begin if nothing happens, to the minute; null when it does not begin before the promise is missed.
    /// </summary>
    public DateTimeOffset? LateFrom
    {
        get
        {
            if (Lateness is not null || Promise.Reading is not { Finished: false, DueAt: { } due } || !state.Status.IsRunning())
                return null;
            bool Late(DateTimeOffset at) => new CaseClocks(state, process, calendar, at).Lateness is { State: LateDutyState.Due };
            var (early, late) = (now, due.AddTicks(-1));
            if (late <= early || !Late(late))
                return null;
            // What is expected never comes nearer by waiting, so there is one such instant.
            while (late - early > TimeSpan.FromMinutes(1))
            {
                var middle = early + ((late - early) / 2);
                (early, late) = Late(middle) ? (early, middle) : (middle, late);
            }

            return late;
        }
    }

    /// <summary>Until when the visit of a stage was agreed and nobody has come; null when none is waited for.</summary>
    public DateTimeOffset? VisitEnds(StageDefinition stage) =>
        state.Stage(stage.Id) is { ArrivedAt: null, Appointment: { Status: AppointmentStatus.Agreed } visit } at && at.Status.IsOpen() ? VisitTimes.Awaited(visit.Time, calendar) : null;

    /// <summary>Time used of a stage or promise in a reading, for showing both readings.</summary>
    public TimeSpan Used(Timeline timeline, LimitReading reading, LimitUnit unit) => Clock.Used(timeline, reading, unit, calendar, now);

    /// <summary>Whose time a stage was, from when its clock began: when it was entered, or last asked for, or could first be done.</summary>
    public Timeline StageTimeline(string stage)
    {
        var at = state.Stage(stage);
        var time = WhoseTime.Of(at);
        return new Timeline((at.RequestedAt ?? at.NotBefore) is { } from ? Since(time, from) : time);
    }

    /// <summary>Whose time the case was, from the submission (or the stage that begins the promise) until the promise was kept.</summary>
    public Timeline PromiseTimeline(PromiseDefinition promise)
    {
        var until = state.Stage(promise.Until);
        var time = WhoseTime.Of(state);
        var since = promise.Since is { } stage && state.Stage(stage).FinishedAt is { } begin ? Since(time, begin) : time;
        return new Timeline(until.Status.IsPassed() && until.FinishedAt is { } end ? Until(since, end) : since);
    }

    /// <summary>
    /// When a stage is expected to be finished: what is left of its limit, after everything before and inside it. Stages without a limit (the
    /// customer's own works) add nothing, because nobody knows. Null for stages that do not come.
    /// </summary>
    public DateTimeOffset? Expected(string stage)
    {
        expected ??= ExpectAll();
        return expected.TryGetValue(stage, out var at) ? at : null;
    }

    /// <summary>When the power is expected to be on.</summary>
    public DateTimeOffset? ExpectedAt => process.Stages.FirstOrDefault(s => s.Effect == StageEffect.Energises) is { } stage ? Expected(stage.Id) : null;

    private ImmutableDictionary<string, DateTimeOffset> ExpectAll()
    {
        if (!state.Status.IsRunning() && state.Status != CaseStatus.Archived)
            return ImmutableDictionary<string, DateTimeOffset>.Empty;
        var found = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var stage in process.Stages)
            Expect(stage, found);
        return found.Where(f => state.Stage(f.Key).Status is not (StageStatus.Skipped or StageStatus.Cancelled)).ToImmutableDictionary();
    }

    private DateTimeOffset Expect(StageDefinition stage, Dictionary<string, DateTimeOffset> found)
    {
        if (found.TryGetValue(stage.Id, out var known))
            return known;
        var at = state.Stage(stage.Id);
        if (at.Status.IsPassed())
            return found[stage.Id] = at.FinishedAt ?? now;
        var begins = Begins(stage, found);
        if (at.NotBefore is { } notBefore && notBefore > begins)
            begins = notBefore;
        else if (!at.Status.IsOpen())
            begins += stage.NotBefore;
        var ends = stage.Limit is { } limit ? LeftFrom(begins, limit, Stage(stage)) : begins;
        return found[stage.Id] = process.Stages.Where(s => s.Inside == stage.Id).Select(s => Expect(s, found)).Append(ends).Max();
    }

    /// <summary>After everything that must be finished before it, and before the stage it is inside of; never before now.</summary>
    private DateTimeOffset Begins(StageDefinition stage, Dictionary<string, DateTimeOffset> found)
    {
        var begins = stage.After.Select(id => Expect(process.Stage(id)!, found)).Append(now).Max();
        return stage.Inside is { } outer && Begins(process.Stage(outer)!, found) is var opens && opens > begins ? opens : begins;
    }

    private DateTimeOffset LeftFrom(DateTimeOffset begins, Limit limit, ClockReading? reading)
    {
        if (reading is null)
            return Clock.DueAt(begins, limit.Amount, limit.Unit, calendar);
        if (reading.DueAt is { } due)
            return due > begins ? due : begins;
        if (limit.Unit == LimitUnit.WorkingDays)
            return Clock.DueAt(begins, Math.Max(0, limit.Amount - (reading.CountedDays ?? 0)), limit.Unit, calendar);
        var left = reading.Left > TimeSpan.Zero ? (decimal)reading.Left.TotalHours : 0;
        return Clock.DueAt(begins, left, limit.Unit, calendar);
    }

    // What begins and ends at one instant stays, as a stretch without length: it was kept in no time, not never.
    private static ImmutableArray<TimelineSpan> Since(ImmutableArray<TimelineSpan> spans, DateTimeOffset from) =>
        [.. spans.Where(s => s.To is not { } to || to >= from).Select(s => s.From < from ? s with { From = from } : s)];

    private static ImmutableArray<TimelineSpan> Until(ImmutableArray<TimelineSpan> spans, DateTimeOffset end) =>
        [.. spans.Where(s => s.From <= end).Select(s => s.To is { } to && to <= end ? s : s with { To = end })];
}
