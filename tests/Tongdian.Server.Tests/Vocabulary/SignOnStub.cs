using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>A company's sign-on by OpenID Connect, on loopback: whoever is sent there is signed in there already.</summary>
public sealed class SignOnStub : IAsyncDisposable
{
    /// <summary>What it knows the platform by.</summary>
    public const string Client = "tongdian";

    /// <summary>What the platform proves itself with.</summary>
    public const string Secret = "only-for-the-test-of-sign-on";

    private readonly WebApplication app;

    private SignOnStub()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddOpenIddict().AddServer(o =>
        {
            o.EnableDegradedMode().DisableAccessTokenEncryption().AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
            o.SetAuthorizationEndpointUris("sign-on").SetTokenEndpointUris("token").RegisterScopes(Scopes.Profile);
            o.AddEphemeralEncryptionKey().AddEphemeralSigningKey().UseAspNetCore().DisableTransportSecurityRequirement();
            o.AddEventHandler<ValidateAuthorizationRequestContext>(e => e.UseInlineHandler(context =>
            {
                if (context.ClientId != Client)
                    context.Reject(Errors.InvalidClient);
                return ValueTask.CompletedTask;
            }));
            o.AddEventHandler<ValidateTokenRequestContext>(e => e.UseInlineHandler(context =>
            {
                if (context.ClientId != Client || context.ClientSecret != Secret)
                    context.Reject(Errors.InvalidClient);
                return ValueTask.CompletedTask;
            }));
            o.AddEventHandler<HandleAuthorizationRequestContext>(e => e.UseInlineHandler(context =>
            {
                if (Name is { } name)
                    context.SignIn(Person(name));
                else
                    context.Reject(Errors.AccessDenied);
                return ValueTask.CompletedTask;
            }));
        });
        app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.UseAuthentication();
    }

    /// <summary>Who is signed in there; null when they are refused.</summary>
    public string? Name { get; set; }

    /// <summary>How they proved it, besides a password.</summary>
    public string? Further { get; set; }

    /// <summary>The settings with which the platform trusts it.</summary>
    public Dictionary<string, string?> Settings => new(StringComparer.Ordinal)
    {
        ["Access:SignOn:Authority"] = app.Urls.Single(), ["Access:SignOn:ClientId"] = Client, ["Access:SignOn:ClientSecret"] = Secret,
    };

    public static async Task<SignOnStub> Start()
    {
        var stub = new SignOnStub();
        await stub.app.StartAsync();
        return stub;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private ClaimsPrincipal Person(string name)
    {
        var identity = new ClaimsIdentity("company", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, $"company-{name}").SetClaim(Claims.PreferredUsername, name);
        if (Further is { } how)
            identity.SetClaims(Claims.AuthenticationMethodReference, [how]);
        identity.SetScopes(Scopes.OpenId, Scopes.Profile).SetDestinations(_ => [Destinations.IdentityToken]);
        return new ClaimsPrincipal(identity);
    }
}
