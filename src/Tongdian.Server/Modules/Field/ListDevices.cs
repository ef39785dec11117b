using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Field;

/// <summary>The devices of all colleagues, those in use first and the last seen before others. What opens them is in no list.</summary>
public sealed class ListDevices(IDbContextFactory<TongdianContext> contexts, CompanyDirectory directory)
{
    /// <summary>One device; names of colleagues as they are called now.</summary>
    public sealed record Item(
        Guid Id, string Name, string Staff, string WorkNumber, DateTimeOffset EnrolledAt, DateTimeOffset? SeenAt, DateTimeOffset? WipeAt, string? WipeBy,
        DateTimeOffset? WipedAt);

    public async Task<IReadOnlyList<Item>> Read(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var rows = await context.Set<FieldDevice>().AsNoTracking().ToListAsync(cancel);
        var staff = (await directory.Get(cancel)).Staff;
        return
        [
            .. rows.OrderBy(d => d.WipeAt is not null).ThenByDescending(d => d.SeenAt ?? d.EnrolledAt).ThenBy(d => d.Id).Select(d => new Item(
                d.Id, d.Name, Name(d.Staff), staff.GetValueOrDefault(d.Staff)?.WorkNumber ?? "", d.EnrolledAt, d.SeenAt, d.WipeAt,
                d.WipeBy is { } by ? Name(by) : null, d.WipedAt)),
        ];

        string Name(string id) => staff.GetValueOrDefault(id)?.Name ?? id;
    }
}
