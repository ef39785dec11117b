using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Domain;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Intake.Apply;

/// <summary>All answers once more, then the number.</summary>
internal static class CheckPage
{
    private static readonly Error ChangedMeanwhile = new(ErrorKind.Conflict, "draft.changed");

    public static async Task<IResult> Show(string token, HttpContext http, Drafts drafts, ApplyDesk desk)
    {
        var (draft, instead) = await ApplyPages.Open(token, http, drafts);
        return instead ?? await Page(draft!, http, desk, null);
    }

    public static async Task<IResult> Take(string token, HttpContext http, Drafts drafts, ApplyDesk desk, SubmitCase submit, CaseKeys keys)
    {
        var form = await PageForm.Read(http);
        var (draft, instead) = await ApplyPages.Open(token, http, drafts);
        if (instead is not null)
            return instead;
        if (!form.CameWhole)
            return await Page(draft!, http, desk, form.Refusal);
        if (form.Version.Failed(out _, out var seen) || seen != draft!.Version)
            return await Page(draft!, http, desk, ChangedMeanwhile);
        if (form["consent"] != "yes")
            return await Page(draft, http, desk, ApplyPages.Invalid([new FieldError("consent", "consent.required")]));
        var state = await desk.Look(draft, draft.Answers, http.RequestAborted);
        if (state.Next is not null)
            return Results.LocalRedirect(state.NextAddress);
        // One draft, one case: its id is the key under which it is sent.
        var once = new OnceKey($"draft:{draft.Id:N}", SHA256.HashData(draft.Id.ToByteArray()));
        if ((await submit.Submit(state.Sent with { Consent = true }, null, "online", once, http.RequestAborted, draft)).Failed(out var refused, out var answer))
            return await Page(draft, http, desk, refused);
        keys.Remember(http, answer.Number, answer.AccessCode);
        DraftCookie.Forget(http);
        return Results.LocalRedirect($"/apply/{token}/done");
    }

    public static async Task<IResult> Done(string token, HttpContext http, Drafts drafts, ReadSlip slips, CaseKeys keys)
    {
        if (await drafts.Open(token, http.RequestAborted) is not { } draft)
            return PageProblem.From(new Error(ErrorKind.NotFound, "draft.not-found"), http, "/apply");
        if (draft.Case is not { } id)
            return Results.LocalRedirect($"/apply/{token}");
        var slip = await slips.Of(id, http);
        keys.Remember(http, slip.Number, slip.Code);
        http.Response.SetPageHeaders();
        return new RazorComponentResult<Done>(new { Slip = slip });
    }

    private static async Task<IResult> Page(OpenDraft draft, HttpContext http, ApplyDesk desk, Error? refused)
    {
        var state = await desk.Look(draft, draft.Answers, http.RequestAborted);
        if (state.Next is not null)
            return Results.LocalRedirect(state.NextAddress);
        IReadOnlyList<CaseRow> duplicates = [];
        if ((await desk.Weigh(state, http.RequestAborted)).Failed(out var wrong, out var weighed))
            refused ??= wrong;
        else
            duplicates = await desk.Duplicates(weighed, http.RequestAborted);
        http.Response.SetPageHeaders();
        return new RazorComponentResult<Check>(new
        {
            State = state, Weighed = weighed, Duplicates = duplicates, Wrong = refused is null ? null : PageFaults.Of(refused),
        })
        {
            StatusCode = refused is null ? StatusCodes.Status200OK : Problem.Status(refused),
        };
    }
}
