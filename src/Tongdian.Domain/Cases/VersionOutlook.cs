using System.Collections.Immutable;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Processes;

namespace Tongdian.Domain.Cases;

/// <summary>Something entered that would be wrong or missing under another version.</summary>
/// <param name="Stage">Where it was entered.</param>
/// <param name="Fault">The place in the form and what would be said of it.</param>
public sealed record EntryOutlook(string Stage, FieldError Fault);

/// <summary>A limit or promise that would be another one, or due at another time.</summary>
/// <param name="LimitId"><c>stage:survey</c> or <c>promise:promise</c>, as clocks are named.</param>
/// <param name="Before">As it is; null when the version brings it.</param>
/// <param name="After">As it would be; null when the version lacks it.</param>
/// <param name="DueBefore">When it is due; null when its clock does not run.</param>
/// <param name="DueAfter">When it would be due.</param>
public sealed record LimitOutlook(string LimitId, Limit? Before, Limit? After, DateTimeOffset? DueBefore, DateTimeOffset? DueAfter);

/// <summary>What it would mean for an open case to go on under another version of its process. Nothing is changed by asking.</summary>
public sealed record VersionOutlook
{
    /// <summary>Why the case cannot go on under the version at all; everything else is then empty.</summary>
    public Error? Refused { get; init; }

    /// <summary>Stages that were reached and that the version does not have.</summary>
    public ImmutableArray<string> Gone { get; init; } = [];

    /// <summary>Stages that were reached and would have to be passed again.</summary>
    public ImmutableArray<string> Again { get; init; } = [];

    /// <summary>Stages that would be entered at once.</summary>
    public ImmutableArray<string> Entered { get; init; } = [];

    /// <summary>What was entered and would be wrong, or is missing in what is done. Personal values are sealed and not looked at.</summary>
    public ImmutableArray<EntryOutlook> Entries { get; init; } = [];

    /// <summary>Limits of open stages, and promises, that would differ.</summary>
    public ImmutableArray<LimitOutlook> Limits { get; init; } = [];

    /// <summary>What was done and entered fits the version as it stands.</summary>
    public bool Fits => Refused is null && Gone.IsEmpty && Again.IsEmpty && Entries.IsEmpty;

    /// <summary>Asks what moving would do.</summary>
    /// <param name="state">The case.</param>
    /// <param name="process">The version that it follows.</param>
    /// <param name="target">The version that is asked about.</param>
    /// <param name="calendar">The case's calendar.</param>
    /// <param name="now">The instant of asking.</param>
    public static VersionOutlook Of(Case state, ProcessDefinition process, ProcessDefinition target, WorkCalendar calendar, DateTimeOffset now)
    {
        if (state.Decide(process, new MoveToVersion(target), new OperationContext(Actor.System, now, "?")).Failed(out var refused, out var change))
            return new VersionOutlook { Refused = refused };
        var (moved, facts) = (change.After, change.Events.Select(e => e.Event).ToList());
        var dropped = facts.OfType<VersionMoved>().Single().Dropped;
        return new VersionOutlook
        {
            Gone = [.. dropped.Where(id => target.Stage(id) is null)],
            Again = [.. dropped.Where(id => target.Stage(id) is not null)],
            Entered = [.. facts.OfType<StageEntered>().Select(e => e.Stage).Except(dropped)],
            Entries = [.. target.Stages.SelectMany(s => EntriesOf(state, moved, process.Stage(s.Id), s))],
            Limits = [.. Differing(Read(state, process, calendar, now), Read(moved, target, calendar, now), facts.OfType<StageEntered>().Select(e => $"stage:{e.Stage}"))],
        };
    }

    private static IEnumerable<EntryOutlook> EntriesOf(Case state, Case moved, StageDefinition? old, StageDefinition stage)
    {
        if (old is null || old == stage || state.Stage(stage.Id).Entry is not { } entry)
            return [];
        var submission = new Submission(entry.Fields, entry.Files, entry.Signatures);
        var done = moved.Stage(stage.Id).Status == StageStatus.Completed;
        var known = Faults(old, state).Select(f => (f.Field, f.Code)).ToHashSet();
        var sealedAway = PersonalFields.Of(old).Select(id => $"fields.{id}").ToList();
        return Faults(stage, moved)
            .Where(f => !known.Contains((f.Field, f.Code)) && !sealedAway.Exists(p => f.Field == p || f.Field.StartsWith(p + "[", StringComparison.Ordinal)))
            .Select(f => new EntryOutlook(stage.Id, f));

        ImmutableArray<FieldError> Faults(StageDefinition form, Case of) =>
            done ? FormRules.Check(form, submission, of.Fact) : FormRules.CheckDraft(form, submission);
    }

    private static IEnumerable<LimitOutlook> Differing(
        List<(string Id, Limit Limit, DateTimeOffset? Due)> before, List<(string Id, Limit Limit, DateTimeOffset? Due)> after, IEnumerable<string> entered)
    {
        foreach (var id in before.Concat(after).Select(l => l.Id).Distinct(StringComparer.Ordinal).Except(entered))
        {
            var (was, will) = (before.Find(l => l.Id == id), after.Find(l => l.Id == id));
            if (was.Limit != will.Limit || was.Due != will.Due)
                yield return new LimitOutlook(id, was.Limit, will.Limit, was.Due, will.Due);
        }
    }

    private static List<(string Id, Limit Limit, DateTimeOffset? Due)> Read(Case state, ProcessDefinition process, WorkCalendar calendar, DateTimeOffset now)
    {
        var clocks = new CaseClocks(state, process, calendar, now);
        return
        [
            .. process.Stages.Where(s => s.Limit is not null && state.Stage(s.Id).Status.IsOpen()).Select(s => ($"stage:{s.Id}", s.Limit!, clocks.Stage(s)?.DueAt)),
            .. clocks.Promises.Where(p => !p.Reading.Finished).Select(p => ($"promise:{p.Definition.Id}", p.Definition.Limit, p.Reading.DueAt)),
        ];
    }
}
