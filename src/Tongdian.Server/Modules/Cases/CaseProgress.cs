using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.Processes;

namespace Tongdian.Server.Modules.Cases;

/// <summary>A stage in an answer to a change.</summary>
public sealed record StageProgress(string Id, string Name, StageStatus State, DateTimeOffset? DueAt);

/// <summary>The answer to a change: where the case stands now.</summary>
public sealed record CaseProgress(string Number, int Version, CaseStatus State, IReadOnlyList<StageProgress> Stages)
{
    internal static CaseProgress Of(Case state, ProcessCatalog processes, CalendarCatalog calendars, DateTimeOffset now) =>
        new(state.Number.Value, state.Version, state.Status, StagesOf(
            state, processes.Get(state.Process), new CaseClocks(state, processes.Get(state.Process), calendars.Get(state.Calendar), now)));

    internal static IReadOnlyList<StageProgress> StagesOf(Case state, ProcessDefinition process, CaseClocks clocks) =>
        [.. process.Stages.Select(s => new StageProgress(s.Id, s.Name.In(Platform.Http.Language.Current), state.Stage(s.Id).Status, clocks.Stage(s)?.DueAt))];
}
