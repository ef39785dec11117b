using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Enquiries;
using Tongdian.Domain.Parties;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Enquiries;

/// <summary>Enquiries in the order of work: faults first, then by what is left until an answer is due; mine, my team's, or those without an answer.</summary>
public sealed class ListEnquiries(CompanyDirectory directory, EnquiryPeople people, IDbContextFactory<TongdianContext> contexts, TimeProvider time)
{
    private const int MostRows = 200;

    /// <summary>One enquiry.</summary>
    public sealed record Item(
        string Number, EnquiryKind Kind, EnquiryStatus State, EnquiryStanding Standing, string Region, string Department, string Owner, string? Assignee, string? Case,
        string? Customer, DateTimeOffset AskedAt, DateTimeOffset? DueAt, DateTimeOffset? BreachedAt);

    /// <summary>One page; <paramref name="Next"/> is the cursor of the following one.</summary>
    public sealed record Page(IReadOnlyList<Item> Items, string? Next, DateTimeOffset AsOf);

    /// <summary>Which are wanted; everything may be left out.</summary>
    /// <param name="Scope"><c>mine</c> (also when left out): I have it or answer for it; <c>team</c>: of my departments; <c>unanswered</c>: of those, the open ones.</param>
    /// <param name="Kind">Only of this kind.</param>
    /// <param name="Standing">Only what stands so.</param>
    /// <param name="Case">Only about this case, closed ones too.</param>
    /// <param name="Phone">Only of whoever has this telephone, closed ones too.</param>
    public sealed record Filter(string? Scope = null, EnquiryKind? Kind = null, EnquiryStanding? Standing = null, string? Case = null, string? Phone = null);

    private sealed record Cursor(int Rank, DateTimeOffset DueAt, Guid Id);

    /// <summary>One page of what concerns the colleague.</summary>
    public async Task<Result<Page>> Look(StaffMember me, Filter filter, string? after, int? limit, CancellationToken cancel)
    {
        Cursor? from = null;
        if (limit is < 1 or > MostRows)
            return Pages.BadLimit(MostRows);
        if (after is not null && !Pages.TryRead(after, out from))
            return Pages.BadCursor;
        if (Faults(filter) is { Count: > 0 } faults)
            return new Error(ErrorKind.Invalid, "request.invalid").For(faults);
        if (filter.Phone is { } phone)
            return PhoneNumber.Parse(phone).Failed(out var unreadable, out var number) ? unreadable : await ByPhone(me, number, cancel);

        await using var context = await contexts.CreateDbContextAsync(cancel);
        var (company, now) = (await directory.Get(cancel), time.GetUtcNow());
        var found = Of(context, me, filter, company, now);
        if (filter.Kind is { } kind)
            found = found.Where(e => e.Kind == kind);
        if (filter.Standing is { } standing)
            found = found.Where(Stands(standing, now));
        if (from is { } c)
            found = found.Where(e => e.Rank > c.Rank || (e.Rank == c.Rank && (e.DueAt > c.DueAt || (e.DueAt == c.DueAt && e.Id.CompareTo(c.Id) > 0))));
        var size = limit ?? 50;
        var rows = await found.OrderBy(e => e.Rank).ThenBy(e => e.DueAt).ThenBy(e => e.Id).Take(size + 1).ToListAsync(cancel);
        var next = rows.Count > size && rows[size - 1] is var last ? Pages.Write(new Cursor(last.Rank, last.DueAt, last.Id)) : null;
        return new Page(await Views([.. rows.Take(size)], now, cancel), next, now);
    }

    /// <summary>How many there are, as far as counting is cheap: <paramref name="most"/> means that many or more.</summary>
    public async Task<int> Count(StaffMember me, Filter filter, int most, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var found = Of(context, me, filter, await directory.Get(cancel), time.GetUtcNow());
        return await (filter.Kind is { } kind ? found.Where(e => e.Kind == kind) : found).Take(most).CountAsync(cancel);
    }

    /// <summary>How many the colleague owes an answer or a hand to, and how many of them are fault reports.</summary>
    public async Task<(int All, int Faults)> Waiting(StaffMember me, int most, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var open = Mine(context, me, await directory.Get(cancel), time.GetUtcNow()).Where(e => e.Status == EnquiryStatus.Open);
        return (await open.Take(most).CountAsync(cancel), await open.Where(e => e.Kind == EnquiryKind.Fault).Take(most).CountAsync(cancel));
    }

    /// <summary>How one stands; the same rule as in <see cref="Stands"/>.</summary>
    internal static EnquiryStanding StandingOf(EnquiryRow row, DateTimeOffset now) =>
        row.DueAt == EnquiryRow.NothingOwed ? row.BreachedAt is null ? EnquiryStanding.Answered : EnquiryStanding.AnsweredLate
        : row.DueAt <= now ? EnquiryStanding.Late
        : row.NearAt <= now ? EnquiryStanding.Near : EnquiryStanding.OnTime;

    private static List<FieldError> Faults(Filter filter) =>
    [
        .. filter.Scope is null or "mine" or "team" or "unanswered" ? Array.Empty<FieldError>() : [new FieldError("scope", "field.option")],
        .. filter.Kind is { } kind && !Enum.IsDefined(kind) ? [new FieldError("kind", "field.option")] : Array.Empty<FieldError>(),
        .. filter.Standing is { } standing && !Enum.IsDefined(standing) ? [new FieldError("standing", "field.option")] : Array.Empty<FieldError>(),
    ];

    private static IQueryable<EnquiryRow> Of(TongdianContext context, StaffMember me, Filter filter, Company company, DateTimeOffset now)
    {
        var regions = company.CoveredBy(me);
        if (filter.Case is { } about)
            return context.Set<EnquiryRow>().AsNoTracking().Where(e => e.CaseNumber == about && regions.Contains(e.Region));
        if (filter.Scope is null or "mine")
            return Mine(context, me, company, now);
        var departments = me.Departments.ToArray();
        var team = context.Set<EnquiryRow>().AsNoTracking().Where(e => e.ClosedAt == null && regions.Contains(e.Region));
        if (!me.Actor.Steers)
            team = team.Where(e => departments.Contains(e.Department));
        return filter.Scope == "unanswered" ? team.Where(e => e.Status == EnquiryStatus.Open) : team;
    }

    private static IQueryable<EnquiryRow> Mine(TongdianContext context, StaffMember me, Company company, DateTimeOffset now)
    {
        // What absent colleagues have is mine too, as their deputy.
        string[] whose = [me.Id, .. company.ActedForBy(me, now).Select(s => s.Id)];
        return context.Set<EnquiryRow>().AsNoTracking().Where(e => e.ClosedAt == null && (whose.Contains(e.Assignee!) || whose.Contains(e.Owner)));
    }

    private static Expression<Func<EnquiryRow, bool>> Stands(EnquiryStanding standing, DateTimeOffset now)
    {
        var owed = EnquiryRow.NothingOwed;
        return standing switch
        {
            EnquiryStanding.Answered => e => e.DueAt == owed && e.BreachedAt == null,
            EnquiryStanding.AnsweredLate => e => e.DueAt == owed && e.BreachedAt != null,
            EnquiryStanding.Late => e => e.DueAt <= now,
            EnquiryStanding.Near => e => e.DueAt > now && e.DueAt != owed && e.NearAt <= now,
            EnquiryStanding.OnTime => e => e.DueAt > now && e.DueAt != owed && e.NearAt > now,
            _ => throw new ArgumentOutOfRangeException(nameof(standing), standing, null),
        };
    }

    private async Task<Result<Page>> ByPhone(StaffMember me, PhoneNumber phone, CancellationToken cancel)
    {
        var (company, now) = (await directory.Get(cancel), time.GetUtcNow());
        var rows = await people.Find(phone, MostRows, cancel);
        return new Page(await Views([.. rows.Where(r => company.Covers(me, r.Region))], now, cancel), null, now);
    }

    private async Task<IReadOnlyList<Item>> Views(IReadOnlyList<EnquiryRow> rows, DateTimeOffset now, CancellationToken cancel)
    {
        var states = rows.ToDictionary(r => r.Id, r => EnquiryStore.Read(r.State));
        var contacts = await people.Contacts([.. states.Values.Select(s => s.Customer)], cancel);
        return
        [
            .. rows.Select(r => new Item(
                r.Number, r.Kind, r.Status, StandingOf(r, now), r.Region, r.Department, r.Owner, r.Assignee, r.CaseNumber,
                contacts.GetValueOrDefault(states[r.Id].Customer.Details)?.Masked().Name, r.AskedAt, r.DueAt == EnquiryRow.NothingOwed ? null : r.DueAt, r.BreachedAt)),
        ];
    }
}
