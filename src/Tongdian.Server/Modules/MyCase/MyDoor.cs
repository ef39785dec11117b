using Tongdian.Domain;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.MyCase;

/// <summary>What a page shows of a form that was sent and refused: why, and what happened to the case since the page was made.</summary>
public sealed record Sent(PageForm? Form, PageFaults? Wrong, IReadOnlyList<TellCase.Line> Since)
{
    /// <summary>Nothing was sent yet.</summary>
    public static readonly Sent Nothing = new(null, null, []);

    /// <summary>What was entered under a name, or what is known when nothing was sent.</summary>
    public string? Value(string name, string? known = null) => Form is null ? known : Form[name];
}

/// <summary>
/// The door to a case for its customer's pages. The browser's keys say who asks, the form says from which version; a refusal shows the page
/// again with everything that was entered.
/// </summary>
public sealed class MyDoor(CaseDoor door, AskForCode asking, TellCase tell)
{
    /// <summary>Shows a page of a case that this browser may open; asks for the code otherwise.</summary>
    public async Task<IResult> Look(string number, HttpContext http, Func<CaseAccess, Task<IResult>> show)
    {
        var caller = Caller(number, http);
        if (caller.AccessCode is null)
            return Results.LocalRedirect("/case" + QueryString.Create("number", number));
        return (await door.Open(number, caller, http.RequestAborted)).Failed(out var closed, out var access)
            ? PageProblem.From(closed, http, "/case")
            : await show(access);
    }

    /// <summary>Whether this browser may open the case and its page is of this version.</summary>
    public Task<bool> Unchanged(string number, int version, HttpContext http) => Caller(number, http) is { AccessCode: not null } caller
        ? door.Unchanged(number, CaseDoor.ETag(version), caller, http.RequestAborted)
        : Task.FromResult(false);

    /// <summary>Lets a form have its effect and goes on to another page; or shows the page again, saying why.</summary>
    /// <param name="number">The case.</param>
    /// <param name="http">The request.</param>
    /// <param name="form">What was sent.</param>
    /// <param name="use">What is wanted.</param>
    /// <param name="to">The page after it.</param>
    /// <param name="again">The page, again.</param>
    /// <param name="name">The name on the page of a field of the use case.</param>
    /// <param name="label">What people call a field.</param>
    public Task<IResult> Send(
        string number, HttpContext http, PageForm form, CaseUse use, string to, Func<CaseAccess, Sent, Task<IResult>> again, Func<string, string>? name = null,
        Func<CaseAccess, string, string?>? label = null) =>
        Send(number, http, form, async caller => (await door.Change(number, caller, new CaseEdit(form.Version, form.Once), use, http.RequestAborted)).Error, to, again, name, label);

    /// <summary>The same, for what changes the case in a way of its own: <paramref name="act"/> does it, or says why not.</summary>
    public async Task<IResult> Send(
        string number, HttpContext http, PageForm form, Func<Caller, Task<Error?>> act, string to, Func<CaseAccess, Sent, Task<IResult>> again, Func<string, string>? name = null,
        Func<CaseAccess, string, string?>? label = null)
    {
        if (await AskCode(number, http, form) is { } ask)
            return ask;
        var caller = Caller(number, http);
        var refused = form.Refusal ?? await act(caller);
        if (refused is null)
            return Results.LocalRedirect(to);
        return await Look(number, http, async access =>
        {
            http.Response.StatusCode = Problem.Status(refused);
            var since = refused.Code == AccessErrors.Stale.Code && !form.Version.Failed(out _, out var from) ? await tell.Read(access, from, http.RequestAborted) : [];
            return await again(access, new Sent(form, PageFaults.Of(refused, name, label is null ? null : path => label(access, path)), since));
        });
    }

    /// <summary>
    /// The page that asks for the access code before a form has its effect, because the browser has forgotten it; it keeps every word of the
    /// form. Null when the code is known, or was given with the form just now.
    /// </summary>
    public Task<IResult?> AskCode(string number, HttpContext http, PageForm form) =>
        asking.First(number, http, form, async caller => (await door.Open(number, caller, http.RequestAborted)).Error);

    private Caller Caller(string number, HttpContext http) => asking.Caller(number, http);
}
