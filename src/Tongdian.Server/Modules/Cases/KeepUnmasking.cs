using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Cases;

/// <summary>Keeps who looked at what is masked by default, why and when: before anything is shown.</summary>
public sealed class KeepUnmasking(Database database)
{
    /// <summary>Keeps it; or says why the reason is none.</summary>
    /// <param name="subject">The case or enquiry that was looked at.</param>
    /// <param name="staff">Who looks.</param>
    /// <param name="reason">Why.</param>
    /// <param name="now">The instant of the operation.</param>
    public async Task<Error?> Do(Guid subject, StaffMember staff, string reason, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(reason))
            return CaseErrors.ReasonMissing;
        if (FreeText.Check("reason", reason) is { } unfit)
            return unfit;
        var batch = new WriteBatch();
        batch.Insert("unmaskings", ("id", Guid.CreateVersion7(now)), ("case_id", subject), ("staff_id", staff.Id), ("reason", reason.Trim()), ("at", now));
        await database.Commit(batch, CancellationToken.None);
        return null;
    }
}
