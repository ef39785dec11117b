using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Domain;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.People;

/// <summary>Signing in to the workbench, and out of it.</summary>
internal static class SignInPage
{
    public static IResult Show(string? to, string? company, HttpContext http) => Page(http, to, null, company is null ? null : PeopleErrors.SignOnRefused);

    public static async Task<IResult> Take(string? to, HttpContext http, OpenSession use, SecondFactor factor)
    {
        var form = await PageForm.Read(http);
        var user = form["user"];
        var (refused, known) = form.Refusal is { } refusal ? (refusal, null) : await use.SignIn(http, new OpenSession.Request(user ?? "", form["password"] ?? ""));
        if (refused == PeopleErrors.CodeRequired)
            return SecondFactorPage.AskCode(http, to, factor.Ticket(known!), null);
        if (refused == PeopleErrors.SecondFactorMissing)
            return SecondFactorPage.SetUp(http, to, factor, known!, null, refused);
        if (refused == PeopleErrors.PasswordChangeRequired)
            return PasswordPage.Page(http, user, refused);
        return refused is null ? Results.LocalRedirect(Inside(to)) : Page(http, to, user, refused);
    }

    public static IResult Leave(HttpContext http)
    {
        http.Response.SetPageHeaders();
        return new RazorComponentResult<SignOut>();
    }

    public static async Task<IResult> End(HttpContext http)
    {
        var form = await PageForm.Read(http);
        if (form.Refusal is { } refused)
            return PageProblem.From(refused, http, "/staff/leave");
        await http.SignOutAsync(Sessions.Browser);
        return Results.LocalRedirect("/staff/sign-in");
    }

    internal static RazorComponentResult<SignIn> Page(HttpContext http, string? to, string? user, Error? refused)
    {
        http.Response.SetPageHeaders();
        return new RazorComponentResult<SignIn>(new { To = to, User = user, Company = CompanySignOn.IsOn(http.RequestServices.GetRequiredService<IConfiguration>()), Wrong = refused is null ? null : PageFaults.Of(refused) })
        {
            StatusCode = refused is null ? StatusCodes.Status200OK : Problem.Status(refused),
        };
    }

    // Only to a page of the workbench: never to where somebody else wants the visitor to go.
    internal static string Inside(string? to) =>
        to is not null && (to == "/staff" || to.StartsWith("/staff/", StringComparison.Ordinal)) && !to.Contains('\\', StringComparison.Ordinal) ? to : "/staff";
}
