using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Platform.Privacy;

/// <summary>Opens many sealed values by one question to the database.</summary>
internal static class OpenSealed
{
    /// <summary>What was sealed under these ids, with what it was sealed for; what was told by people who were erased is missing.</summary>
    public static async Task<IReadOnlyList<(Guid Id, string Purpose, byte[] Plain)>> Many(TongdianContext context, Vault vault, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        var found = await context.Set<SealedValue>().AsNoTracking().Where(v => ids.Contains(v.Id))
            .Join(context.Set<Person>(), v => v.PersonId, p => p.Id, (v, p) => new { Value = v, Person = p }).ToListAsync(cancel);
        return [.. found.Select(f => (f.Value, Plain: vault.Open(f.Person, f.Value))).Where(f => f.Plain.Error is null).Select(f => (f.Value.Id, f.Value.Purpose, f.Plain.Value))];
    }
}
