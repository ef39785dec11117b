using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
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
    public static Task<IResult> Show(string token, string? done, HttpContext http, CaseLinks links, CaseStore store, NoticeChoices choices, TimeProvider time) =>
        Open(token, http, links, store, time, async state =>
        {
            http.Response.SetPageHeaders();
            var stopped = await choices.Of(state.Customer.Person, http.RequestAborted) is { NoCare: true };
            return new RazorComponentResult<Stop>(new { Token = token, Stopped = stopped, Undone = done == "undone" && !stopped });
        });

    public static async Task<IResult> Take(string token, HttpContext http, CaseLinks links, CaseStore store, NoticeChoices choices, TimeProvider time)
    {
        var form = await PageForm.Read(http);
        return await Open(token, http, links, store, time, async state =>
        {
            // The link is the key: neither a session nor a cookie is needed, and a mail program has none.
            if (!form.CameWhole)
                return PageProblem.From(form.Refusal!, http, $"/stop/{token}");
            var undo = form["undo"] is not null;
            await choices.Decline(state.Customer.Person, !undo, time.GetUtcNow(), CancellationToken.None);
            return form["List-Unsubscribe"] is not null ? Results.Text("ok") : Results.LocalRedirect($"/stop/{token}?done={(undo ? "undone" : "stopped")}");
        });
    }

    private static async Task<IResult> Open(string token, HttpContext http, CaseLinks links, CaseStore store, TimeProvider time, Func<Case, Task<IResult>> show)
    {
        if (links.Read(token, time.GetUtcNow()).Failed(out var wrong, out var link))
            return PageProblem.From(wrong, http, "/case");
        return link.Target == LinkTarget.Stop && await store.Find(new CaseId(link.Id), http.RequestAborted) is { } state
            ? await show(state)
            : PageProblem.From(CaseLinks.Unknown, http, "/case");
    }
}
