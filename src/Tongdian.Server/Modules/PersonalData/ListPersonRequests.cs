using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.PersonalData;

/// <summary>What was asked about people's own data, the latest first; what waits for a second colleague before all.</summary>
internal sealed class ListPersonRequests(IDbContextFactory<TongdianContext> contexts, CompanyDirectory directory)
{
    private const int Most = 200;

    /// <summary>A request; names of colleagues as they are called now.</summary>
    public sealed record Item(
        Guid Id, PersonRequestKind Kind, PersonRequestStatus Status, string Number, IReadOnlyList<string> Numbers, string Reason, string AskedById, string AskedBy, DateTimeOffset AskedAt,
        string? DecidedBy, DateTimeOffset? DecidedAt);

    /// <summary>Reads those that are about nothing outside a colleague's regions.</summary>
    public async Task<IReadOnlyList<Item>> Read(StaffMember by, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var company = await directory.Get(cancel);
        var items = new List<Item>();
        var all = context.Set<PersonRequest>().AsNoTracking().OrderBy(r => r.Status != PersonRequestStatus.Asked).ThenByDescending(r => r.AskedAt);
        await foreach (var one in all.AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (one.IsFor(by, company))
                items.Add(Shown(one, company));
            if (items.Count == Most)
                break;
        }

        return items;
    }

    /// <summary>Reads one, for whoever just had to do with it.</summary>
    public async Task<Item> One(Guid id, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return Shown(await context.Set<PersonRequest>().AsNoTracking().FirstAsync(r => r.Id == id, cancel), await directory.Get(cancel));
    }

    private static Item Shown(PersonRequest one, Company company)
    {
        return new Item(
            one.Id, one.Kind, one.Status, one.Number, one.Numbers.Split(' ', StringSplitOptions.RemoveEmptyEntries), one.Reason, one.AskedBy, Name(one.AskedBy)!, one.AskedAt,
            Name(one.DecidedBy), one.DecidedAt);

        string? Name(string? id) => id is null ? null : company.Staff.GetValueOrDefault(id)?.Name ?? id;
    }
}
