using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.Processes;

namespace Tongdian.Server.Modules.Supply.Schemes;

/// <summary>Every version of a case's scheme, from its facts: nothing is kept twice, and an old version is what it was.</summary>
public sealed class ReadSchemes(CaseStore store, ProcessCatalog processes, CalendarCatalog calendars)
{
    /// <summary>The versions, the first one first.</summary>
    internal async Task<IReadOnlyList<SchemeVersion>> Of(Case now, CancellationToken cancel)
    {
        Case? state = null;
        var versions = new List<SchemeVersion>();
        foreach (var commit in (await store.Events(now.Id, 0, now.Version, cancel)).GroupBy(r => r.Version))
        {
            var facts = commit.Select(r => CaseStore.Fact(r.Payload)).ToList();
            var before = state;
            state = before is null ? Case.Begin(facts) : before.Commit(facts);
            foreach (var fact in facts)
            {
                switch (fact.Event)
                {
                    case StageCompleted { Stage: SchemeStages.Scheme } e:
                        versions.Add(New(e.Entry, fact.At, state, versions.LastOrDefault()));
                        break;
                    case StageCompleted { Stage: SchemeStages.Confirmation } when versions is [.., var last]:
                        versions[^1] = last with { Answer = new SchemeAnswer(Agreed: true, fact.At, IsLate(before!, fact.At), null, null) };
                        break;
                    case StageSentBack { From: SchemeStages.Confirmation, To: SchemeStages.Scheme } e when versions is [.., var last]:
                        versions[^1] = last with { Answer = new SchemeAnswer(Agreed: false, fact.At, IsLate(before!, fact.At), fact.Reason, e.Remarks) };
                        break;
                    default:
                        break;
                }
            }
        }

        // What was waited for meanwhile moves the end of a time that still runs.
        if (versions is [.., { Answer: null } open] && now.Stage(SchemeStages.Confirmation).Status.IsOpen())
            versions[^1] = open with { AnswerBy = Reading(now, now.ChangedAt)?.DueAt };
        return versions;
    }

    private SchemeVersion New(StageEntry entry, DateTimeOffset at, Case after, SchemeVersion? before) => new(
        (before?.Number ?? 0) + 1, at, processes.Get(after.Process).Stage(SchemeStages.Scheme)!, entry,
        before is null ? [] : EntryParts.Changes(before.Entry, entry), after.Stage(SchemeStages.Confirmation).Status.IsOpen() ? Reading(after, at)?.DueAt : null);

    private bool IsLate(Case before, DateTimeOffset at) => Reading(before, at)?.BreachedAt is { } breached && breached <= at;

    private ClockReading? Reading(Case state, DateTimeOffset at) => processes.Get(state.Process) is var process && process.Stage(SchemeStages.Confirmation) is { } stage
        ? new CaseClocks(state, process, calendars.Get(state.Calendar), at).Stage(stage)
        : null;
}
