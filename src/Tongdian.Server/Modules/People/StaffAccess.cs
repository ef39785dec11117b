using System.Security.Claims;

namespace Tongdian.Server.Modules.People;

/// <summary>Who a signed-in colleague is, taken from the directory with every request: what was taken away is gone at once, not when the token ends.</summary>
public sealed class StaffAccess(CompanyDirectory directory)
{
    /// <summary>Claim with the user's id.</summary>
    public const string IdClaim = ClaimTypes.NameIdentifier;

    /// <summary>Claim with the security stamp the session was opened under; a new password or a lock changes it.</summary>
    public const string StampClaim = "stamp";

    /// <summary>The colleague, or null when nobody is signed in or the session no longer holds.</summary>
    public async ValueTask<StaffMember?> Find(ClaimsPrincipal user, CancellationToken cancel)
    {
        if (user.FindFirstValue(IdClaim) is not { } id)
            return null;
        var company = await directory.Get(cancel);
        return company.Staff.TryGetValue(id, out var member) && member.Active && member.SecurityStamp == user.FindFirstValue(StampClaim)
            ? member
            : null;
    }

    /// <summary>A policy let this colleague in: for the rest of the request it is them, also when they are shut out meanwhile.</summary>
    public static void Admit(HttpContext http, StaffMember member) => http.Items[typeof(StaffMember)] = member;

    /// <summary>The colleague who asks, where a policy lets only staff in.</summary>
    public static StaffMember Me(HttpContext http) =>
        http.Items[typeof(StaffMember)] as StaffMember ?? throw new InvalidOperationException("The policy lets only staff in");
}
