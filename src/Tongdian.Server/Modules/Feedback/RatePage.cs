using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.MyCase;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Feedback;

/// <summary>Where a customer rates: the link of the message is enough, nobody signs in.</summary>
internal static class RatePage
{
    public static Task<IResult> Show(string token, string? done, HttpContext http, LinkDoor door, GiveRating use, TimeProvider time) =>
        door.Open(token, LinkTarget.Evaluation, http, state => Page(token, state, null, null, null, done, http, use, time));

    /// <summary>From my case: the same page, with a link of its own.</summary>
    public static Task<IResult> FromCase(string number, HttpContext http, MyDoor door, CaseLinks links, FeedbackSettings settings) => door.Look(number, http, access =>
        Task.FromResult(Results.LocalRedirect($"/rate/{links.For(access.State.Id.Value, LinkTarget.Evaluation, access.Now + settings.Lasts)}")));

    public static async Task<IResult> Take(string token, HttpContext http, LinkDoor door, GiveRating use, TimeProvider time)
    {
        var form = await PageForm.Read(http);
        return await door.Open(token, LinkTarget.Evaluation, http, async state =>
        {
            var stage = form["stage"] ?? "";
            // The link is the key; a page that was left open over night rates as well as a fresh one.
            var refused = form.CameWhole ? await Do(state, stage, form, use, http) : form.Refusal;
            return refused is null
                ? Results.LocalRedirect($"/rate/{token}?done={Uri.EscapeDataString(stage)}")
                : await Page(token, state, form, stage, refused, null, http, use, time);
        });
    }

    private static async Task<Error?> Do(Case state, string stage, PageForm form, GiveRating use, HttpContext http)
    {
        if (form["more"] is not null)
            return await use.Say(state, stage, form["words"], http.RequestAborted);
        var all = Level(form["all"]);
        return (await use.Do(
            state, stage,
            new GiveRating.Request(all ?? Level(form["attitude"]), all ?? Level(form["skill"]), all ?? Level(form["speed"]), all ?? Level(form["compliance"]), form["words"]), http.RequestAborted)).Error;
    }

    // What is no number at all is as wrong as a six.
    private static int? Level(string? text) => text is null ? null : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var level) ? level : 0;

    private static async Task<IResult> Page(
        string token, Case state, PageForm? form, string? stage, Error? refused, string? done, HttpContext http, GiveRating use, TimeProvider time)
    {
        http.Response.SetPageHeaders();
        return new RazorComponentResult<Rate>(new
        {
            Token = token, Number = state.Number.Value, Items = await use.Of(state, http.RequestAborted), Now = time.GetUtcNow(), Form = form, Stage = stage, Done = done,
            Wrong = refused is null ? null : PageFaults.Of(refused),
        })
        {
            StatusCode = refused is null ? StatusCodes.Status200OK : Problem.Status(refused),
        };
    }
}
