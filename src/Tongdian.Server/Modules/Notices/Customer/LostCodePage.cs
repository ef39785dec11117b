using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Domain;
using Tongdian.Domain.Parties;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Notices.Customer;

/// <summary>What a lost code opens: where its pages are, in which words they ask, and who sends the code.</summary>
/// <param name="Path">Where the page is.</param>
/// <param name="Door">Where number and code are entered.</param>
/// <param name="Words">The words, in the language of who asks.</param>
/// <param name="IsNumber">Whether a text can be a number.</param>
/// <param name="NoNumber">Code of the mistake when it cannot.</param>
/// <param name="Send">Sends the code when number and telephone fit together.</param>
public sealed record LostCodeOf(
    string Path, string Door, Func<LostCodeWords> Words, Func<string, bool> IsNumber, string NoNumber, Func<HttpContext, string?, string?, Task> Send);

/// <summary>What differs in the words of those pages.</summary>
public sealed record LostCodeWords(string Lead, string Number, string NumberHelp, string Phone, string AskedText, string Door);

/// <summary>Somebody lost an access code. What was entered may be wrong in form; whether it is right is never said.</summary>
internal sealed class LostCodePage(LostCodeOf of)
{
    public static void Map(IEndpointRouteBuilder routes, LostCodeOf of)
    {
        var page = new LostCodePage(of);
        var all = routes.MapGroup(of.Path).RequireAuthorization(Policies.Anyone);
        all.MapGet("", IResult (string? number, HttpContext http) => page.Show(http, number, null, asked: false, null));
        all.MapGet("/asked", IResult (HttpContext http) => page.Show(http, null, null, asked: true, null));
        all.MapPost("", (Delegate)page.Take).RequireRateLimiting(RateLimits.LostCodes);
    }

    private async Task<IResult> Take(HttpContext http)
    {
        var form = await PageForm.Read(http);
        var (number, phone) = (form["number"], form["phone"]);
        if ((form.Refusal ?? Check(number, phone)) is { } refused)
            return Show(http, number, phone, asked: false, refused);
        await of.Send(http, number, phone);
        return Results.LocalRedirect($"{of.Path}/asked");
    }

    private Error? Check(string? number, string? phone)
    {
        var faults = new List<FieldError>();
        if (number is null)
            faults.Add(new FieldError("number", "field.required"));
        else if (!of.IsNumber(number))
            faults.Add(new FieldError("number", of.NoNumber));
        if (phone is null)
            faults.Add(new FieldError("phone", "field.required"));
        else if (PhoneNumber.Parse(phone).Failed(out var wrong, out _))
            faults.Add(new FieldError("phone", wrong.Code, wrong.Values));
        return faults.Count == 0 ? null : new Error(ErrorKind.Invalid, "request.invalid").For(faults);
    }

    private RazorComponentResult<LostCode> Show(HttpContext http, string? number, string? phone, bool asked, Error? refused)
    {
        http.Response.SetPageHeaders();
        return new RazorComponentResult<LostCode>(new { Of = of, Number = number, Phone = phone, Asked = asked, Wrong = refused is null ? null : PageFaults.Of(refused) })
        {
            StatusCode = refused is null ? StatusCodes.Status200OK : Problem.Status(refused),
        };
    }
}
