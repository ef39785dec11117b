using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace Tongdian.Server.Modules.People;

/// <summary>To the company's sign-on, and back from it.</summary>
internal static class SignOnPage
{
    // In the words of RFC 8176: there was more than a password.
    private static readonly HashSet<string> Further = new(["mfa", "otp", "hwk", "swk", "sc", "pop"], StringComparer.Ordinal);

    /// <summary>Sends a browser there.</summary>
    public static async Task<IResult> Begin(string? to, HttpContext http)
    {
        try
        {
            await http.ChallengeAsync(CompanySignOn.Scheme, new AuthenticationProperties { RedirectUri = $"{CompanySignOn.Path}/done{QueryString.Create("to", SignInPage.Inside(to))}" });
            return Results.Empty;
        }
        // Where it is and which keys it has is read from it at the first sign-in.
        catch (Exception unreachable) when (unreachable is InvalidOperationException or HttpRequestException or IOException)
        {
            return SignInPage.Page(http, to, null, PeopleErrors.SignOnUnreachable);
        }
    }

    /// <summary>Lets in whom it named, if an administrator entered them.</summary>
    public static async Task<IResult> Done(string? to, HttpContext http, OpenSession use, SecondFactor factor, IConfiguration configuration)
    {
        var answer = await http.AuthenticateAsync(CompanySignOn.Answer);
        await http.SignOutAsync(CompanySignOn.Answer);
        if (answer.Principal?.FindFirstValue(CompanySignOn.NameClaim(configuration)) is not { } name)
            return SignInPage.Page(http, to, null, PeopleErrors.SignOnRefused);
        var (refused, known) = await use.SignInAs(http, name, answer.Principal.FindAll("amr").Any(c => Further.Contains(c.Value)));
        if (refused == PeopleErrors.CodeRequired)
            return SecondFactorPage.AskCode(http, to, factor.Ticket(known!), null);
        if (refused == PeopleErrors.SecondFactorMissing)
            return SecondFactorPage.SetUp(http, to, factor, known!, null, refused);
        return refused is null ? Results.LocalRedirect(SignInPage.Inside(to)) : SignInPage.Page(http, to, null, refused);
    }
}
