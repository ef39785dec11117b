using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Tongdian.Server.Modules.People;

/// <summary>A token for a system that showed its name and secret. Refusals are those of OAuth 2 (RFC 6749), because its libraries read them.</summary>
internal static class OpenSystemSession
{
    private const string Server = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static async Task<IResult> Handle(HttpContext http, OpenSession sessions, CompanyDirectory directory)
    {
        var asked = http.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("The request was not read");
        if ((await sessions.Verify(new OpenSession.Request(asked.ClientId ?? "", asked.ClientSecret ?? ""), ofSystem: true)).Failed(out _, out var user))
            return Refuse(Errors.InvalidClient);
        var allowed = (await directory.Get(http.RequestAborted)).Staff.GetValueOrDefault(user.Id.ToString())?.Scopes ?? [];
        var scopes = asked.GetScopes() is { Length: > 0 } named ? named : allowed;
        if (scopes.Except(allowed, StringComparer.Ordinal).Any())
            return Refuse(Errors.InvalidScope);
        var identity = new ClaimsIdentity(Server);
        identity.SetClaim(Claims.Subject, user.Id.ToString()).SetClaim(StaffAccess.StampClaim, user.SecurityStamp ?? "").SetScopes(scopes);
        identity.SetDestinations(_ => [Destinations.AccessToken]);
        return Results.SignIn(new ClaimsPrincipal(identity), authenticationScheme: Server);
    }

    private static IResult Refuse(string error) =>
        Results.Forbid(new AuthenticationProperties(new Dictionary<string, string?>(StringComparer.Ordinal) { [OpenIddictServerAspNetCoreConstants.Properties.Error] = error }), [Server]);
}
