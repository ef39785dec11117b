using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Files;

/// <summary>A file that a case wants, and what as.</summary>
public sealed record FileClaim(Guid File, string Kind);

/// <summary>Files that a case gets, and the rows that say so; the caller commits them with its own change.</summary>
public sealed record Taken(IReadOnlyList<StoredFile> Files, IReadOnlyList<Action<WriteBatch>> Rows);

/// <summary>Takes files out of quarantine into a case.</summary>
public sealed class TakeFiles(IDbContextFactory<TongdianContext> contexts, FileKeys keys)
{
    /// <summary>
    /// Gives the files to the case, under the person's key. Files that the case has already stay as they are. Refusals:
    /// <see cref="FileErrors.Unknown"/>, <see cref="FileErrors.Taken"/> (also for a file of another draft than <paramref name="draft"/>). When another case takes one of them at the same time, the later commit
    /// finds its claim taken (<c>file_claims</c>) and writes nothing.
    /// </summary>
    public async Task<Result<Taken>> Take(
        IReadOnlyCollection<FileClaim> claims, Guid caseId, PersonKey person, DateTimeOffset now, CancellationToken cancellation, Guid? draft = null)
    {
        var ids = claims.Select(c => c.File).Distinct().ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var files = await db.Set<StoredFile>().AsNoTracking().Where(f => ids.Contains(f.Id)).ToDictionaryAsync(f => f.Id, cancellation);
        foreach (var id in ids)
        {
            if (!files.TryGetValue(id, out var file) || (file.CaseId is null && file.ExpiresAt <= now))
                return FileErrors.Unknown(id);
            // What came from a device for this very case waits for nobody else.
            if (file.CaseId is { } owner ? owner != caseId : file.DraftId is { } kept && kept != draft && kept != caseId)
                return FileErrors.Taken(id);
        }

        var rows = new List<Action<WriteBatch>>();
        foreach (var claim in claims.DistinctBy(c => c.File).Where(c => files[c.File].CaseId is null))
        {
            var file = files[claim.File];
            keys.HandOver(file, person);
            rows.Add(batch =>
            {
                batch.Insert("file_claims", ("file_id", file.Id), ("case_id", caseId));
                batch.Add(
                    "UPDATE stored_files SET case_id = $1, kind = $2, expires_at = NULL, draft_id = NULL, person_id = $3, wrapped_key = $4, derived_wrapped_key = $5 WHERE id = $6",
                    caseId, claim.Kind, person.PersonId, file.WrappedKey, file.DerivedWrappedKey, file.Id);
            });
        }

        return new Taken(ids.ConvertAll(id => files[id]), rows);
    }
}
