using Tongdian.Domain;
using Tongdian.Server.Modules.Cases;

namespace Tongdian.Server.Modules.Enquiries;

/// <summary>Shows who asks, to those whose work needs it. Who looked, why and when is kept before anything is shown.</summary>
public sealed class RevealContact(EnquiryPeople people, KeepUnmasking unmaskings)
{
    /// <summary>Why it must be seen.</summary>
    public sealed record Request(string Reason);

    /// <summary>Name and telephone, unmasked.</summary>
    public async Task<Result<EnquiryContact>> Look(EnquiryAccess access, Request request)
    {
        if (await unmaskings.Do(access.State.Id.Value, access.Staff!, request.Reason, access.Now) is { } refused)
            return refused;
        return await people.Contact(access.State, CancellationToken.None) is { } contact ? contact : new Error(ErrorKind.NotFound, "person.erased");
    }
}
