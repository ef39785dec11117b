using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Domain;
using Tongdian.Domain.Enquiries;
using Tongdian.Server.Modules.Cases.PlainForms;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Privacy;

namespace Tongdian.Server.Modules.Enquiries.Ask;

/// <summary>What came of it, for whoever asked: who has it, until when, what was said; to write again, and to say whether it was answered.</summary>
internal static class AskThreadPage
{
    public static Task<IResult> Show(string number, string? done, HttpContext http, AskDoor door, EnquiryStore store, ReadThread thread, CompanyDirectory directory) => door.Look(
        number, http, access => Page(access, null, [], null, done is not null && EnquiryTexts.Has($"done.{done}") ? done : null, http, store, thread, directory));

    /// <summary>Leads back to the thread.</summary>
    public static IResult Again(string number) => Results.LocalRedirect($"/ask/{Uri.EscapeDataString(number)}");

    /// <summary>Number and code to keep.</summary>
    public static Task<IResult> Slip(string number, HttpContext http, AskDoor door, EnquiryStore store, AccessCode codes, CompanyDirectory directory) => door.Look(number, http, async access =>
    {
        http.Response.SetPageHeaders();
        http.Response.Headers.CacheControl = "no-store";
        var code = codes.For(access.State.Id.Value);
        return new RazorComponentResult<AskSlip>(new
        {
            State = access.State, Code = code, access.Now, Clocks = new EnquiryClocks(access.State, store.Calendar, access.Now),
            Has = Responsible.Of(access.State, await directory.Get(http.RequestAborted)),
            Qr = QrCode.Of($"{http.Request.Scheme}://{http.Request.Host}/ask/open?number={access.State.Number.Value}&code={code}"),
        });
    });

    /// <summary>A file of the thread: pictures as scaled copies without what the camera wrote into them.</summary>
    public static Task<IResult> Send(string number, Guid file, HttpContext http, AskDoor door, ReadFile read) =>
        door.Look(number, http, access => read.Answer(access.State.Id.Value, file, original: false, isStaff: false, http));

    public static async Task<IResult> Write(
        string number, HttpContext http, AskDoor door, WriteMessage use, ReadPlainForm read, EnquiryStore store, ReadThread thread, CompanyDirectory directory)
    {
        var form = await PageForm.Read(http);
        var faults = new List<FieldError>();
        var files = await read.Files(EnquiryFiles.Kind, form, faults, http.RequestAborted);
        EnquiryUse again = faults.Count > 0
            ? _ => Task.FromResult<Result<EnquiryWork>>(new Error(ErrorKind.Invalid, "request.invalid").For(faults))
            : use.Again(new WriteMessage.Request(form["text"] ?? "", [.. files.Select(f => f.File)]));
        return await door.Send(number, http, form, again, $"/ask/{number}?done=written", (access, refused) => Page(access, form, files, refused, null, http, store, thread, directory));
    }

    public static async Task<IResult> Judge(string number, HttpContext http, AskDoor door, WriteMessage use, EnquiryStore store, ReadThread thread, CompanyDirectory directory)
    {
        var form = await PageForm.Read(http);
        var answered = form["answered"] == "yes";
        return await door.Send(
            number, http, form, use.Judge(new WriteMessage.VerdictRequest(answered, form["verdict"])), $"/ask/{number}?done={(answered ? "answered" : "not-answered")}",
            (access, refused) => Page(access, form, [], refused, null, http, store, thread, directory));
    }

    private static async Task<IResult> Page(
        EnquiryAccess access, PageForm? form, IReadOnlyList<KeptFile> files, Error? refused, string? done, HttpContext http, EnquiryStore store, ReadThread thread, CompanyDirectory directory)
    {
        http.Response.SetPageHeaders();
        return new RazorComponentResult<AskThread>(new
        {
            State = access.State, access.Now, Clocks = new EnquiryClocks(access.State, store.Calendar, access.Now), Lines = await thread.ForCustomer(access.State, http.RequestAborted),
            Company = await directory.Get(http.RequestAborted), Done = done, Form = form, Kept = files,
            Wrong = refused is null ? null : PageFaults.Of(
                refused, field => field.StartsWith("files", StringComparison.Ordinal) ? $"files.{EnquiryFiles.Kind}" : field is "text" && form?["answered"] is not null ? "verdict" : field),
        })
        {
            StatusCode = http.Response.StatusCode,
        };
    }
}
