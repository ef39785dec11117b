using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Enquiries;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.PersonalData;

/// <summary>At the start: whoever was erased and came back with an older copy of the database is forgotten again, before anybody can look.</summary>
internal sealed partial class ForgetAgain(IDbContextFactory<TongdianContext> contexts, ErasedPersons erased, DecideErasure erasure, IFileStore store, ILogger<ForgetAgain> log)
{
    private const int AtOnce = 500;

    /// <summary>Does it.</summary>
    public async Task Do(CancellationToken cancel)
    {
        foreach (var some in erased.All().Chunk(AtOnce))
        {
            List<Guid> ids = [.. some];
            await using var context = await contexts.CreateDbContextAsync(cancel);
            var persons = await context.Set<Person>().AsNoTracking().Where(p => ids.Contains(p.Id) && p.ErasedAt == null).Select(p => p.Id).ToListAsync(cancel);
            if (persons.Count == 0)
                continue;
            await Forget(context, persons, cancel);
            CameBack(log, persons.Count);
        }
    }

    private async Task Forget(TongdianContext context, List<Guid> persons, CancellationToken cancel)
    {
        var subjects = await context.Set<CaseRow>().AsNoTracking().Where(c => persons.Contains(c.PersonId))
            .Select(c => new FindPerson.Subject(c.Id, c.Number, true, c.ClosedAt == null, c.Region)).ToListAsync(cancel);
        subjects.AddRange(await context.Set<EnquiryRow>().AsNoTracking().Where(e => persons.Contains(e.PersonId))
            .Select(e => new FindPerson.Subject(e.Id, e.Number, false, e.ClosedAt == null, e.Region)).ToListAsync(cancel));
        var files = await context.Set<StoredFile>().AsNoTracking().Where(f => f.PersonId != null && persons.Contains(f.PersonId.Value)).ToListAsync(cancel);
        // SQLite writes zeros over what it deletes.
        await context.Database.OpenConnectionAsync(cancel);
        if (context.Database.IsSqlite())
            await context.Database.ExecuteSqlRawAsync("PRAGMA secure_delete = ON", cancel);
        await using (var transaction = await context.Database.BeginTransactionAsync(cancel))
        {
            await erasure.Forget(context, new FindPerson.Found(persons, subjects), cancel);
            await transaction.CommitAsync(cancel);
        }

        foreach (var name in files.SelectMany(f => new[] { f.Original, f.View }))
            await store.Delete(name, CancellationToken.None);
        await ClearErased.Sweep(context, CancellationToken.None);
    }

    [LoggerMessage(LogLevel.Warning, "{Count} persons who were erased came back with a copy of the database; they were forgotten again")]
    private static partial void CameBack(ILogger logger, int count);
}
