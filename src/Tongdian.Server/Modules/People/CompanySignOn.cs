using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Tongdian.Server.Modules.People;

/// <summary>
/// The company's own sign-on: who is signed in there comes in here without a password of ours (OpenID Connect, code flow). It says who somebody is; what they may do is in
/// the directory, so that nobody comes in whom an administrator did not enter. Settings <c>Access:SignOn</c>.
/// </summary>
public static partial class CompanySignOn
{
    /// <summary>Where a browser goes to be sent to the company's page.</summary>
    public const string Path = "/staff/sign-in/company";

    /// <summary>Name of the scheme that sends a browser there and hears its answer.</summary>
    internal const string Scheme = "company";

    /// <summary>Name of the scheme that keeps the answer for the one request that reads it.</summary>
    internal const string Answer = "company-answer";

    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(5);

    internal static bool IsOn(IConfiguration configuration) => configuration["Access:SignOn:Authority"] is { Length: > 0 };

    /// <summary>What the company's sign-on calls the name by which a colleague signs in here.</summary>
    internal static string NameClaim(IConfiguration configuration) => configuration["Access:SignOn:NameClaim"] is { Length: > 0 } claim ? claim : "preferred_username";

    internal static void AddSignOn(this AuthenticationBuilder authentication, IConfiguration configuration)
    {
        var (authority, name) = (new Uri(configuration["Access:SignOn:Authority"]!), NameClaim(configuration));
        if (authority is { Scheme: "http", IsLoopback: false })
            throw new FormatException($"Access:SignOn:Authority is '{authority}': it must begin with https://");
        if (string.IsNullOrEmpty(configuration["Access:SignOn:ClientId"]))
            throw new FormatException("Access:SignOn:ClientId is missing: the name by which the company's sign-on knows this platform");
        authentication.AddCookie(Answer, o =>
        {
            (o.Cookie.Name, o.Cookie.Path, o.Cookie.HttpOnly, o.Cookie.SameSite) = ("sign-on", Path, true, SameSiteMode.Lax);
            (o.SlidingExpiration, o.ExpireTimeSpan) = (false, Lasts);
        });
        authentication.AddOpenIdConnect(Scheme, o =>
        {
            (o.Authority, o.RequireHttpsMetadata) = (authority.ToString(), authority.Scheme == "https");
            (o.ClientId, o.ClientSecret) = (configuration["Access:SignOn:ClientId"], configuration["Access:SignOn:ClientSecret"]);
            (o.SignInScheme, o.CallbackPath) = (Answer, $"{Path}/back");
            // The answer comes as a link, so that no cookie has to be sent from a stranger's page.
            (o.ResponseType, o.ResponseMode) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query);
            (o.CorrelationCookie.SameSite, o.NonceCookie.SameSite) = (SameSiteMode.Lax, SameSiteMode.Lax);
            (o.CorrelationCookie.Path, o.NonceCookie.Path) = (Path, Path);
            (o.CorrelationCookie.SecurePolicy, o.NonceCookie.SecurePolicy) = (CookieSecurePolicy.SameAsRequest, CookieSecurePolicy.SameAsRequest);
            (o.MapInboundClaims, o.GetClaimsFromUserInfoEndpoint) = (false, true);
            o.ClaimActions.MapUniqueJsonKey(name, name);
            // Refused there, another browser's answer, too late: the colleague is told, and can try again or use the password.
            o.Events.OnRemoteFailure = context =>
            {
                Refused(context.HttpContext.RequestServices.GetRequiredService<ILogger<OpenSession>>(), context.Failure?.Message ?? "no reason");
                context.HandleResponse();
                context.Response.Redirect("/staff/sign-in?company=refused");
                return Task.CompletedTask;
            };
        });
    }

    [LoggerMessage(LogLevel.Warning, "The company's sign-on let nobody in: {Reason}")]
    private static partial void Refused(ILogger logger, string reason);
}
