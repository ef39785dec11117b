using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Enquiries;

/// <summary>Shows who asks, to those whose work needs it. Who looked, why and when is kept before anything is shown.</summary>
public sealed class RevealContact(EnquiryPeople people, Database database)
{
    /// <summary>Why it must be seen.</summary>
    public sealed record Request(string Reason);

    /// <summary>Name and telephone, unmasked.</summary>
    public async Task<Result<EnquiryContact>> Look(EnquiryAccess access, Request request)
    {
        if (string.IsNullOrWhiteSpace(request.Reason))
            return CaseErrors.ReasonMissing;
        if (FreeText.Check("reason", request.Reason) is { } unfit)
            return unfit;
        var batch = new WriteBatch();
        batch.Insert(
            "unmaskings", ("id", Guid.CreateVersion7(access.Now)), ("case_id", access.State.Id.Value), ("staff_id", access.Staff!.Id),
            ("reason", request.Reason.Trim()), ("at", access.Now));
        await database.Commit(batch, CancellationToken.None);
        return await people.Contact(access.State, CancellationToken.None) is { } contact ? contact : new Error(ErrorKind.NotFound, "person.erased");
    }
}
