using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Files;

/// <summary>A file that a case wants, and what as.</summary>
public sealed record FileClaim(Guid File, string Kind);

/// <summary>Takes files out of quarantine into a case.</summary>
public sealed class TakeFiles(TongdianContext db, FileKeys keys)
{
    /// <summary>
    /// Gives the files to the case, under the person's key, on tracked rows; the caller saves them together with its own change.
    /// Files that the case has already stay as they are. Refusals: <see cref="FileErrors.Unknown"/>, <see cref="FileErrors.Taken"/>;
    /// then nothing is changed. When another case takes one of them at the same time, saving throws <see cref="DbUpdateConcurrencyException"/>.
    /// </summary>
    public async Task<Result<IReadOnlyList<StoredFile>>> Take(
        IReadOnlyCollection<FileClaim> claims, Guid caseId, PersonKey person, DateTimeOffset now, CancellationToken cancellation)
    {
        var ids = claims.Select(c => c.File).Distinct().ToList();
        var files = await db.Set<StoredFile>().Where(f => ids.Contains(f.Id)).ToDictionaryAsync(f => f.Id, cancellation);
        foreach (var id in ids)
        {
            if (!files.TryGetValue(id, out var file) || (file.CaseId is null && file.ExpiresAt <= now))
                return FileErrors.Unknown(id);
            if (file.CaseId is { } owner && owner != caseId)
                return FileErrors.Taken(id);
        }
        foreach (var claim in claims.DistinctBy(c => c.File).Where(c => files[c.File].CaseId is null))
        {
            var file = files[claim.File];
            keys.HandOver(file, person);
            (file.CaseId, file.Kind, file.ExpiresAt) = (caseId, claim.Kind, null);
        }
        return ids.ConvertAll(id => files[id]);
    }
}
