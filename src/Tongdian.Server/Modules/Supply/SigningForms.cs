using Tongdian.Domain;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Supply;

/// <summary>What a page of something to be signed sends: the signature, or that a code is wanted to sign with. Refused, the page is shown again.</summary>
public sealed class SigningForms(CaseDoor door, CaseKeys keys)
{
    /// <summary>The page again: with what was sent, why it was refused, and where a code was sent to.</summary>
    internal delegate Task<IResult> Again(PageForm form, Error? refused, string? sentTo);

    /// <summary>Lets it be signed, and goes on to another page.</summary>
    internal async Task<IResult> Sign(string number, HttpContext http, Func<PageForm, CaseUse> use, string to, Again again)
    {
        var form = await PageForm.Read(http);
        if (form.Refusal is { } unread)
            return await again(form, unread, null);
        var outcome = await door.Change(number, keys.Caller(http, number), new CaseEdit(form.Version, form.Once), use(form), http.RequestAborted);
        return outcome.Failed(out var refused, out _) ? await again(form, refused, null) : Results.LocalRedirect(to);
    }

    /// <summary>Has a code sent.</summary>
    internal async Task<IResult> SendCode(string number, HttpContext http, Func<CaseAccess, Task<Result<string>>> send, Again again)
    {
        var form = await PageForm.Read(http);
        if (form.Refusal is { } unread)
            return await again(form, unread, null);
        if ((await door.Open(number, keys.Caller(http, number), http.RequestAborted)).Failed(out var closed, out var access))
            return PageProblem.From(closed, http, "/case");
        return (await send(access)).Failed(out var refused, out var phone) ? await again(form, refused, null) : await again(form, null, phone);
    }
}
