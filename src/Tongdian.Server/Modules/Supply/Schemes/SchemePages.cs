using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Cases.PlainForms;
using Tongdian.Server.Modules.MyCase;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Supply.Schemes;

/// <summary>The customer's pages of the scheme: read any version, agree to the newest with a signature, or ask for a change, part by part.</summary>
public sealed class SchemePages(MyDoor door, ShowScheme scheme, ShowForm forms, HandIn handIn, ObjectToScheme objecting)
{
    /// <summary>Before the name of a part in the names of its words.</summary>
    internal const string Comment = "comments.";

    internal Task<IResult> Read(string number, int? version, HttpContext http) => door.Look(number, http, async access =>
    {
        if ((await scheme.Look(access, version, Language.Current, http.RequestAborted)).Failed(out var none, out var view))
            return PageProblem.From(none, http, $"/case/{access.State.Number.Value}");
        http.Response.SetPageHeaders();
        return new RazorComponentResult<SchemePage>(new { Access = access, View = view });
    });

    internal Task<IResult> Show(string number, HttpContext http) => door.Look(number, http, access => Page(http, access, Sent.Nothing, null));

    internal async Task<IResult> Agree(string number, HttpContext http, ReadPlainForm read)
    {
        var form = await PageForm.Read(http);
        if (await door.AskCode(number, http, form) is { } ask)
            return ask;
        return await door.Look(number, http, async before =>
        {
            if (before.Process.Stage(SchemeStages.Confirmation) is not { } stage)
                return Elsewhere(before);
            var entered = await read.Read(stage, form, http.RequestAborted);
            var use = entered.Fault is { } fault ? CaseWork.Refused(fault) : handIn.Complete(stage.Id, entered.ToRequest());
            return await door.Send(number, http, form, use, $"/case/{number}?done=confirmed", (access, sent) => Page(http, access, sent, entered));
        });
    }

    internal async Task<IResult> Object(string number, HttpContext http)
    {
        var form = await PageForm.Read(http);
        var comments = form.Names.Where(n => n.StartsWith(Comment, StringComparison.Ordinal) && form[n] is not null)
            .ToDictionary(n => n[Comment.Length..], n => form[n]!.ReplaceLineEndings("\n"), StringComparer.Ordinal);
        var use = objecting.Object(new ObjectToScheme.Request(form["reason"], comments));
        return await door.Send(number, http, form, use, $"/case/{number}?done=objected", (access, sent) => Page(http, access, sent, null));
    }

    private async Task<IResult> Page(HttpContext http, CaseAccess access, Sent sent, EnteredForm? entered)
    {
        if (!access.State.Stage(SchemeStages.Confirmation).Status.IsOpen())
            return Elsewhere(access);
        if ((await scheme.Look(access, null, Language.Current, http.RequestAborted)).Failed(out var none, out var view))
            return PageProblem.From(none, http, $"/case/{access.State.Number.Value}");
        if ((await forms.Look(access, SchemeStages.Confirmation, http.RequestAborted)).Failed(out var error, out var form))
            return PageProblem.From(error, http, $"/case/{access.State.Number.Value}");
        http.Response.SetPageHeaders();
        return new RazorComponentResult<ConfirmScheme>(new { Access = access, Sent = sent, View = view, Form = form, Entered = entered ?? EnteredForm.Of(form) })
        {
            StatusCode = http.Response.StatusCode,
        };
    }

    private static IResult Elsewhere(CaseAccess access) => Results.LocalRedirect($"/case/{access.State.Number.Value}?done=nothing-to-do");
}
