using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Domain;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Cases.PlainForms;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Supply;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Visits;

/// <summary>The customer's page of a service notice: read it before the visit, sign it at the end.</summary>
public sealed class NoticePage(CaseDoor door, CaseKeys keys, ComposeNotice compose, SignNotice signing, ContractFiles kept)
{
    internal async Task<IResult> Show(string number, string stage, HttpContext http) => await Page(number, stage, http, null, null, null);

    internal async Task<IResult> Sign(string number, string stage, HttpContext http)
    {
        var form = await PageForm.Read(http);
        if (form.Refusal is { } unread)
            return await Page(number, stage, http, form, unread, null);
        var outcome = await door.Change(number, keys.Caller(http, number), new CaseEdit(form.Version, form.Once), Signing(stage, form), http.RequestAborted);
        return outcome.Failed(out var refused, out _) ? await Page(number, stage, http, form, refused, null) : Results.LocalRedirect($"/case/{number}/visit/{stage}");
    }

    internal async Task<IResult> SendCode(string number, string stage, HttpContext http)
    {
        var form = await PageForm.Read(http);
        if (form.Refusal is { } unread)
            return await Page(number, stage, http, form, unread, null);
        if ((await door.Open(number, keys.Caller(http, number), http.RequestAborted)).Failed(out var closed, out var access))
            return PageProblem.From(closed, http, "/case");
        return (await signing.SendCode(access, stage, http.RequestAborted)).Failed(out var refused, out var phone)
            ? await Page(number, stage, http, form, refused, null)
            : await Page(number, stage, http, form, null, phone);
    }

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

    /// <summary>What was drawn is kept first; without anything drawn the typed name counts.</summary>
    private CaseUse Signing(string stage, PageForm form) => async access =>
    {
        Guid? picture = null;
        if (form["signature"] is { } drawn)
        {
            if (DrawnPicture.Read(drawn) is not { } bytes || (await kept.Keep(bytes, StoredFile.Anonymous, CancellationToken.None)).Failed(out _, out var file))
                return VisitsErrors.NoPicture;
            picture = file.Id;
        }

        return await signing.Sign(stage, new SignNotice.Request(picture, form["typedName"], form["code"]))(access);
    };

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
