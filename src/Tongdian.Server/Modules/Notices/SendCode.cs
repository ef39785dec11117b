using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Parties;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Notices;

/// <summary>
/// Sends a lost access code to the telephone on file. Whoever asks learns nothing: neither whether there is such a case nor whether the
/// telephone is the right one.
/// </summary>
public sealed class SendCode(
    CaseStore store, CaseParties parties, AccessCode codes, WriteNotice notices, Database database, IDbContextFactory<TongdianContext> contexts, TimeProvider time)
{
    private const int MostPerDay = 3;

    /// <summary>Sends it when number and telephone fit together, at most three times a day.</summary>
    public async Task ToPhoneOnFile(string? number, string? phone, CancellationToken cancel)
    {
        if (!CaseNumber.TryParse(number, out var read) || PhoneNumber.Parse(phone ?? "").Failed(out _, out var said))
            return;
        if (await store.Find(read.Value, cancel) is not { } state || await parties.Read(state.Customer, cancel) is not { } told || told.Phone != said.Value)
            return;
        if (await parties.Key(state, cancel) is not { } key)
            return;
        await Again(WriteNotice.Subject.Of(state), key, told.Phone, new Notice(NoticeKinds.AccessCode, new Dictionary<string, string>(StringComparer.Ordinal) { ["code"] = codes.For(state.Id.Value) }), cancel);
    }

    /// <summary>Sends an access code once more to a telephone that was found to be the right one, at most three times a day for each case or enquiry.</summary>
    public async Task Again(WriteNotice.Subject about, PersonKey key, string phone, Notice notice, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (await SentSince(about.Id, notice.Kind.Id, now - TimeSpan.FromDays(1), cancel) >= MostPerDay)
            return;
        var batch = new WriteBatch();
        notices.ToPhone(about, key, phone, notice, now)(batch);
        await database.Commit(batch, cancel);
    }

    /// <summary>Sends a code of the moment, for signing, to the telephone on file.</summary>
    public async Task OneTime(Case state, string code, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (await parties.Read(state.Customer, cancel) is not { } told || await parties.Key(state, cancel) is not { } key)
            return;
        var batch = new WriteBatch();
        notices.ToPhone(WriteNotice.Subject.Of(state), key, told.Phone, new Notice(NoticeKinds.OneTimeCode, new Dictionary<string, string>(StringComparer.Ordinal) { ["code"] = code }), now)(batch);
        await database.Commit(batch, cancel);
    }

    private async Task<int> SentSince(Guid id, string purpose, DateTimeOffset since, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Set<Message>().CountAsync(m => m.CaseId == id && m.Purpose == purpose && m.CreatedAt > since, cancel);
    }
}
