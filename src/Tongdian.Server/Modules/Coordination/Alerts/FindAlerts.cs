using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Enquiries;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Coordination.Alerts;

/// <summary>Until when a colleague has looked at their alerts.</summary>
public sealed class AlertLook
{
    public required string StaffId { get; init; }
    public DateTimeOffset At { get; init; }
}

internal sealed class AlertTables : IEntityTypeConfiguration<AlertLook>
{
    public void Configure(EntityTypeBuilder<AlertLook> builder) => builder.ToTable("alert_looks").HasKey(l => l.StaffId);
}

/// <summary>What an alert is about.</summary>
public enum AlertSubject
{
    /// <summary>A case.</summary>
    Case = 1,

    /// <summary>An enquiry, complaint or fault report.</summary>
    Enquiry = 2,
}

/// <summary>
/// Which alerts are for whom. Mine: of stages and enquiries that I or somebody I stand in for has, of cases and enquiries that I own, and, while I am on
/// duty for their department, of what nobody has and of faults that nobody took over. The centre's: everything that was missed, stalls, or needs a word
/// to the customer, or is not what was entered in the log of evidence, in my regions. Who audits has the last of these among their own.
/// </summary>
public sealed class FindAlerts(IDbContextFactory<TongdianContext> contexts, CompanyDirectory directory, ProcessCatalog processes, Database database, TimeProvider time)
{
    /// <summary>So many are shown, the newest first.</summary>
    public const int Most = 100;

    private static readonly TimeSpan Back = TimeSpan.FromDays(7);

    private static readonly Threshold[] ForCentre = [Threshold.Breach, Threshold.Stall, Threshold.LateNotice, Threshold.NoShow, Threshold.Altered];

    /// <summary>An alert, names instead of codes where people read it.</summary>
    public sealed record Item(
        AlertSubject About, string Number, Threshold Threshold, string Limit, string LimitName, string ProcessName, string Region, string? Assignee, DateTimeOffset At, DateTimeOffset SeenAt,
        bool New);

    /// <summary>The colleague's alerts.</summary>
    /// <param name="me">The colleague.</param>
    /// <param name="centre">Those of the coordination centre; of nobody who does not steer.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<IReadOnlyList<Item>> List(StaffMember me, bool centre, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var company = await directory.Get(cancel);
        var looked = await context.Set<AlertLook>().Where(l => l.StaffId == me.Id).Select(l => (DateTimeOffset?)l.At).FirstOrDefaultAsync(cancel);
        var rows = await Of(context, me, centre, company).OrderByDescending(a => a.SeenAt).ThenBy(a => a.CaseId).ThenBy(a => a.LimitId).Take(Most).ToListAsync(cancel);
        return [.. rows.Select(a => View(a, company, looked))];
    }

    /// <summary>How many came since the colleague last looked; <see cref="Most"/> means that many or more.</summary>
    public async Task<int> CountNew(StaffMember me, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var looked = await context.Set<AlertLook>().Where(l => l.StaffId == me.Id).Select(l => l.At).FirstOrDefaultAsync(cancel);
        var company = await directory.Get(cancel);
        var mine = await Of(context, me, centre: false, company).Where(a => a.SeenAt > looked).Take(Most).CountAsync(cancel);
        return me.Actor.Steers ? Math.Max(mine, await Of(context, me, centre: true, company).Where(a => a.SeenAt > looked).Take(Most).CountAsync(cancel)) : mine;
    }

    /// <summary>The colleague has seen what there is.</summary>
    public Task Looked(StaffMember me, CancellationToken cancel)
    {
        var batch = new WriteBatch();
        batch.Upsert("alert_looks", 1, ("staff_id", me.Id), ("at", time.GetUtcNow()));
        return database.Commit(batch, cancel);
    }

    private IQueryable<LimitAlert> Of(TongdianContext context, StaffMember me, bool centre, Company company)
    {
        var (now, since) = (time.GetUtcNow(), time.GetUtcNow() - Back);
        var alerts = context.Set<LimitAlert>().AsNoTracking().Where(a => a.SeenAt > since);
        if (centre)
        {
            var covered = me.Actor.Steers ? company.CoveredBy(me) : [];
            return alerts.Where(a => ForCentre.Contains(a.Threshold) && covered.Contains(a.Region));
        }

        string?[] whose = [me.Id, .. company.ActedForBy(me, now).Select(s => s.Id)];
        var duties = company.Duties.Where(d => d.From <= now && now < d.To && (Is(d.StaffId) || (d.DeputyId is { } deputy && Is(deputy)))).ToList();
        string?[] departments = [.. duties.Select(d => d.Department).Distinct()];
        string[] regions = [.. company.Regions.Keys.Where(r => duties.Exists(d => company.Upwards(r).Contains(d.Region)))];
        var audited = me.Roles.Contains(Roles.Auditor) ? company.CoveredBy(me) : [];
        return alerts.Where(a => whose.Contains(a.Assignee) || whose.Contains(a.Owner) || (a.Threshold == Threshold.Altered && audited.Contains(a.Region))
            || ((a.Assignee == null || a.LimitId == EnquiryAlerts.TakeOver) && a.Department != null && departments.Contains(a.Department) && regions.Contains(a.Region)));

        bool Is(Guid staff) => staff.ToString() == me.Id;
    }

    private Item View(LimitAlert alert, Company company, DateTimeOffset? looked)
    {
        var region = company.Regions.GetValueOrDefault(alert.Region);
        var limit = alert.LimitId[(alert.LimitId.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var (about, (name, of)) = EnquiryAlerts.Is(alert) ? (AlertSubject.Enquiry, EnquiryAlerts.Words(alert)) : (AlertSubject.Case, Words(alert, limit));
        return new Item(
            about, alert.Number, alert.Threshold, limit, name, of, region is null ? alert.Region : region.Name,
            alert.Assignee is { } who ? company.Staff.GetValueOrDefault(who)?.Name ?? who : null, alert.At, alert.SeenAt, looked is null || alert.SeenAt > looked);
    }

    private (string Limit, string Process) Words(LimitAlert alert, string limit)
    {
        var process = processes.Newest.FirstOrDefault(p => p.Key.Id == alert.Process);
        if (alert.Threshold == Threshold.Altered)
            return (CoordinationTexts.Text($"evidence.{limit}"), process?.Name.In(Language.Current) ?? alert.Process);
        var name = alert.Stage is not null ? process?.Stage(alert.Stage)?.Name : process?.Promises.FirstOrDefault(p => p.Id == limit)?.Name;
        return (name?.In(Language.Current) ?? limit, process?.Name.In(Language.Current) ?? alert.Process);
    }
}
