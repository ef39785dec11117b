using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.MyCase;

/// <summary>Looking a case up by its number and access code; the cases that this browser may open; forgetting them.</summary>
internal static class LookUpPage
{
    private static readonly Error NotANumber = new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("number", "case.number-form")]);
    private static readonly Error NoCode = new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("code", "field.required")]);

    public static async Task<IResult> Show(string? number, HttpContext http, CaseKeys keys, CaseDoor door) =>
        await Page(http, keys, door, number, null);

    public static async Task<IResult> Open(HttpContext http, CaseKeys keys, CaseDoor door)
    {
        var form = await PageForm.Read(http);
        var (number, code) = (form["number"], form["code"]);
        var refused = form.Refusal ?? await Try(number, code, http, keys, door);
        return refused is null ? ToCase(number) : await Page(http, keys, door, number, refused);
    }

    /// <summary>From the message or the code on the slip. The code leaves the address at once.</summary>
    public static async Task<IResult> Enter(string? number, string? code, HttpContext http, CaseKeys keys, CaseDoor door) =>
        await Try(number, code, http, keys, door) is { } refused ? await Page(http, keys, door, number, refused) : ToCase(number);

    public static async Task<IResult> Forget(HttpContext http)
    {
        var form = await PageForm.Read(http);
        if (form.Refusal is { } refused)
            return PageProblem.From(refused, http, "/case");
        CaseKeys.Forget(http);
        return Results.LocalRedirect("/case");
    }

    private static async Task<Error?> Try(string? number, string? code, HttpContext http, CaseKeys keys, CaseDoor door)
    {
        // A number that cannot be one is a slip of the pen, no guess: the check digit tells nobody anything.
        if (!CaseNumber.TryParse(number, out var read))
            return NotANumber;
        if (code is null)
            return NoCode;
        if ((await door.Open(read.Value.Value, Caller.With(code, http), http.RequestAborted)).Failed(out var closed, out _))
            return closed;
        keys.Remember(http, read.Value.Value, code);
        return null;
    }

    private static IResult ToCase(string? number) =>
        Results.LocalRedirect($"/case/{(CaseNumber.TryParse(number, out var read) ? read.Value.Value : "")}");

    private static async Task<RazorComponentResult<LookUp>> Page(HttpContext http, CaseKeys keys, CaseDoor door, string? number, Error? refused)
    {
        var known = new List<LookUp.Known>();
        foreach (var mine in keys.Numbers(http))
        {
            var open = await door.Open(mine, keys.Caller(http, mine), http.RequestAborted);
            known.Add(new LookUp.Known(mine, open.Failed(out _, out var access) ? null : Platform.Look.Show.In(access.Process.Name), access?.State.Status));
        }

        http.Response.SetPageHeaders();
        return new RazorComponentResult<LookUp>(new { Cases = known, Number = number, Wrong = refused is null ? null : PageFaults.Of(refused, label: field => MyCaseTexts.Label("look", field)) })
        {
            StatusCode = refused is null ? StatusCodes.Status200OK : Problem.Status(refused),
        };
    }
}
