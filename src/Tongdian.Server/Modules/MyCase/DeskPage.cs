using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.MyCase;

/// <summary>The desk of a customer who builds: drawings and their reviews, inspections and their defects, and the team that has the case.</summary>
internal static class DeskPage
{
    public static Task<IResult> Show(string number, string? done, HttpContext http, MyDoor door, ViewCase view, TellCase tell) => door.Look(number, http, async access =>
    {
        var judged = new List<Desk.Judged>();
        foreach (var stage in access.Process.Stages.Where(s => s.OnDefects is not null))
        {
            // Drawings are handed in by a stage of the customer's; inspections are asked for.
            var by = access.Process.Stage(stage.OnDefects!) is { Role: Roles.Customer } own ? own : null;
            judged.Add(new Desk.Judged(stage, by, await tell.Rounds(access, stage.Id, by?.Id, http.RequestAborted)));
        }

        if (judged.Count == 0)
            return Results.LocalRedirect($"/case/{access.State.Number.Value}");
        http.Response.SetPageHeaders();
        return new RazorComponentResult<Desk>(new
        {
            Access = access, View = await view.Progress(access, http.RequestAborted), Stages = judged.Where(j => access.State.Stage(j.Stage.Id).Status != StageStatus.Skipped).ToList(),
            Done = done is not null && MyCaseTexts.Has($"done.{done}") ? done : null,
        });
    });
}
