using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Tongdian.Server.Modules.People;

/// <summary>
/// Makes a system known as the colleague that it is, when its token has the scope of what it calls: the first part of the path, and whether it reads or writes
/// (<c>cases:read</c>). Without it nobody is known.
/// </summary>
internal sealed class SystemClaims(IHttpContextAccessor accessor) : IClaimsTransformation
{
    /// <summary>Claim with the scope that is missing.</summary>
    public const string Missing = "missing-scope";

    public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
    {
        if (principal.GetClaim(Claims.Subject) is not { } id || accessor.HttpContext is not { } http)
            return Task.FromResult(principal);
        var wanted = ScopeOf(http);
        Claim[] known = wanted is not null && principal.HasScope(wanted)
            ? [new Claim(StaffAccess.IdClaim, id), new Claim(StaffAccess.StampClaim, principal.GetClaim(StaffAccess.StampClaim) ?? "")]
            : [new Claim(Missing, wanted ?? "")];
        return Task.FromResult(new ClaimsPrincipal(new ClaimsIdentity(known, principal.Identity!.AuthenticationType)));
    }

    /// <summary>The scope of a route; null when no system may call it.</summary>
    internal static string? ScopeOf(HttpContext http) => (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.Trim('/').Split('/') is ["api", _, var area, ..] && area != "administration"
        ? $"{area}:{(HttpMethods.IsGet(http.Request.Method) ? "read" : "write")}"
        : null;
}
