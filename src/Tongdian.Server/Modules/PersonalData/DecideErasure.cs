using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Modules.Notices;
using Tongdian.Server.Modules.Opinions;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.PersonalData;

/// <summary>
/// A second colleague confirms that a person is erased, or refuses it. The person's key goes, and with it what opens everything that was sealed: what they told, their
/// files, the salts of their entries in the evidence log. What finds them goes too, and the words that anybody wrote in their cases. Everything in one commit.
/// </summary>
internal sealed class DecideErasure(
    IDbContextFactory<TongdianContext> contexts, FindPerson find, BlankFacts facts, ListPersonRequests list, IFileStore store, TimeProvider time)
{
    /// <summary>Refuses it.</summary>
    public async Task<Result<ListPersonRequests.Item>> Refuse(Guid id, StaffMember by, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await Decide(context, id, PersonRequestStatus.Refused, by, cancel)
            ? (await list.Read(cancel)).First(i => i.Id == id)
            : PersonalDataErrors.NotAsked;
    }

    /// <summary>Confirms it; then it is done, and nobody can undo it.</summary>
    public async Task<Result<ListPersonRequests.Item>> Confirm(Guid id, StaffMember by, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (await context.Set<PersonRequest>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id && r.Kind == PersonRequestKind.Erasure && r.Status == PersonRequestStatus.Asked, cancel) is not { } asked)
            return PersonalDataErrors.NotAsked;
        if (asked.AskedBy == by.Id)
            return PersonalDataErrors.SamePerson;
        if ((await find.By(asked.Number, by, context, cancel)).Failed(out var unknown, out var found))
            return unknown;
        if (AskPersonRequest.Open(found) is { } open)
            return open;
        // SQLite writes zeros over what it deletes.
        await context.Database.OpenConnectionAsync(cancel);
        if (context.Database.IsSqlite())
            await context.Database.ExecuteSqlRawAsync("PRAGMA secure_delete = ON", cancel);
        List<StoredFile> files;
        await using (var transaction = await context.Database.BeginTransactionAsync(cancel))
        {
            if (!await Decide(context, id, PersonRequestStatus.Done, by, cancel))
                return PersonalDataErrors.NotAsked;
            files = await context.Set<StoredFile>().AsNoTracking().Where(f => f.PersonId != null && found.Persons.Contains(f.PersonId.Value)).ToListAsync(cancel);
            await Forget(context, found, cancel);
            await transaction.CommitAsync(cancel);
        }

        // From here on it is done. What is left of files can be read by nobody; it goes to save the place.
        foreach (var name in files.SelectMany(f => new[] { f.Original, f.View }))
            await store.Delete(name, CancellationToken.None);
        await Sweep(context);
        return (await list.Read(CancellationToken.None)).First(i => i.Id == id);
    }

    private async Task<bool> Decide(TongdianContext context, Guid id, PersonRequestStatus status, StaffMember by, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return await context.Set<PersonRequest>().Where(r => r.Id == id && r.Kind == PersonRequestKind.Erasure && r.Status == PersonRequestStatus.Asked)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.Status, status).SetProperty(x => x.DecidedBy, by.Id).SetProperty(x => x.DecidedAt, now), cancel) == 1;
    }

    private async Task Forget(TongdianContext context, FindPerson.Found found, CancellationToken cancel)
    {
        var (persons, now) = (found.Persons, time.GetUtcNow());
        var (values, opinions) = (context.Set<SealedValue>().Where(v => persons.Contains(v.PersonId)), context.Set<Opinion>());
        await context.Set<OpinionWord>().Where(w => values.Any(v => v.Id == w.OpinionId)).ExecuteDeleteAsync(cancel);
        await opinions.Where(o => values.Any(v => v.Id == o.Id)).ExecuteDeleteAsync(cancel);
        await context.Set<BlindIndexEntry>().Where(e => persons.Contains(e.PersonId)).ExecuteDeleteAsync(cancel);
        await context.Set<NoticeChoice>().Where(c => persons.Contains(c.PersonId)).ExecuteDeleteAsync(cancel);
        // The rows stay, because others refer to them; there is nothing in them.
        await values.ExecuteUpdateAsync(v => v.SetProperty(x => x.Cipher, Array.Empty<byte>()), cancel);
        await context.Set<StoredFile>().Where(f => f.PersonId != null && persons.Contains(f.PersonId.Value)).ExecuteUpdateAsync(
            f => f.SetProperty(x => x.WrappedKey, Array.Empty<byte>()).SetProperty(x => x.DerivedWrappedKey, x => x.DerivedWrappedKey == null ? null : Array.Empty<byte>())
                .SetProperty(x => x.SealedFacts, (byte[]?)null), cancel);
        await facts.Of(context, [.. found.Subjects.Where(s => s.IsCase).Select(s => s.Id)], cancel);
        await context.Set<Person>().Where(p => persons.Contains(p.Id))
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.WrappedKey, Array.Empty<byte>()).SetProperty(x => x.ErasedAt, now), cancel);
    }

    // What was there before the change is still in the files of the database until it is cleared away.
    private static async Task Sweep(TongdianContext context) =>
        await context.Database.ExecuteSqlRawAsync(
            context.Database.IsSqlite() ? "PRAGMA wal_checkpoint(TRUNCATE)" : "VACUUM persons, sealed_values, blind_index, stored_files, cases, case_events", CancellationToken.None);
}
