using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Server.Modules.MyCase;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Notices.Customer;

/// <summary>
/// Declines what is not about the case, with one press, and takes it back with another. Opening the page changes nothing: programs that look into mails open every
/// link. A mail program presses by itself when its reader declines there (RFC 8058); it gets no page.
/// </summary>
internal static class StopPage
{
    public static Task<IResult> Show(string token, string? done, HttpContext http, LinkDoor door, NoticeChoices choices) =>
        door.Open(token, LinkTarget.Stop, http, async state =>
        {
            http.Response.SetPageHeaders();
            var stopped = await choices.Of(state.Customer.Person, http.RequestAborted) is { NoCare: true };
            return new RazorComponentResult<Stop>(new { Token = token, Stopped = stopped, Undone = done == "undone" && !stopped });
        });

    public static async Task<IResult> Take(string token, HttpContext http, LinkDoor door, NoticeChoices choices, TimeProvider time)
    {
        var form = await PageForm.Read(http);
        return await door.Open(token, LinkTarget.Stop, http, async state =>
        {
            // The link is the key: neither a session nor a cookie is needed, and a mail program has none.
            if (!form.CameWhole)
                return PageProblem.From(form.Refusal!, http, $"/stop/{token}");
            var undo = form["undo"] is not null;
            await choices.Decline(state.Customer.Person, !undo, time.GetUtcNow(), CancellationToken.None);
            return form["List-Unsubscribe"] is not null ? Results.Text("ok") : Results.LocalRedirect($"/stop/{token}?done={(undo ? "undone" : "stopped")}");
        });
    }
}
