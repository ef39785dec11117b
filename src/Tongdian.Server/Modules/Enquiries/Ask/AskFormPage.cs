using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Enquiries;
using Tongdian.Server.Modules.Cases.PlainForms;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Enquiries.Ask;

/// <summary>What somebody asks, complains of, or reports: one page. About a case that this browser knows nothing is asked that is known already.</summary>
internal static class AskFormPage
{
    public static async Task<IResult> Show(string kind, [FromQuery(Name = "case")] string? about, HttpContext http, CaseKeys keys, CompanyDirectory directory) =>
        KindOf(kind) is { } asked ? await Page(asked, about, null, [], null, http, keys, directory) : Results.LocalRedirect("/ask");

    public static async Task<IResult> Take(string kind, HttpContext http, CaseKeys keys, CompanyDirectory directory, AskEnquiry use, ReadPlainForm read)
    {
        if (KindOf(kind) is not { } asked)
            return Results.LocalRedirect("/ask");
        var form = await PageForm.Read(http);
        var faults = new List<FieldError>();
        var files = await read.Files(EnquiryFiles.Kind, form, faults, http.RequestAborted);
        var about = form["case.number"];
        var refused = form.Refusal ?? (faults.Count > 0 ? new Error(ErrorKind.Invalid, "request.invalid").For(faults) : null);
        if (refused is null)
        {
            var known = Knows(keys, http, about);
            var request = new AskEnquiry.Request(
                asked, form["text"] ?? "", form["region"], known ? null : new EnquiryContact(form["contact.name"] ?? "", form["contact.phone"] ?? ""),
                about is null ? null : new AskEnquiry.CasePart(about, form["case.accessCode"] ?? keys.Caller(http, about).AccessCode), [.. files.Select(f => f.File)]);
            if (!(await use.Ask(request, Caller.With(null, http), form.Once, http.RequestAborted)).Failed(out refused, out var receipt))
            {
                keys.Remember(http, receipt.Number, receipt.AccessCode);
                return Results.LocalRedirect($"/ask/{receipt.Number}/slip");
            }
        }

        http.Response.StatusCode = Problem.Status(refused);
        return await Page(asked, about, form, files, refused, http, keys, directory);
    }

    private static EnquiryKind? KindOf(string code) => code switch
    {
        "enquiry" => EnquiryKind.Enquiry, "complaint" => EnquiryKind.Complaint, "fault" => EnquiryKind.Fault, _ => null,
    };

    private static bool Knows(CaseKeys keys, HttpContext http, string? about) => about is not null && CaseNumber.TryParse(about, out _) && keys.Caller(http, about).AccessCode is not null;

    private static async Task<IResult> Page(
        EnquiryKind kind, string? about, PageForm? form, IReadOnlyList<KeptFile> files, Error? refused, HttpContext http, CaseKeys keys, CompanyDirectory directory)
    {
        http.Response.SetPageHeaders();
        return new RazorComponentResult<AskForm>(new
        {
            Kind = kind, Case = about, Known = Knows(keys, http, about), Form = form, Kept = files, Company = await directory.Get(http.RequestAborted),
            Wrong = refused is null ? null : PageFaults.Of(
                refused, field => field.StartsWith("files", StringComparison.Ordinal) ? $"files.{EnquiryFiles.Kind}" : field,
                field => EnquiryTexts.Has($"form.{field}") ? EnquiryTexts.Text($"form.{field}") : null),
        })
        {
            StatusCode = http.Response.StatusCode,
        };
    }
}
