using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Supply;

/// <summary>
/// Codes of six digits that prove who holds the telephone on file: good for ten minutes, five tries, one thing of one case. A new one takes the
/// place of the last. They are few a day, so that trying all of them is hopeless.
/// </summary>
public sealed class OneTimeCodes(IDbContextFactory<TongdianContext> contexts, Database database, MasterKey master, TimeProvider time)
{
    private const int MostTries = 5;
    private const int MostADay = 10;

    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly byte[] key = master.Derive("one-time-codes");

    /// <summary>A new code; whoever asked for it sends it to the telephone on file and shows it to nobody.</summary>
    public async Task<Result<string>> Make(Guid caseId, string purpose, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var last = await Find(caseId, purpose, cancel);
        if (last is not null && now - last.MadeAt < Between)
            return SupplyErrors.CodeTooSoon;
        var counted = last is not null && now - last.CountedSince < Day;
        if (counted && last!.Made >= MostADay)
            return SupplyErrors.TooManyCodes;
        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        var batch = new WriteBatch();
        batch.Upsert(
            "one_time_codes", 2, ("case_id", caseId), ("purpose", purpose), ("hash", Hash(caseId, purpose, code)), ("made_at", now),
            ("expires_at", now + Lasts), ("tries", 0), ("counted_since", counted ? last!.CountedSince : now), ("made", counted ? last!.Made + 1 : 1));
        await database.Commit(batch, cancel);
        return code;
    }

    /// <summary>Whether it is the code; what is returned uses it up, together with what it was needed for.</summary>
    public async Task<Result<Action<WriteBatch>>> Check(Guid caseId, string purpose, string? given, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancel);
        // The try is counted before it is judged: many tries at once are no more than one after the other.
        var counted = await context.Set<OneTimeCode>()
            .Where(c => c.CaseId == caseId && c.Purpose == purpose && c.Tries < MostTries && c.ExpiresAt > now)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.Tries, x => x.Tries + 1), cancel);
        var kept = await Find(caseId, purpose, cancel);
        if (counted == 0)
            return kept is not null && kept.ExpiresAt > now ? SupplyErrors.CodeUsedUp : SupplyErrors.CodeExpired;
        var digits = string.Concat((given ?? "").Where(c => !char.IsWhiteSpace(c)));
        if (kept is null || !CryptographicOperations.FixedTimeEquals(kept.Hash, Hash(caseId, purpose, digits)))
            return SupplyErrors.CodeWrong(MostTries - (kept?.Tries ?? MostTries));
        Action<WriteBatch> useUp = batch => batch.Add("UPDATE one_time_codes SET expires_at = $1 WHERE case_id = $2 AND purpose = $3", now, caseId, purpose);
        return useUp;
    }

    private async Task<OneTimeCode?> Find(Guid caseId, string purpose, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Set<OneTimeCode>().AsNoTracking().FirstOrDefaultAsync(c => c.CaseId == caseId && c.Purpose == purpose, cancel);
    }

    private byte[] Hash(Guid caseId, string purpose, string code) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{caseId:N}/{purpose}/{code}"));
}

/// <summary>Sends a code to the telephone on file. Where nothing can be sent there is none, and nobody is asked for a code.</summary>
/// <param name="Send">The case whose customer gets it, and the code.</param>
public sealed record CodeSender(Func<Case, string, CancellationToken, Task> Send);
