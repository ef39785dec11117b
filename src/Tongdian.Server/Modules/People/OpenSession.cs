using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Tongdian.Domain;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.People;

/// <summary>Signing in: name and password against a session that lasts a working day. Programs get a token, browsers a cookie.</summary>
public sealed class OpenSession(UserManager<StaffUser> users, IOptionsMonitor<BearerTokenOptions> tokens, TimeProvider time, CompanyDirectory directory, SignInFigures figures)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(12);

    /// <summary>Name and password.</summary>
    public sealed record Request(string User, string Password);

    /// <summary>The token, sent as <c>Authorization: Bearer</c>.</summary>
    public sealed record Response(string Token, DateTimeOffset ExpiresAt);

    internal static async Task<IResult> Handle(Body<Request> body, OpenSession use)
    {
        if (body.Read.Failed(out var unreadable, out var request))
            return Problem.From(unreadable);
        return (await use.Token(request)).Failed(out var refused, out var answer) ? Problem.From(refused) : TypedResults.Created((string?)null, answer);
    }

    /// <summary>Signs a program in.</summary>
    public async Task<Result<Response>> Token(Request request)
    {
        return (await Check(request)).Failed(out var refused, out var user) ? refused : Token(user, Lasts);
    }

    /// <summary>A token for a colleague who proved in another way who they are.</summary>
    internal async Task<Result<Response>> TokenOf(string staff, TimeSpan lasts) =>
        await users.FindByIdAsync(staff) is { Active: true, MustChangePassword: false } user ? Token(user, lasts) : PeopleErrors.NoLongerIn;

    /// <summary>Signs a browser in.</summary>
    public async Task<Error?> SignIn(HttpContext http, Request request)
    {
        if ((await Check(request)).Failed(out var refused, out var user))
            return refused;
        await http.SignInAsync(Sessions.Browser, Principal(user, Sessions.Browser), new AuthenticationProperties { ExpiresUtc = time.GetUtcNow() + Lasts });
        return null;
    }

    private Response Token(StaffUser user, TimeSpan lasts)
    {
        var expires = time.GetUtcNow() + lasts;
        var ticket = new AuthenticationTicket(Principal(user, Sessions.Scheme), new AuthenticationProperties { ExpiresUtc = expires }, Sessions.Scheme);
        return new Response(tokens.Get(Sessions.Scheme).BearerTokenProtector.Protect(ticket), expires);
    }

    private async Task<Result<StaffUser>> Check(Request request) =>
        (await Verify(request)).Failed(out var refused, out var user) ? refused : user.MustChangePassword ? PeopleErrors.PasswordChangeRequired : user;

    /// <summary>The colleague whose name and password these are, also when the password opens nothing but its own change.</summary>
    internal async Task<Result<StaffUser>> Verify(Request request)
    {
        // No name has characters that cannot be seen, and PostgreSQL cannot even look for NUL.
        var user = request.User.Any(char.IsControl) ? null : await users.FindByNameAsync(request.User);
        if (user is null)
        {
            // The same work as for a user that exists, so that the time tells nobody which names do.
            users.PasswordHasher.HashPassword(Nobody(), request.Password);
            figures.Failed();
            return PeopleErrors.WrongPassword;
        }

        if (await users.IsLockedOutAsync(user))
            return PeopleErrors.LockedOut;
        if (!user.Active || !await users.CheckPasswordAsync(user, request.Password))
        {
            await users.AccessFailedAsync(user);
            figures.Failed();
            return PeopleErrors.WrongPassword;
        }

        await users.ResetAccessFailedCountAsync(user);
        directory.Changed();
        return user;
    }

    private static ClaimsPrincipal Principal(StaffUser user, string scheme) => new(new ClaimsIdentity(
        [new Claim(StaffAccess.IdClaim, user.Id.ToString()), new Claim(StaffAccess.StampClaim, user.SecurityStamp ?? "")], scheme));

    private static StaffUser Nobody() => new() { DisplayName = "", WorkNumber = "", Roles = [], Departments = [], Regions = [] };
}

/// <summary>How staff sessions are recognised: programs by a token, browsers by a cookie that the API does not look at.</summary>
public static class Sessions
{
    /// <summary>Name of the scheme for programs.</summary>
    public const string Scheme = "staff";

    /// <summary>Name of the scheme for browsers.</summary>
    public const string Browser = "browser";

    /// <summary>Name of the scheme that chooses between them by what is asked for.</summary>
    internal const string Either = "either";
}

/// <summary>Ways signing in can be refused.</summary>
public static class PeopleErrors
{
    /// <summary>Name or password is wrong; it is not said which.</summary>
    public static readonly Error WrongPassword = new Error(ErrorKind.Forbidden, "session.wrong-password").With("status", "401");

    /// <summary>Too many wrong passwords.</summary>
    public static readonly Error LockedOut = new Error(ErrorKind.Forbidden, "session.locked-out").With("status", "429").With("retryAfter", "300");

    /// <summary>The colleague may not sign in any more, or has to change the password first.</summary>
    public static readonly Error NoLongerIn = new(ErrorKind.Forbidden, "session.no-longer-in");

    /// <summary>The password was made by an administrator and must be changed first.</summary>
    public static readonly Error PasswordChangeRequired = new(ErrorKind.Forbidden, "session.password-change-required");
}
