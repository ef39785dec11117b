using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Domain;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.People;

/// <summary>Choosing a password of one's own.</summary>
internal static class PasswordPage
{
    public static IResult Show(HttpContext http) => Page(http, null, null);

    public static async Task<IResult> Take(HttpContext http, ChangePassword use)
    {
        var form = await PageForm.Read(http);
        var user = form["user"];
        var chosen = form["newPassword"] ?? "";
        var refused = form.Refusal
            ?? (chosen == (form["again"] ?? "") ? null : Different)
            ?? await use.Do(new ChangePassword.Request(user ?? "", form["password"] ?? "", chosen));
        return refused is null ? Results.LocalRedirect("/staff/sign-in") : Page(http, user, refused);
    }

    private static readonly Error Different =
        new Error(ErrorKind.Invalid, "session.passwords-differ").For([new FieldError("again", "session.passwords-differ")]);

    internal static RazorComponentResult<NewPassword> Page(HttpContext http, string? user, Error? refused)
    {
        http.Response.SetPageHeaders();
        return new RazorComponentResult<NewPassword>(new { User = user, Wrong = refused is null ? null : PageFaults.Of(refused) })
        {
            StatusCode = refused is null ? StatusCodes.Status200OK : Problem.Status(refused),
        };
    }
}
