using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Parties;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Cases.Work;

/// <summary>Cases that were searched for, with the masked customer: enough to tell which one is meant.</summary>
public sealed class ShowFound(SearchCases search, CaseDoor door, ProcessCatalog processes, CaseParties parties, CompanyDirectory directory, IDbContextFactory<TongdianContext> contexts)
{
    /// <summary>One case.</summary>
    public sealed record Row(
        string Number, CaseStatus State, string ProcessName, string? StageName, string? Customer, string? Phone, string? Address, DateTimeOffset SubmittedAt);

    /// <summary>The case with this number, when the caller may see it.</summary>
    public async Task<Result<Row>> ByNumber(string number, Caller caller, CancellationToken cancel) =>
        (await door.Open(number.Trim(), caller, cancel)).Failed(out var closed, out var access)
            ? closed
            : View(access.State, await parties.Read(access.State.Customer, cancel));

    /// <summary>The cases that fit everything that is asked.</summary>
    public async Task<Result<IReadOnlyList<Row>>> By(SearchCases.Query query, Caller caller, CancellationToken cancel) =>
        (await search.Find(query, caller.Staff!, cancel)).Failed(out var refused, out var items)
            ? refused
            : await Rows([.. items.Select(i => i.Number)], cancel);

    /// <summary>Cases that were found otherwise, as far as the caller's regions go.</summary>
    public async Task<IReadOnlyList<Row>> Of(IReadOnlyList<CaseRow> found, StaffMember me, CancellationToken cancel)
    {
        var company = await directory.Get(cancel);
        return await Rows([.. found.Where(c => company.Covers(me, c.Region)).Select(c => c.Number)], cancel);
    }

    private async Task<Row[]> Rows(string[] numbers, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var texts = await context.Set<CaseRow>().AsNoTracking().Where(c => numbers.Contains(c.Number)).Select(c => c.State).ToListAsync(cancel);
        var cases = texts.Select(CaseStore.Read).OrderByDescending(c => c.SubmittedAt).ToList();
        var people = await parties.ReadMany([.. cases.Select(c => c.Customer)], cancel);
        return [.. cases.Select(c => View(c, people.GetValueOrDefault(c.Customer.Details)))];
    }

    private Row View(Case state, PartyDetails? told)
    {
        var process = processes.Get(state.Process);
        var masked = told?.Masked();
        return new Row(
            state.Number.Value, state.Status, process.Name.In(Language.Current),
            state.Status.IsRunning() ? process.Stages.FirstOrDefault(s => state.Stage(s.Id).Status.IsOpen())?.Name.In(Language.Current) : null,
            masked?.Organisation ?? masked?.Name, masked?.Phone, masked?.Address, state.SubmittedAt);
    }
}
