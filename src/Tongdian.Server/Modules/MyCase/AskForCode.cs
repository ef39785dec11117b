using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Domain;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.MyCase;

/// <summary>Asks once more for the access code when a form comes from a browser that has forgotten it; every word of the form goes on with it.</summary>
public sealed class AskForCode(CaseKeys keys)
{
    /// <summary>Field with the access code.</summary>
    public const string CodeField = "code";

    private static readonly object GivenNow = new();

    /// <summary>Who asks for a case or an enquiry: with the browser's key, or with the code that was given just now.</summary>
    public Caller Caller(string number, HttpContext http) => http.Items[GivenNow] is string code ? Platform.Access.Caller.With(code, http) : keys.Caller(http, number);

    /// <summary>
    /// The page that asks for the code before a form has its effect. Null when the code is known, or was given with the form just now.
    /// </summary>
    /// <param name="number">What the form is about.</param>
    /// <param name="http">The request.</param>
    /// <param name="form">What was sent.</param>
    /// <param name="refuse">Why a code does not open it, if so.</param>
    public async Task<IResult?> First(string number, HttpContext http, PageForm form, Func<Caller, Task<Error?>> refuse)
    {
        if (Caller(number, http).AccessCode is not null)
            return null;
        Error? wrong = null;
        if (form.Refusal is null && form[CodeField] is { } code)
        {
            wrong = await refuse(Platform.Access.Caller.With(code, http));
            if (wrong is null)
            {
                keys.Remember(http, number, code);
                http.Items[GivenNow] = code;
                return null;
            }
        }

        http.Response.SetPageHeaders();
        return new RazorComponentResult<CodeAgain>(new { Form = form, Action = http.Request.Path.Value!, Wrong = wrong is null ? null : PageFaults.Of(wrong) })
        {
            StatusCode = StatusCodes.Status403Forbidden,
        };
    }
}
