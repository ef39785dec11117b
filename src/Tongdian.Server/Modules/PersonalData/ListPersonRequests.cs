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

    /// <summary>Reads them.</summary>
    public async Task<IReadOnlyList<Item>> Read(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var rows = await context.Set<PersonRequest>().AsNoTracking().OrderBy(r => r.Status != PersonRequestStatus.Asked).ThenByDescending(r => r.AskedAt).Take(Most).ToListAsync(cancel);
        var staff = (await directory.Get(cancel)).Staff;
        return
        [
            .. rows.Select(r => new Item(
                r.Id, r.Kind, r.Status, r.Number, r.Numbers.Split(' ', StringSplitOptions.RemoveEmptyEntries), r.Reason, r.AskedBy, Name(r.AskedBy)!, r.AskedAt, Name(r.DecidedBy), r.DecidedAt)),
        ];

        string? Name(string? id) => id is null ? null : staff.GetValueOrDefault(id)?.Name ?? id;
    }
}
