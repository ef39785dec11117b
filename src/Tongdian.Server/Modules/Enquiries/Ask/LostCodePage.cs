using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Domain;
using Tongdian.Domain.Enquiries;
using Tongdian.Domain.Parties;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Enquiries.Ask;

/// <summary>Whoever asked lost the access code. What was entered may be wrong in form; whether it is right is never said.</summary>
internal static class LostCodePage
{
    public static IResult Show(string? number, HttpContext http) => Page(http, number, null, asked: false, null);

    public static async Task<IResult> Take(HttpContext http, SendLostCode use)
    {
        var form = await PageForm.Read(http);
        var (number, phone) = (form["number"], form["phone"]);
        if ((form.Refusal ?? Check(number, phone)) is { } refused)
            return Page(http, number, phone, asked: false, refused);
        await use.ToPhoneOnFile(number, phone, http.RequestAborted);
        return Results.LocalRedirect("/ask/lost-code/asked");
    }

    public static IResult Asked(HttpContext http) => Page(http, null, null, asked: true, null);

    private static Error? Check(string? number, string? phone)
    {
        var faults = new List<FieldError>();
        if (number is null)
            faults.Add(new FieldError("number", "field.required"));
        else if (!EnquiryNumber.TryParse(number, out _))
            faults.Add(new FieldError("number", "enquiry.number-form"));
        if (phone is null)
            faults.Add(new FieldError("phone", "field.required"));
        else if (PhoneNumber.Parse(phone).Failed(out var wrong, out _))
            faults.Add(new FieldError("phone", wrong.Code, wrong.Values));
        return faults.Count == 0 ? null : new Error(ErrorKind.Invalid, "request.invalid").For(faults);
    }

    private static RazorComponentResult<LostCode> Page(HttpContext http, string? number, string? phone, bool asked, Error? refused)
    {
        http.Response.SetPageHeaders();
        return new RazorComponentResult<LostCode>(new { Number = number, Phone = phone, Asked = asked, Wrong = refused is null ? null : PageFaults.Of(refused) })
        {
            StatusCode = refused is null ? StatusCodes.Status200OK : Problem.Status(refused),
        };
    }
}
