using Tongdian.Domain;
using Tongdian.Domain.Parties;

namespace Tongdian.Server.Modules.Cases;

/// <summary>Shows what is masked by default, to those whose work needs it. Who looked, why and when is kept before anything is shown.</summary>
public sealed class UnmaskCustomer(CaseParties parties, KeepUnmasking unmaskings)
{
    /// <summary>Why it must be seen.</summary>
    public sealed record Request(string Reason);

    /// <summary>The customer, unmasked.</summary>
    public async Task<Result<PartyDetails>> Look(CaseAccess access, Request request)
    {
        if (await unmaskings.Do(access.State.Id.Value, access.Staff!, request.Reason, access.Now) is { } refused)
            return refused;
        return await parties.Read(access.State.Customer, CancellationToken.None) is { } details
            ? details
            : new Error(ErrorKind.NotFound, "person.erased");
    }
}
