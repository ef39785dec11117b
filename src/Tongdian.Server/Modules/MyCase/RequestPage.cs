using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Cases.Desk;
using Tongdian.Server.Modules.Cases.PlainForms;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.MyCase;

/// <summary>The customer asks for an inspection, the second time with what was mended.</summary>
internal static class RequestPage
{
    /// <summary>What the files of a request are called.</summary>
    internal const string Kind = EventWords.Rectification;

    public static Task<IResult> Show(string number, string stage, HttpContext http, MyDoor door, ViewCase view) =>
        door.Look(number, http, access => Page(http, access, stage, view, Sent.Nothing, []));

    public static async Task<IResult> Take(string number, string stage, HttpContext http, MyDoor door, ViewCase view, HandIn handIn, ReadPlainForm read)
    {
        var form = await PageForm.Read(http);
        var faults = new List<FieldError>();
        IReadOnlyList<KeptFile> files = await read.Files(Kind, form, faults, http.RequestAborted);
        var use = faults.Count > 0
            ? CaseWork.Refused(new Error(ErrorKind.Invalid, "request.invalid").For(faults))
            : handIn.Ask(stage, new HandIn.InspectionRequest(form["note"], [.. files.Select(f => new HandIn.FileRef(Kind, f.File))]));
        return await door.Send(
            number, http, form, use, $"/case/{number}/desk?done=requested", (access, sent) => Page(http, access, stage, view, sent, files),
            name: field => field.StartsWith("files[", StringComparison.Ordinal) ? $"files.{Kind}" : field);
    }

    private static async Task<IResult> Page(HttpContext http, CaseAccess access, string stage, ViewCase view, Sent sent, IReadOnlyList<KeptFile> files)
    {
        if (access.Process.Stage(stage) is not { } definition || access.State.Stage(stage).Status != StageStatus.AwaitingRequest)
            return Results.LocalRedirect($"/case/{access.State.Number.Value}?done=nothing-to-do");
        http.Response.SetPageHeaders();
        var found = access.State.Stage(stage).Rejections > 0 ? (await view.Progress(access, http.RequestAborted)).Results.FirstOrDefault(r => r.Stage == stage) : null;
        return new RazorComponentResult<RequestInspection>(new { Access = access, Sent = sent, Stage = definition, Kept = files, Found = found }) { StatusCode = http.Response.StatusCode };
    }
}
