using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Domain;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Supply;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Visits;

/// <summary>The customer's page of a service notice: read it before the visit, sign it at the end.</summary>
public sealed class NoticePage(CaseDoor door, CaseKeys keys, SigningForms forms, ComposeNotice compose, SignNotice signing)
{
    internal Task<IResult> Show(string number, string stage, HttpContext http) => Page(number, stage, http, null, null, null);

    internal Task<IResult> Sign(string number, string stage, HttpContext http) => forms.Sign(
        number, http, form => signing.Sign(stage, form), $"/case/{number}/visit/{stage}", (form, refused, sentTo) => Page(number, stage, http, form, refused, sentTo));

    internal Task<IResult> SendCode(string number, string stage, HttpContext http) => forms.SendCode(
        number, http, access => signing.SendCode(access, stage, http.RequestAborted), (form, refused, sentTo) => Page(number, stage, http, form, refused, sentTo));

    internal async Task<IResult> Pdf(string number, string stage, HttpContext http, ReadFile read) =>
        (await door.Open(number, keys.Caller(http, number), http.RequestAborted)).Failed(out var closed, out var access)
            ? PageProblem.From(closed, http, "/case")
            : await Send(access, stage, http, read);

    internal async Task<IResult> DeskPdf(string number, string stage, HttpContext http, ReadFile read) =>
        (await door.Open(number, Caller.Of(StaffAccess.Me(http)), http.RequestAborted)).Failed(out var closed, out var access)
            ? PageProblem.From(closed, http, "/staff")
            : await Send(access, stage, http, read);

    /// <summary>What was signed, with the signature; before that, the notice as it stands.</summary>
    internal async Task<IResult> Send(CaseAccess access, string stage, HttpContext http, ReadFile read)
    {
        if (access.State.Stage(stage).SignedNotice is { } signed)
            return await read.Answer(access.State.Id.Value, signed.Copy.File, original: false, access.Staff is not null, http);
        if ((await signing.Paper(access, stage, null)).Failed(out var refused, out var pdf))
            return PageProblem.WantsPage(http) ? PageProblem.From(refused, http) : Problem.From(refused);
        http.Response.Headers.CacheControl = "private, no-cache";
        return Results.Bytes(pdf, "application/pdf");
    }

    private async Task<IResult> Page(string number, string stage, HttpContext http, PageForm? form, Error? refused, string? sentTo)
    {
        if (keys.Caller(http, number) is not { AccessCode: not null } caller)
            return Results.LocalRedirect("/case" + QueryString.Create("number", number));
        if ((await door.Open(number, caller, http.RequestAborted)).Failed(out var closed, out var access))
            return PageProblem.From(closed, http, "/case");
        if ((await compose.Of(access, stage, http.RequestAborted)).Failed(out var nothing, out var notice))
            return PageProblem.From(nothing, http, $"/case/{access.State.Number.Value}");
        http.Response.SetPageHeaders();
        return new RazorComponentResult<NoticeSheet>(new
        {
            Notice = notice, access.State.Version, access.Now, signing.CanType, TypedName = form?["typedName"], SentTo = sentTo,
            Wrong = refused is null ? null : PageFaults.Of(refused),
        })
        {
            StatusCode = refused is null ? StatusCodes.Status200OK : Problem.Status(refused),
        };
    }
}
