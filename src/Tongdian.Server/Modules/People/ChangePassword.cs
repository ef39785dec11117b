using Microsoft.AspNetCore.Identity;
using Tongdian.Domain;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.People;

/// <summary>A colleague chooses another password, at the first sign-in or whenever they like. All sessions end.</summary>
public sealed class ChangePassword(OpenSession sessions, UserManager<StaffUser> users, CompanyDirectory directory)
{
    private const int Longest = 200;

    private static readonly Error TooWeak = new Error(ErrorKind.Invalid, "session.password-weak").For([new FieldError("newPassword", "session.password-weak")]);
    private static readonly Error Same = new Error(ErrorKind.Invalid, "session.password-same").For([new FieldError("newPassword", "session.password-same")]);

    /// <summary>Who, the password as it is, and as it shall be.</summary>
    public sealed record Request(string User, string Password, string NewPassword);

    internal static async Task<IResult> Handle(Body<Request> body, ChangePassword use)
    {
        if (body.Read.Failed(out var unreadable, out var request))
            return Problem.From(unreadable);
        return await use.Do(request) is { } refused ? Problem.From(refused) : TypedResults.NoContent();
    }

    /// <summary>The refusal; null when it is done.</summary>
    public async Task<Error?> Do(Request request)
    {
        if ((await sessions.Verify(new OpenSession.Request(request.User, request.Password))).Failed(out var refused, out var user))
            return refused;
        if (request.NewPassword == request.Password)
            return Same;
        if (request.NewPassword.Length > Longest)
            return TooWeak;
        user.MustChangePassword = false;
        var result = await users.ChangePasswordAsync(user, request.Password, request.NewPassword);
        if (!result.Succeeded)
            return result.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.ConcurrencyFailure)) ? AdministrationErrors.StaffStale : TooWeak;
        directory.Changed();
        return null;
    }
}
