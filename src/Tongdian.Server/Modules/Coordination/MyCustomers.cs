using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Coordination;

/// <summary>Whom a colleague is responsible to: the customers of the cases they own, and whom of them they owe a word.</summary>
public sealed class MyCustomers(
    IDbContextFactory<TongdianContext> contexts, CompanyDirectory directory, ProcessCatalog processes, CalendarCatalog calendars, CaseParties parties, TimeProvider time)
{
    /// <summary>So many are shown; the oldest first.</summary>
    public const int Most = 200;

    /// <summary>A case that the colleague owns.</summary>
    /// <param name="Number">Its number.</param>
    /// <param name="Version">Its version.</param>
    /// <param name="Process">Its process, in words.</param>
    /// <param name="Customer">Masked name; null when erased.</param>
    /// <param name="Phone">Masked telephone.</param>
    /// <param name="Where">The open stages and who has them.</param>
    /// <param name="SubmittedAt">When the customer asked.</param>
    /// <param name="DueAt">When the promise ends, if its clock runs.</param>
    /// <param name="ExpectedAt">When the power is expected to be on.</param>
    /// <param name="Duty">How far the duty to tell the customer is; null while there is none.</param>
    /// <param name="ActedFor">The owner is absent, and the reader is the deputy.</param>
    public sealed record Row(
        string Number, int Version, string Process, string? Customer, string? Phone, string Where, DateTimeOffset SubmittedAt, DateTimeOffset? DueAt,
        DateTimeOffset? ExpectedAt, LateDutyState? Duty, bool ActedFor);

    /// <summary>The colleague's customers: to whom a word is owed first, then the oldest.</summary>
    public async Task<IReadOnlyList<Row>> List(StaffMember me, CancellationToken cancel)
    {
        var (now, company) = (time.GetUtcNow(), await directory.Get(cancel));
        string[] owners = [me.Id, .. company.ActedForBy(me, now).Select(s => s.Id)];
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var states = (await context.Set<CaseRow>().AsNoTracking().Where(c => owners.Contains(c.Owner) && c.ClosedAt == null)
            .OrderBy(c => c.SubmittedAt).Take(Most).Select(c => c.State).ToListAsync(cancel)).ConvertAll(CaseStore.Read);
        var customers = await parties.ReadMany([.. states.Select(s => s.Customer)], cancel);
        return [.. states.Select(View).OrderBy(r => r.Duty switch { LateDutyState.Due => 0, LateDutyState.Missed => 1, _ => 2 }).ThenBy(r => r.SubmittedAt)];

        Row View(Case state)
        {
            var process = processes.Get(state.Process);
            var clocks = new CaseClocks(state, process, calendars.Get(state.Calendar), now);
            var told = customers.GetValueOrDefault(state.Customer.Details);
            var open = process.Stages.Where(s => state.Stage(s.Id).Status.IsOpen()).Select(s =>
                state.Stage(s.Id).Assignee is { } who ? $"{s.Name.In(Language.Current)} · {company.Staff.GetValueOrDefault(who)?.Name ?? who}" : s.Name.In(Language.Current));
            return new Row(
                state.Number.Value, state.Version, process.Name.In(Language.Current), told?.Organisation ?? told?.Masked().Name, told?.Masked().Phone,
                string.Join(Language.IsEnglish ? "; " : "；", open), state.SubmittedAt, clocks.Promise.Reading.DueAt, clocks.ExpectedAt, clocks.Lateness?.State,
                state.Owner != me.Id);
        }
    }
}
