using Tongdian.Domain;
using Tongdian.Server.Modules.MyCase;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Enquiries.Ask;

/// <summary>The door to an enquiry for its customer's pages: the browser's keys say who asks; a refusal shows the page again with everything that was entered.</summary>
public sealed class AskDoor(EnquiryDoor door, AskForCode asking)
{
    /// <summary>Shows a page of an enquiry that this browser may open; asks for the code otherwise.</summary>
    public async Task<IResult> Look(string number, HttpContext http, Func<EnquiryAccess, Task<IResult>> show)
    {
        var caller = asking.Caller(number, http);
        if (caller.AccessCode is null)
            return Results.LocalRedirect("/ask/look" + QueryString.Create("number", number));
        return (await door.Open(number, caller, http.RequestAborted)).Failed(out var closed, out var access)
            ? PageProblem.From(closed, http, "/ask")
            : await show(access);
    }

    /// <summary>Lets a form have its effect and goes on to another page; or shows the page again, saying why.</summary>
    public async Task<IResult> Send(string number, HttpContext http, PageForm form, EnquiryUse use, string to, Func<EnquiryAccess, Error, Task<IResult>> again)
    {
        if (await asking.First(number, http, form, async caller => (await door.Open(number, caller, http.RequestAborted)).Error) is { } ask)
            return ask;
        var refused = form.Refusal ?? (await door.Change(number, asking.Caller(number, http), new EnquiryEdit(null, form.Once), use, http.RequestAborted)).Error;
        if (refused is null)
            return Results.LocalRedirect(to);
        return await Look(number, http, access =>
        {
            http.Response.StatusCode = Problem.Status(refused);
            return again(access, refused);
        });
    }
}
