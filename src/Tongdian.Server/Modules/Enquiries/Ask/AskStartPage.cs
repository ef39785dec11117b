using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Enquiries;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Enquiries.Ask;

/// <summary>What somebody wants: to ask, to complain, to report a fault, or to see what came of it.</summary>
internal static class AskStartPage
{
    private static readonly Error NotANumber = new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("number", "enquiry.number-form")]);
    private static readonly Error NoCode = new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("code", "field.required")]);

    public static async Task<IResult> Show([Microsoft.AspNetCore.Mvc.FromQuery(Name = "case")] string? about, HttpContext http, CaseKeys keys, EnquiryDoor door, EnquiryStore store)
    {
        var known = new List<AskStart.Known>();
        foreach (var mine in keys.Enquiries(http))
        {
            if (!(await door.Open(mine, keys.Caller(http, mine), http.RequestAborted)).Failed(out _, out var access))
                known.Add(new AskStart.Known(mine, access.State, new EnquiryClocks(access.State, store.Calendar, access.Now), access.Now));
        }

        http.Response.SetPageHeaders();
        var asked = CaseNumber.TryParse(about, out var read) ? read.Value.Value : null;
        return new RazorComponentResult<AskStart>(new { Mine = known.Where(k => asked is null || k.State.Case?.Value == asked).ToList(), Case = asked });
    }

    public static IResult Look(string? number, HttpContext http) => Page(http, number, null);

    public static async Task<IResult> Open(HttpContext http, CaseKeys keys, EnquiryDoor door)
    {
        var form = await PageForm.Read(http);
        return await Try(form["number"], form["code"], form.Refusal, http, keys, door);
    }

    /// <summary>From the message or the code on the slip. The code leaves the address at once.</summary>
    public static Task<IResult> Enter(string? number, string? code, HttpContext http, CaseKeys keys, EnquiryDoor door) => Try(number, code, null, http, keys, door);

    private static async Task<IResult> Try(string? number, string? code, Error? refused, HttpContext http, CaseKeys keys, EnquiryDoor door)
    {
        // A number that cannot be one is a slip of the pen, no guess: the check digit tells nobody anything.
        refused ??= !EnquiryNumber.TryParse(number, out _) ? NotANumber : code is null ? NoCode : null;
        refused ??= (await door.Open(number!, Caller.With(code, http), http.RequestAborted)).Error;
        if (refused is not null)
            return Page(http, number, refused);
        keys.Remember(http, number!, code!);
        return Results.LocalRedirect($"/ask/{(EnquiryNumber.TryParse(number, out var read) ? read.Value.Value : "")}");
    }

    private static RazorComponentResult<AskLook> Page(HttpContext http, string? number, Error? refused)
    {
        http.Response.SetPageHeaders();
        return new RazorComponentResult<AskLook>(new { Number = number, Wrong = refused is null ? null : PageFaults.Of(refused) })
        {
            StatusCode = refused is null ? StatusCodes.Status200OK : Problem.Status(refused),
        };
    }
}
