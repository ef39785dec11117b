using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Tongdian.Domain;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.People;

/// <summary>The second factor on pages: the code after the password, setting it up, and what a colleague does with it afterwards.</summary>
internal static class SecondFactorPage
{
    /// <summary>The code after the password.</summary>
    public static async Task<IResult> Take(string? to, HttpContext http, OpenSession sessions, SecondFactor factor)
    {
        var form = await PageForm.Read(http);
        if (await factor.Read(form["ticket"]) is not { } ticket)
            return SignInPage.Page(http, to, null, PeopleErrors.TicketExpired);
        if (form.Refusal is { } refusal)
            return AskCode(http, to, factor.Ticket(ticket.User), refusal);
        // A key in the ticket: the password was right, and this colleague may not go without a second factor.
        if (ticket.Key is { } key)
        {
            if ((await factor.SetUp(ticket.User, key, form["code"])).Failed(out var notYet, out var codes))
                return SetUp(http, to, factor, ticket.User, key, notYet);
            await sessions.Enter(http, ticket.User);
            return Codes(http, codes, SignInPage.Inside(to));
        }

        if (await factor.Check(ticket.User, form["code"]) is { } refused)
            return AskCode(http, to, factor.Ticket(ticket.User), refused);
        await sessions.Enter(http, ticket.User);
        return Results.LocalRedirect(SignInPage.Inside(to));
    }

    /// <summary>What a colleague who is signed in has.</summary>
    public static async Task<IResult> Show(HttpContext http, SecondFactor factor, UserManager<StaffUser> users) =>
        await users.FindByIdAsync(StaffAccess.Me(http).Id) is { } user ? await State(http, factor, user, null) : PageProblem.From(PeopleErrors.NoLongerIn, http);

    /// <summary>Sets it up, makes other recovery codes, or goes without.</summary>
    public static async Task<IResult> Do(HttpContext http, OpenSession sessions, SecondFactor factor, UserManager<StaffUser> users)
    {
        var form = await PageForm.Read(http);
        if (await users.FindByIdAsync(StaffAccess.Me(http).Id) is not { } user)
            return PageProblem.From(PeopleErrors.NoLongerIn, http);
        if (form.Refusal is { } refusal)
            return await State(http, factor, user, refusal);
        if (form["do"] == "on")
        {
            if (user.TwoFactorEnabled || !factor.IsOffered)
                return await State(http, factor, user, null);
            if (await factor.Read(form["ticket"]) is not { Key: { } key } ticket || ticket.User.Id != user.Id)
                return await State(http, factor, user, PeopleErrors.TicketExpired);
            if ((await factor.SetUp(user, key, form["code"])).Failed(out var notYet, out var codes))
                return SetUp(http, null, factor, user, key, notYet);
            await sessions.Enter(http, user);
            return Codes(http, codes, "/staff/second-factor");
        }

        if (!user.TwoFactorEnabled)
            return await State(http, factor, user, null);
        if (await factor.Check(user, form["code"]) is { } refused)
            return await State(http, factor, user, refused);
        if (form["do"] == "codes")
            return (await factor.NewCodes(user)).Failed(out var stale, out var others) ? await State(http, factor, user, stale) : Codes(http, others, "/staff/second-factor");
        if (factor.IsRequired(user))
            return await State(http, factor, user, PeopleErrors.SecondFactorRequired);
        if (await factor.TakeAway(user) is { } notTaken)
            return PageProblem.From(notTaken, http, "/staff/second-factor");
        await sessions.Enter(http, user);
        return Results.LocalRedirect("/staff/second-factor");
    }

    /// <summary>Asks for the code.</summary>
    internal static IResult AskCode(HttpContext http, string? to, string ticket, Error? refused)
    {
        http.Response.SetPageHeaders();
        return new RazorComponentResult<SignInCode>(new { To = to, Ticket = ticket, Wrong = Faults(refused) }) { StatusCode = Status(refused) };
    }

    /// <summary>Shows a key for an app, and asks for a first code.</summary>
    internal static IResult SetUp(HttpContext http, string? to, SecondFactor factor, StaffUser user, string? key, Error? refused)
    {
        http.Response.SetPageHeaders();
        http.Response.Headers.CacheControl = "no-store";
        key ??= factor.NewKey();
        var signedIn = http.Items[typeof(StaffMember)] is StaffMember;
        return new RazorComponentResult<SecondFactorSetUp>(new
        {
            To = to, SignedIn = signedIn, Ticket = factor.Ticket(user, key), Key = key, Qr = QrCode.Of(SecondFactor.Address(user, key)), Wrong = Faults(refused),
        })
        {
            StatusCode = refused == PeopleErrors.SecondFactorMissing ? StatusCodes.Status200OK : Status(refused),
        };
    }

    private static async Task<IResult> State(HttpContext http, SecondFactor factor, StaffUser user, Error? refused)
    {
        if (!user.TwoFactorEnabled && factor.IsOffered)
            return SetUp(http, null, factor, user, null, refused);
        http.Response.SetPageHeaders();
        return new RazorComponentResult<SecondFactorState>(new
        {
            On = user.TwoFactorEnabled, Offered = factor.IsOffered, Required = factor.IsRequired(user), Left = await factor.CodesLeft(user), Wrong = Faults(refused),
        })
        {
            StatusCode = Status(refused),
        };
    }

    private static RazorComponentResult<RecoveryCodes> Codes(HttpContext http, IReadOnlyList<string> codes, string onwards)
    {
        http.Response.SetPageHeaders();
        http.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<RecoveryCodes>(new { Codes = codes, Onwards = onwards });
    }

    private static PageFaults? Faults(Error? refused) => refused is null || refused == PeopleErrors.SecondFactorMissing ? null : PageFaults.Of(refused);

    private static int Status(Error? refused) => refused is null ? StatusCodes.Status200OK : Problem.Status(refused);
}
