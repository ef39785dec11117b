using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Enquiries;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Platform.Cluster;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.PersonalData;

/// <summary>
/// Does what belongs to an erasure and is outside its commit: keeps who was erased, removes files that nobody can read any more, and clears away what the files of the
/// database still have from before. The commit says that it is due, and it is due until all of it is done; to do it twice does no harm.
/// </summary>
internal sealed class ClearErased(IDbContextFactory<TongdianContext> contexts, ErasedPersons erased, IFileStore store, TimeProvider time, ILogger<ClearErased> log)
    : DueWork(TimeSpan.FromSeconds(2), time, log)
{
    /// <summary>How long it waits when it could not be done: one that cannot is in nobody's way.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    // A large table takes its time.
    private const int MostSeconds = 1_800;

    public override async Task<int> TakeDue(CancellationToken cancel)
    {
        var now = Time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var due = await context.Set<PersonRequest>().AsNoTracking().Where(r => r.ClearAt != null && r.ClearAt <= now).OrderBy(r => r.ClearAt).Take(AtOnce).ToListAsync(cancel);
        foreach (var one in due)
        {
            DateTimeOffset? next = now + Pause;
            try
            {
                await Remove(context, one, cancel);
                if (await Sweep(context, cancel))
                    next = null;
            }
            finally
            {
                await context.Set<PersonRequest>().Where(r => r.Id == one.Id).ExecuteUpdateAsync(r => r.SetProperty(x => x.ClearAt, next), CancellationToken.None);
            }
        }

        return due.Count;
    }

    private async Task Remove(TongdianContext context, PersonRequest one, CancellationToken cancel)
    {
        List<string> numbers = [.. one.Numbers.Split(' ')];
        var persons = await context.Set<CaseRow>().Where(c => numbers.Contains(c.Number)).Select(c => c.PersonId).ToListAsync(cancel);
        persons.AddRange(await context.Set<EnquiryRow>().Where(e => numbers.Contains(e.Number)).Select(e => e.PersonId).ToListAsync(cancel));
        var gone = await context.Set<Person>().Where(p => persons.Contains(p.Id) && p.ErasedAt != null).Select(p => p.Id).ToListAsync(cancel);
        erased.Add(gone);
        foreach (var file in await context.Set<StoredFile>().AsNoTracking().Where(f => f.PersonId != null && gone.Contains(f.PersonId.Value)).ToListAsync(cancel))
        {
            await store.Delete(file.Original, cancel);
            await store.Delete(file.View, cancel);
        }
    }

    /// <summary>What was there before a change is still in the files of the database until it is cleared away.</summary>
    /// <returns>Whether it could be done: SQLite answers with 1 when somebody reads from its log or writes to it; VACUUM answers nothing.</returns>
    public static async Task<bool> Sweep(TongdianContext context, CancellationToken cancel)
    {
        await context.Database.OpenConnectionAsync(cancel);
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandTimeout = MostSeconds;
        command.CommandText = context.Database.IsSqlite() ? "PRAGMA wal_checkpoint(TRUNCATE)" : "VACUUM persons, sealed_values, blind_index, stored_files, cases, case_events";
        return await command.ExecuteScalarAsync(cancel) is not 1L;
    }
}
