using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Tongdian.Domain;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.People;

/// <summary>Signing in: name, password and, for who set it up, a code against a session that lasts a working day. Programs get a token, browsers a cookie.</summary>
public sealed partial class OpenSession(
    UserManager<StaffUser> users, SignInTries tries, SecondFactor factor, IOptionsMonitor<BearerTokenOptions> tokens, TimeProvider time, CompanyDirectory directory,
    SignInFigures figures, ILogger<OpenSession> logger)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(12);

    /// <summary>Name and password; the code of the second factor where one is asked for.</summary>
    public sealed record Request(string User, string Password, string? Code = null);

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
        if ((await Verify(request)).Failed(out var refused, out var user))
            return refused;
        return await Further(user, request.Code) is { } notYet ? notYet : Token(user, Lasts);
    }

    /// <summary>A colleague who proved earlier who they are, and may still come in without typing anything; never a system, whose token has its scopes.</summary>
    internal async Task<Result<StaffUser>> StillIn(string staff)
    {
        if (await users.FindByIdAsync(staff) is not { Active: true, MustChangePassword: false } user || await IsSystem(user))
            return PeopleErrors.NoLongerIn;
        return factor.IsMissing(user) ? PeopleErrors.SecondFactorMissing : user;
    }

    /// <summary>Signs a browser in; or why not, and whose password it was when it was right.</summary>
    internal async Task<(Error? Refused, StaffUser? Known)> SignIn(HttpContext http, Request request)
    {
        if ((await Verify(request)).Failed(out var refused, out var user))
            return (refused, null);
        if (await Further(user, request.Code) is { } notYet)
            return (notYet, user);
        await Enter(http, user);
        return (null, user);
    }

    /// <summary>Signs a browser in as the colleague whom the company's own sign-on named; or why not, and who it is.</summary>
    /// <param name="http">The browser.</param>
    /// <param name="login">Their name here.</param>
    /// <param name="further">Whether more than a password was asked for there.</param>
    internal async Task<(Error? Refused, StaffUser? Known)> SignInAs(HttpContext http, string login, bool further)
    {
        var user = login.Any(char.IsControl) ? null : await users.FindByNameAsync(login);
        if (user is not { Active: true } || await IsSystem(user))
        {
            figures.Failed();
            return (PeopleErrors.NotColleague, null);
        }

        if (!further && (factor.IsMissing(user) ? PeopleErrors.SecondFactorMissing : factor.IsAsked(user) ? PeopleErrors.CodeRequired : null) is { } notYet)
            return (notYet, user);
        await Enter(http, user);
        return (null, user);
    }

    /// <summary>Lets a browser in as a colleague who proved who they are.</summary>
    internal Task Enter(HttpContext http, StaffUser user)
    {
        SignedIn(logger, user.Id, Sessions.Browser);
        return http.SignInAsync(Sessions.Browser, Principal(user, Sessions.Browser), new AuthenticationProperties { ExpiresUtc = time.GetUtcNow() + Lasts });
    }

    /// <summary>A token for a colleague who proved who they are.</summary>
    internal Response Token(StaffUser user, TimeSpan lasts)
    {
        SignedIn(logger, user.Id, Sessions.Scheme);
        var expires = time.GetUtcNow() + lasts;
        var ticket = new AuthenticationTicket(Principal(user, Sessions.Scheme), new AuthenticationProperties { ExpiresUtc = expires }, Sessions.Scheme);
        return new Response(tokens.Get(Sessions.Scheme).BearerTokenProtector.Protect(ticket), expires);
    }

    // What is asked for after the right password.
    private async Task<Error?> Further(StaffUser user, string? code) =>
        user.MustChangePassword ? PeopleErrors.PasswordChangeRequired
        : factor.IsMissing(user) ? PeopleErrors.SecondFactorMissing
        : factor.IsAsked(user) && await factor.Check(user, code) is { } refused ? Noted(user, refused)
        : null;

    /// <summary>The colleague whose name and password these are, also when the password opens nothing but its own change.</summary>
    internal async Task<Result<StaffUser>> Verify(Request request, bool ofSystem = false)
    {
        // No name has characters that cannot be seen, and PostgreSQL cannot even look for NUL.
        var user = request.User.Any(char.IsControl) ? null : await users.FindByNameAsync(request.User);
        // A system comes in by its own door only, and nobody else by that.
        if (user is null || await IsSystem(user) != ofSystem)
        {
            // The same work as for a user that exists, so that the time tells nobody which names do.
            users.PasswordHasher.HashPassword(Nobody(), request.Password);
            figures.Failed();
            return PeopleErrors.WrongPassword;
        }

        if (!await tries.Take(user))
            return Noted(user, PeopleErrors.LockedOut);
        if (!user.Active || !await users.CheckPasswordAsync(user, request.Password))
            return Noted(user, PeopleErrors.WrongPassword);
        // Whoever knows the password does not get ten more tries for the code with it.
        await (factor.IsAsked(user) ? tries.GiveBack(user) : tries.BeginAnew(user));
        directory.Changed();
        return user;
    }

    private async Task<bool> IsSystem(StaffUser user) => (await directory.Get(CancellationToken.None)).Staff.GetValueOrDefault(user.Id.ToString()) is { Scopes: not null };

    // What was typed as a name may be a password: only who is known is named, by their id.
    private Error Noted(StaffUser user, Error refused)
    {
        Refused(logger, user.Id, refused.Code);
        // Who has yet to type the code has not failed.
        if (refused.Code != PeopleErrors.CodeRequired.Code)
            figures.Failed();
        return refused;
    }

    private static ClaimsPrincipal Principal(StaffUser user, string scheme) => new(new ClaimsIdentity(
        [new Claim(StaffAccess.IdClaim, user.Id.ToString()), new Claim(StaffAccess.StampClaim, user.SecurityStamp ?? "")], scheme));

    private static StaffUser Nobody() => new() { DisplayName = "", WorkNumber = "", Roles = [], Departments = [], Regions = [] };

    [LoggerMessage(LogLevel.Information, "{Staff} signed in ({Kind})")]
    private static partial void SignedIn(ILogger logger, Guid staff, string kind);

    [LoggerMessage(LogLevel.Warning, "{Staff} was not let in: {Code}")]
    private static partial void Refused(ILogger logger, Guid staff, string code);
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

    /// <summary>The password is right; now the code of the second factor.</summary>
    public static readonly Error CodeRequired = new Error(ErrorKind.Forbidden, "session.code-required").With("status", "401").For([new FieldError("code", "session.code-required")]);

    /// <summary>The code is wrong, too old or used.</summary>
    public static readonly Error WrongCode = new Error(ErrorKind.Forbidden, "session.wrong-code").With("status", "401").For([new FieldError("code", "session.wrong-code")]);

    /// <summary>This colleague has to set up a second factor first, on the page of the sign-in.</summary>
    public static readonly Error SecondFactorMissing = new(ErrorKind.Forbidden, "session.second-factor-missing");

    /// <summary>This colleague may not go without a second factor.</summary>
    public static readonly Error SecondFactorRequired = new(ErrorKind.Forbidden, "session.second-factor-required");

    /// <summary>Too much time passed since the password, or it is another one now.</summary>
    public static readonly Error TicketExpired = new Error(ErrorKind.Forbidden, "session.ticket-expired").With("status", "401");

    /// <summary>The colleague may not sign in any more, or has to change the password first.</summary>
    public static readonly Error NoLongerIn = new(ErrorKind.Forbidden, "session.no-longer-in");

    /// <summary>The company's sign-on did not say who this is: refused there, given up, or too late.</summary>
    public static readonly Error SignOnRefused = new Error(ErrorKind.Forbidden, "session.sign-on-refused").With("status", "401");

    /// <summary>The company's sign-on does not answer.</summary>
    public static readonly Error SignOnUnreachable = new Error(ErrorKind.Forbidden, "session.sign-on-unreachable").With("status", "503");

    /// <summary>The company's sign-on named somebody who is no colleague here, or no longer.</summary>
    public static readonly Error NotColleague = new(ErrorKind.Forbidden, "session.not-colleague");

    /// <summary>The password was made by an administrator and must be changed first.</summary>
    public static readonly Error PasswordChangeRequired = new(ErrorKind.Forbidden, "session.password-change-required");
}
