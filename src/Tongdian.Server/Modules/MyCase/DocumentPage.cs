using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Cases.PlainForms;
using Tongdian.Server.Modules.Intake;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.MyCase;

/// <summary>The customer adds a document.</summary>
internal static class DocumentPage
{
    private const string Any = "document";

    private static readonly Error NoKind = new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("kind", "field.required")]);
    private static readonly Error NoFile = new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError($"files.{Any}", "document.missing")]);

    public static Task<IResult> Show(string number, string? kind, HttpContext http, MyDoor door) =>
        door.Look(number, http, access => Page(http, access, Sent.Nothing, kind, []));

    public static async Task<IResult> Take(string number, HttpContext http, MyDoor door, AddToCase wishes, ReadPlainForm read)
    {
        var form = await PageForm.Read(http);
        var faults = new List<FieldError>();
        IReadOnlyList<KeptFile> files = await read.Files(Any, form, faults, http.RequestAborted);
        CaseUse use = faults.Count > 0
            ? CaseWork.Refused(new Error(ErrorKind.Invalid, "request.invalid").For(faults))
            : form["kind"] is not { } kind ? CaseWork.Refused(NoKind)
            : files.Count == 0 ? CaseWork.Refused(NoFile)
            : wishes.AddDocument(new HandIn.FileRef(kind, files[^1].File));
        return await door.Send(
            number, http, form, use, $"/case/{number}?done=document", (access, sent) => Page(http, access, sent, form["kind"], files),
            name: field => field is "files[0].file" ? $"files.{Any}" : field is "files[0].kind" ? "kind" : field);
    }

    private static Task<IResult> Page(HttpContext http, CaseAccess access, Sent sent, string? kind, IReadOnlyList<KeptFile> files)
    {
        http.Response.SetPageHeaders();
        var missing = OnlineCheck.MissingDocuments(access.Process, access.State);
        var wanted = access.Process.Documents.Where(d => Condition.AllHold(d.When, access.State.Fact))
            .Where(d => access.State.Documents.Count(h => h.Kind == d.Kind) < d.Max).OrderBy(d => !missing.Contains(d.Kind)).ToList();
        return Task.FromResult<IResult>(new RazorComponentResult<AddDocument>(new { Access = access, Sent = sent, Kind = kind, Kept = files, Wanted = wanted })
        {
            StatusCode = http.Response.StatusCode,
        });
    }
}
