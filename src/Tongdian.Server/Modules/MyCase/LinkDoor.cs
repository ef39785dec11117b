using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.MyCase;

/// <summary>The door to pages that a link of a message opens by itself, without a session: each link opens one page, and nothing else of the case.</summary>
public sealed class LinkDoor(CaseLinks links, CaseStore store, TimeProvider time)
{
    /// <summary>Shows the page that this link was made for; says otherwise why it opens nothing.</summary>
    /// <param name="token">What stands in the address.</param>
    /// <param name="target">What the link must lead to.</param>
    /// <param name="http">The request.</param>
    /// <param name="show">The page of the case.</param>
    public async Task<IResult> Open(string token, LinkTarget target, HttpContext http, Func<Case, Task<IResult>> show)
    {
        if (links.Read(token, time.GetUtcNow()).Failed(out var wrong, out var link))
            return PageProblem.From(wrong, http, "/case");
        return link.Target == target && await store.Find(new CaseId(link.Id), http.RequestAborted) is { } state
            ? await show(state)
            : PageProblem.From(CaseLinks.Unknown, http, "/case");
    }
}
