using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Domain;
using Tongdian.Domain.Care;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.MyCase;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Care;

/// <summary>Where a customer answers the questions and reads what fits their supply: the link of the message is enough, nobody signs in.</summary>
internal static class FollowUpPage
{
    public static Task<IResult> Show(string token, HttpContext http, LinkDoor door, AnswerFollowUp use, TimeProvider time) =>
        door.Open(token, LinkTarget.FollowUp, http, state => Page(token, state, null, null, http, use, time));

    /// <summary>From my case: the same page, with a link of its own.</summary>
    public static Task<IResult> FromCase(string number, HttpContext http, MyDoor door, CaseLinks links, CareSettings settings) => door.Look(number, http, access =>
        Task.FromResult(Results.LocalRedirect($"/follow-up/{links.For(access.State.Id.Value, LinkTarget.FollowUp, access.Now + settings.AnswerWithin)}")));

    public static async Task<IResult> Take(string token, HttpContext http, LinkDoor door, AnswerFollowUp use, TimeProvider time)
    {
        var form = await PageForm.Read(http);
        return await door.Open(token, LinkTarget.FollowUp, http, async state =>
        {
            // The link is the key; a page that was left open over night counts as well as a fresh one.
            var refused = form.CameWhole ? (await use.Do(state, Read(form), http.RequestAborted)).Error : form.Refusal;
            return refused is null ? Results.LocalRedirect($"/follow-up/{token}") : await Page(token, state, form, refused, http, use, time);
        });
    }

    private static AnswerFollowUp.Request Read(PageForm form) => new(
        Answer(form["supplyNormal"]), Answer(form["chargesAsTold"]), Answer(form["unsafeOrUnclear"]),
        // What is no answer is as wrong as none.
        Enum.TryParse<Recommendation>(form["recommends"], out var recommends) ? recommends : null, form["words"]);

    private static bool? Answer(string? text) => text switch { "yes" => true, "no" => false, _ => null };

    private static async Task<IResult> Page(string token, Case state, PageForm? form, Error? refused, HttpContext http, AnswerFollowUp use, TimeProvider time)
    {
        http.Response.SetPageHeaders();
        return new RazorComponentResult<FollowUp>(new
        {
            Token = token, Number = state.Number.Value, Type = SupplyTypes.Of(state.Facts), Item = await use.Of(state, http.RequestAborted), Now = time.GetUtcNow(), Form = form,
            Wrong = refused is null ? null : PageFaults.Of(refused),
        })
        {
            StatusCode = refused is null ? StatusCodes.Status200OK : Problem.Status(refused),
        };
    }
}
