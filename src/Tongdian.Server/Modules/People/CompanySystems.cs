using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OpenIddict.Validation.AspNetCore;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Tongdian.Server.Modules.People;

/// <summary>
/// The company's other systems call the API as colleagues who are programs: with a name and a secret (OAuth 2, client credentials), for what their scopes, roles and
/// regions allow. The protocol is OpenIddict's; who they are is in the directory, so that what is taken away is gone at once. Setting <c>Access:Systems</c>.
/// </summary>
public static class CompanySystems
{
    /// <summary>Claim of a colleague that is a program: one scope.</summary>
    public const string ScopeClaim = "scope";

    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(30);

    /// <summary>What keeps the scopes of a system.</summary>
    internal static IEnumerable<IdentityUserClaim<Guid>> Claims(Guid system, IEnumerable<string> allowed) =>
        allowed.Distinct(StringComparer.Ordinal).Select(s => new IdentityUserClaim<Guid> { UserId = system, ClaimType = ScopeClaim, ClaimValue = s });

    internal static bool AreOn(IConfiguration configuration) => configuration["Access:Systems"] switch
    {
        null or "" or "off" => false,
        "on" => true,
        var other => throw new FormatException($"Access:Systems is '{other}': on or off"),
    };

    internal static void AddSystems(this IServiceCollection services)
    {
        services.AddScoped<IClaimsTransformation, SystemClaims>();
        services.AddOpenIddict()
            .AddServer(o =>
            {
                // Systems and their scopes are kept in the directory and tokens nowhere: there is nothing for a store of its own.
                o.EnableDegradedMode().DisableScopeValidation();
                o.SetTokenEndpointUris("connect/token").SetConfigurationEndpointUris(Array.Empty<Uri>()).SetJsonWebKeySetEndpointUris(Array.Empty<Uri>());
                o.AllowClientCredentialsFlow().SetAccessTokenLifetime(Lasts);
                // Tokens are sealed by the key ring that all servers share; keys of another kind are asked for and never used.
                o.AddEphemeralEncryptionKey().AddEphemeralSigningKey().UseDataProtection();
                // TLS is the work of the proxy in front.
                o.UseAspNetCore().EnableTokenEndpointPassthrough().DisableTransportSecurityRequirement();
                // Name and secret are compared where the token is made.
                o.AddEventHandler<ValidateTokenRequestContext>(e => e.UseInlineHandler(static _ => ValueTask.CompletedTask));
            })
            .AddValidation(o =>
            {
                o.UseLocalServer();
                o.UseDataProtection();
                o.UseAspNetCore();
            });
    }

    internal static void MapSystems(this IEndpointRouteBuilder routes) => routes.MapPost("/connect/token", OpenSystemSession.Handle)
        .RequireAuthorization(Policies.Anyone).RequireRateLimiting(RateLimits.Sessions).DisableAntiforgery();

    /// <summary>Whose token a program shows: both kinds are sealed, and look alike.</summary>
    internal static string SchemeOf(HttpContext http) =>
        http.Request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var token]
        && http.RequestServices.GetRequiredService<IOptionsMonitor<BearerTokenOptions>>().Get(Sessions.Scheme).BearerTokenProtector.Unprotect(token) is null
            ? OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme
            : Sessions.Scheme;
}
