using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Tongdian.Domain;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.People;

/// <summary>Signing in for staff programs: name and password against a token that lasts a working day.</summary>
public static class OpenSession
{
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(12);

    /// <summary>Name and password.</summary>
    public sealed record Request(string User, string Password);

    /// <summary>The token, sent as <c>Authorization: Bearer</c>.</summary>
    public sealed record Response(string Token, DateTimeOffset ExpiresAt);

    internal static async Task<IResult> Handle(
        Body<Request> body, UserManager<StaffUser> users, IOptionsMonitor<BearerTokenOptions> tokens, TimeProvider time, CompanyDirectory directory)
    {
        if (body.Read.Failed(out var unreadable, out var request))
            return Problem.From(unreadable);
        // No name has characters that cannot be seen, and PostgreSQL cannot even look for NUL.
        var user = request.User.Any(char.IsControl) ? null : await users.FindByNameAsync(request.User);
        if (user is null)
        {
            // The same work as for a user that exists, so that the time tells nobody which names do.
            users.PasswordHasher.HashPassword(Nobody(), request.Password);
            return Problem.From(PeopleErrors.WrongPassword);
        }

        if (await users.IsLockedOutAsync(user))
            return Problem.From(PeopleErrors.LockedOut);
        if (!user.Active || !await users.CheckPasswordAsync(user, request.Password))
        {
            await users.AccessFailedAsync(user);
            return Problem.From(PeopleErrors.WrongPassword);
        }

        await users.ResetAccessFailedCountAsync(user);
        directory.Changed();
        var expires = time.GetUtcNow() + Lasts;
        var identity = new ClaimsIdentity(
            [new Claim(StaffAccess.IdClaim, user.Id.ToString()), new Claim(StaffAccess.StampClaim, user.SecurityStamp ?? "")], Sessions.Scheme);
        var ticket = new AuthenticationTicket(
            new ClaimsPrincipal(identity), new AuthenticationProperties { ExpiresUtc = expires }, Sessions.Scheme);
        return TypedResults.Created((string?)null, new Response(tokens.Get(Sessions.Scheme).BearerTokenProtector.Protect(ticket), expires));
    }

    private static StaffUser Nobody() => new() { DisplayName = "", WorkNumber = "", Roles = [], Departments = [], Regions = [] };
}

/// <summary>How staff sessions are recognised.</summary>
public static class Sessions
{
    /// <summary>Name of the authentication scheme.</summary>
    public const string Scheme = "staff";
}

/// <summary>Ways signing in can be refused.</summary>
public static class PeopleErrors
{
    /// <summary>Name or password is wrong; it is not said which.</summary>
    public static readonly Error WrongPassword = new Error(ErrorKind.Forbidden, "session.wrong-password").With("status", "401");

    /// <summary>Too many wrong passwords.</summary>
    public static readonly Error LockedOut = new Error(ErrorKind.Forbidden, "session.locked-out").With("status", "429").With("retryAfter", "300");
}
