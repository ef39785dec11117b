using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;

namespace Tongdian.Server.Modules.Coordination.Rounds;

/// <summary>Who could do a stage: those on duty first, then the others of its role and department in the region who are there.</summary>
public sealed class FindColleagues(CaseStore store, CompanyDirectory directory, ProcessCatalog processes, FindDuty duty, TimeProvider time)
{
    /// <summary>The colleagues, in the order in which they are offered.</summary>
    public async Task<IReadOnlyList<StaffMember>> For(string number, string stage, CancellationToken cancel)
    {
        if (!CaseNumber.TryParse(number, out var read) || await store.Find(read.Value, cancel) is not { } state || processes.Get(state.Process).Stage(stage) is not { } definition)
            return [];
        var (company, now) = (await directory.Get(cancel), time.GetUtcNow());
        var there = definition.Department is { } department
            ? (await duty.At(state.Facts.Region, department, now, cancel)).Select(d => d.Staff).ToHashSet(StringComparer.Ordinal)
            : [];
        return
        [
            .. company.People.Where(s => s.Active && company.Covers(s, state.Facts.Region) && s.Actor.MayDo(definition) && company.DeputyOf(s, now) is null)
                .OrderBy(s => there.Contains(s.Id) ? 0 : 1).ThenBy(s => s.WorkNumber, StringComparer.Ordinal),
        ];
    }
}
