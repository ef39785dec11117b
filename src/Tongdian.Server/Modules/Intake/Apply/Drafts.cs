using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Parties;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Intake.Apply;

/// <summary>A draft that somebody opened with its link.</summary>
public sealed record OpenDraft(Guid Id, string Token, int Version, DraftAnswers Answers, DateTimeOffset ExpiresAt, CaseId? Case)
{
    internal PersonKey? Key { get; init; }

    /// <summary>Gives its person to a case, and ends it with the same commit.</summary>
    internal (PersonRef Who, PersonKey Key, Action<WriteBatch> Rows) Hand(CaseParties parties, PartyDetails details, CaseId id, DateTimeOffset now)
    {
        var key = Key ?? throw new InvalidOperationException("A draft that was submitted already");
        var (who, rows) = parties.Amend(key, details, id, now);
        return (who, key, batch =>
        {
            rows(batch);
            batch.Add(
                "UPDATE application_drafts SET case_id = $1, answers = $2, version = version + 1, expires_at = $3 WHERE id = $4",
                id.Value, Array.Empty<byte>(), now + Drafts.Lasts, Id);
        });
    }
}

/// <summary>A document that a draft keeps.</summary>
public sealed record DraftFile(Guid Id, string Kind, string MediaType, long Bytes, bool HasView);

/// <summary>Applications that are being written: begun with the first answer, kept for 30 days after the last.</summary>
public sealed class Drafts(IDbContextFactory<TongdianContext> contexts, Vault vault, MasterKey master, TimeProvider time)
{
    /// <summary>How long a draft is kept after its last change.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(30);

    private const string Purpose = "application-draft";
    private const int TokenLength = 16;

    private readonly byte[] tokens = master.Derive("draft-tokens");

    /// <summary>
    /// Begins a draft. The key of the form makes the secret of the link, through a key that only this platform has: whoever sends the same form
    /// twice goes on with the same draft.
    /// </summary>
    public async Task<OpenDraft> Begin(string? once, Func<DraftAnswers, DraftAnswers> first, CancellationToken cancel)
    {
        var token = Base64Url.EncodeToString(
            Guid.TryParseExact(once, "N", out _) ? HMACSHA256.HashData(tokens, Encoding.ASCII.GetBytes(once))[..TokenLength] : RandomNumberGenerator.GetBytes(TokenLength));
        if (await Open(token, cancel) is { } begun)
            return await Save(begun, first, cancel);
        var now = time.GetUtcNow();
        var (person, key) = vault.NewPerson(now);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        context.Add(person);
        context.Add(new Draft
        {
            Id = Guid.CreateVersion7(now), TokenHash = HashOf(token), PersonId = person.Id, Version = 1, Answers = Seal(key, first(DraftAnswers.None), now),
            BegunAt = now, ExpiresAt = now + Lasts,
        });
        try
        {
            await context.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            // The same form came twice at once, and the other one was first.
            if (await Open(token, cancel) is not { } other)
                throw;
            return await Save(other, first, cancel);
        }

        return await Open(token, cancel) ?? throw new InvalidOperationException("A draft that was just kept is gone");
    }

    /// <summary>The draft behind a link; null when there is none, or none any more.</summary>
    public async Task<OpenDraft?> Open(string? token, CancellationToken cancel)
    {
        if (token is not { Length: 22 })
            return null;
        var (hash, now) = (HashOf(token), time.GetUtcNow());
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var found = await context.Set<Draft>().AsNoTracking().Where(d => d.TokenHash == hash && d.ExpiresAt > now)
            .Join(context.Set<Person>(), d => d.PersonId, p => p.Id, (d, p) => new { Draft = d, Person = p }).FirstOrDefaultAsync(cancel);
        if (found is null)
            return null;
        var draft = found.Draft;
        var opened = new OpenDraft(draft.Id, token, draft.Version, DraftAnswers.None, draft.ExpiresAt, draft.CaseId is { } id ? new CaseId(id) : null);
        if (draft.CaseId is not null || vault.OpenKey(found.Person).Failed(out _, out var key))
            return opened;
        return opened with { Key = key, Answers = DraftAnswers.FromJson(key.Open(draft.Answers, Purpose)) };
    }

    /// <summary>Keeps what was changed. When another tab was first, the change is made again upon what that one left, so that neither is lost.</summary>
    public async Task<OpenDraft> Save(OpenDraft draft, Func<DraftAnswers, DraftAnswers> change, CancellationToken cancel)
    {
        while (draft.Key is { } key)
        {
            var now = time.GetUtcNow();
            var (answers, expires) = (change(draft.Answers), now + Lasts);
            var cipher = Seal(key, answers, now);
            await using var context = await contexts.CreateDbContextAsync(cancel);
            var kept = await context.Set<Draft>().Where(d => d.Id == draft.Id && d.Version == draft.Version && d.CaseId == null)
                .ExecuteUpdateAsync(d => d.SetProperty(x => x.Answers, cipher).SetProperty(x => x.Version, x => x.Version + 1).SetProperty(x => x.ExpiresAt, expires), cancel);
            if (kept == 1)
            {
                await context.Set<StoredFile>().Where(f => f.DraftId == draft.Id).ExecuteUpdateAsync(f => f.SetProperty(x => x.ExpiresAt, expires), cancel);
                return draft with { Answers = answers, Version = draft.Version + 1, ExpiresAt = expires };
            }

            if (await Open(draft.Token, cancel) is not { } meanwhile)
                return draft;
            draft = meanwhile;
        }

        return draft;
    }

    /// <summary>The documents that it keeps, in the order in which they came.</summary>
    public async Task<IReadOnlyList<DraftFile>> Files(OpenDraft draft, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Set<StoredFile>().AsNoTracking().Where(f => f.DraftId == draft.Id).OrderBy(f => f.UploadedAt).ThenBy(f => f.Id)
            .Select(f => new DraftFile(f.Id, f.Kind!, f.MediaType, f.Bytes, f.DerivedBytes != null)).ToListAsync(cancel);
    }

    /// <summary>Lets go of a document; it is removed with what has expired.</summary>
    public async Task Drop(OpenDraft draft, Guid file, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await context.Set<StoredFile>().Where(f => f.Id == file && f.DraftId == draft.Id)
            .ExecuteUpdateAsync(f => f.SetProperty(x => x.DraftId, (Guid?)null).SetProperty(x => x.ExpiresAt, now), cancel);
    }

    /// <summary>Ends a draft that nobody wants any more, with everything in it.</summary>
    public async Task Discard(OpenDraft draft, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await context.Set<StoredFile>().Where(f => f.DraftId == draft.Id).ExecuteUpdateAsync(f => f.SetProperty(x => x.ExpiresAt, now), cancel);
        if (draft.Key is { } key && await context.Set<Draft>().Where(d => d.Id == draft.Id && d.CaseId == null).ExecuteDeleteAsync(cancel) == 1)
            await context.Set<Person>().Where(p => p.Id == key.PersonId).ExecuteDeleteAsync(cancel);
    }

    private static byte[] Seal(PersonKey key, DraftAnswers answers, DateTimeOffset now) => Vault.Seal(key, Purpose, answers.ToJson(), now).Cipher;

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
