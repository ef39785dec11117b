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
/// files, the salts of their entries in the evidence log. What finds them goes too, and the words that anybody wrote in their cases. Everything in one commit; what is
/// left, which nobody can read, is cleared away afterwards (<see cref="ClearErased"/>).
/// </summary>
internal sealed class DecideErasure(
    IDbContextFactory<TongdianContext> contexts, FindPerson find, BlankFacts facts, ListPersonRequests list, CompanyDirectory directory, ErasedPersons erased, TimeProvider time)
{
    /// <summary>Refuses it.</summary>
    public async Task<Result<ListPersonRequests.Item>> Refuse(Guid id, StaffMember by, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if ((await Asked(context, id, by, cancel)).Failed(out var missing, out _))
            return missing;
        return await Decide(context, id, PersonRequestStatus.Refused, by, cancel) ? await list.One(id, cancel) : PersonalDataErrors.NotAsked;
    }

    /// <summary>Confirms it; then it is done, and nobody can undo it.</summary>
    public async Task<Result<ListPersonRequests.Item>> Confirm(Guid id, StaffMember by, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if ((await Asked(context, id, by, cancel)).Failed(out var missing, out var asked))
            return missing;
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
        await using (var transaction = await context.Database.BeginTransactionAsync(cancel))
        {
            if (!await Decide(context, id, PersonRequestStatus.Done, by, cancel))
                return PersonalDataErrors.NotAsked;
            await Forget(context, found, cancel);
            // What came since it was asked for is gone as well.
            var (numbers, regions, now) = (found.Numbers, found.Regions, time.GetUtcNow());
            await context.Set<PersonRequest>().Where(r => r.Id == id)
                .ExecuteUpdateAsync(r => r.SetProperty(x => x.Numbers, numbers).SetProperty(x => x.Regions, regions).SetProperty(x => x.ClearAt, now), cancel);
            await transaction.CommitAsync(cancel);
        }

        // Should it not come so far, ClearErased does it.
        erased.Add(found.Persons);
        return await list.One(id, CancellationToken.None);
    }

    private async Task<Result<PersonRequest>> Asked(TongdianContext context, Guid id, StaffMember by, CancellationToken cancel)
    {
        var one = await context.Set<PersonRequest>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id && r.Kind == PersonRequestKind.Erasure, cancel);
        if (one is null || !one.IsFor(by, await directory.Get(cancel)))
            return PersonalDataErrors.Unknown;
        return one.Status == PersonRequestStatus.Asked ? one : PersonalDataErrors.NotAsked;
    }

    private async Task<bool> Decide(TongdianContext context, Guid id, PersonRequestStatus status, StaffMember by, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return await context.Set<PersonRequest>().Where(r => r.Id == id && r.Status == PersonRequestStatus.Asked)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.Status, status).SetProperty(x => x.DecidedBy, by.Id).SetProperty(x => x.DecidedAt, now), cancel) == 1;
    }

    /// <summary>Forgets a person, within the caller's transaction.</summary>
    public async Task Forget(TongdianContext context, FindPerson.Found found, CancellationToken cancel)
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
        await facts.Of(context, [.. found.Subjects.Where(s => s.IsCase).Select(s => s.Id)], now, cancel);
        await context.Set<Person>().Where(p => persons.Contains(p.Id))
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.WrappedKey, Array.Empty<byte>()).SetProperty(x => x.ErasedAt, now), cancel);
    }
}
