using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Cases.PlainForms;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.MyCase;

/// <summary>A stage that the customer does, such as handing in the drawings; agreeing to the scheme has a page of its own. What was entered is kept as a draft when the customer wishes.</summary>
internal static class StagePage
{
    public static Task<IResult> Show(string number, string stage, HttpContext http, MyDoor door, ShowForm show, ViewCase view) =>
        stage == SchemeStages.Confirmation
            ? Task.FromResult(Results.LocalRedirect($"/case/{number}/confirmation"))
            : door.Look(number, http, access => Page(http, access, stage, show, view, Sent.Nothing, null));

    public static async Task<IResult> Take(string number, string stage, HttpContext http, MyDoor door, ShowForm show, ViewCase view, HandIn handIn, ReadPlainForm read)
    {
        var form = await PageForm.Read(http);
        if (await door.AskCode(number, http, form) is { } ask)
            return ask;
        return await door.Look(number, http, async before =>
        {
            if (before.Process.Stage(stage) is not { Role: Roles.Customer } definition)
                return Elsewhere(before);
            var entered = await read.Read(definition, form, http.RequestAborted);
            if (form["do"]?.StartsWith(ReadPlainForm.MoreRows, StringComparison.Ordinal) == true)
                return await Page(http, before, stage, show, view, new Sent(form, null, []), entered);
            var draft = form["do"] == "draft";
            var use = entered.Fault is { } fault ? CaseWork.Refused(fault)
                : draft ? handIn.Draft(stage, entered.ToRequest()) : handIn.Complete(stage, entered.ToRequest());
            var to = draft ? $"{http.Request.Path}?done=draft" : $"/case/{number}{(before.Process.Key.Id == "high-voltage" ? "/desk" : "")}?done=handed-in";
            return await door.Send(number, http, form, use, to, (access, sent) => Page(http, access, stage, show, view, sent, entered), label: Labels(stage));
        });
    }

    private static Func<CaseAccess, string, string?> Labels(string stage) => (access, path) => access.Process.Stage(stage) is { } definition
        ? definition.Fields.FirstOrDefault(f => path.StartsWith($"fields.{f.Id}", StringComparison.Ordinal)) is { } field ? Platform.Look.Show.In(field.Label)
            : definition.Files.FirstOrDefault(f => path == $"files.{f.Kind}") is { } file ? Platform.Look.Show.In(file.Label)
            : definition.Signatures.FirstOrDefault(s => path == $"signatures.{s.Role}") is { } signature ? Platform.Look.Show.In(signature.Label) : null
        : null;

    private static async Task<IResult> Page(HttpContext http, CaseAccess access, string stage, ShowForm show, ViewCase view, Sent sent, EnteredForm? entered)
    {
        if (access.Process.Stage(stage) is not { Role: Roles.Customer } definition || access.State.Stage(stage).Status is not (StageStatus.Open or StageStatus.Started))
            return Elsewhere(access);
        if ((await show.Look(access, stage, http.RequestAborted)).Failed(out var error, out var form))
            return PageProblem.From(error, http, $"/case/{access.State.Number.Value}");
        http.Response.SetPageHeaders();
        // What the customer decides about: what came before, and the opinions of whoever gave it back.
        var about = (await view.Progress(access, http.RequestAborted)).Results
            .Where(r => definition.After.Contains(r.Stage) || access.Process.Stage(r.Stage)?.OnDefects == stage).ToList();
        return new RazorComponentResult<CustomerStage>(new
        {
            Access = access, Sent = sent, Stage = definition, Form = form, Entered = entered ?? EnteredForm.Of(form), About = about,
            Draft = sent.Form is null && http.Request.Query["done"] == "draft",
        })
        {
            StatusCode = http.Response.StatusCode,
        };
    }

    private static IResult Elsewhere(CaseAccess access) => Results.LocalRedirect($"/case/{access.State.Number.Value}?done=nothing-to-do");
}
