using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.MyCase;

/// <summary>The customer asks for another time for a visit.</summary>
internal static class TimePage
{
    public static Task<IResult> Show(string number, string stage, HttpContext http, MyDoor door, CalendarCatalog calendars) =>
        door.Look(number, http, access => Page(http, access, stage, calendars, Sent.Nothing));

    public static async Task<IResult> Take(string number, string stage, HttpContext http, MyDoor door, CalendarCatalog calendars, ArrangeVisit arrange)
    {
        var form = await PageForm.Read(http);
        return await door.Send(
            number, http, form, Read(form).Failed(out var unfit, out var request) ? CaseWork.Refused(unfit) : arrange.Ask(stage, request),
            $"/case/{number}?done=time", (access, sent) => Page(http, access, stage, calendars, sent),
            label: (_, field) => MyCaseTexts.Label("time", field));
    }

    private static Result<ArrangeVisit.Request> Read(PageForm form)
    {
        var faults = new List<FieldError>();
        if (!DateOnly.TryParseExact(form["day"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            faults.Add(new FieldError("day", form["day"] is null ? "field.required" : "field.date"));
        if (!Enum.TryParse<DayPart>(form["part"], out var part))
            faults.Add(new FieldError("part", "field.required"));
        return faults.Count > 0 ? new Error(ErrorKind.Invalid, "appointment.invalid").For(faults) : new ArrangeVisit.Request(day, part, form["note"]);
    }

    private static Task<IResult> Page(HttpContext http, CaseAccess access, string stage, CalendarCatalog calendars, Sent sent)
    {
        if (access.Process.Stage(stage) is not { IsVisit: true } definition)
            return Task.FromResult(PageProblem.From(CaseErrors.NoVisit(stage), http, $"/case/{access.State.Number.Value}"));
        if (access.State.Stage(stage).Status is not (StageStatus.Open or StageStatus.Started))
            return Task.FromResult(Results.LocalRedirect($"/case/{access.State.Number.Value}?done=nothing-to-do"));
        http.Response.SetPageHeaders();
        var calendar = calendars.Get(access.State.Calendar);
        return Task.FromResult<IResult>(new RazorComponentResult<AskTime>(new
        {
            Access = access, Sent = sent, Stage = definition, First = VisitTimes.FirstDay(calendar, access.Now),
            Last = calendar.DateOf(access.Now).AddDays(VisitTimes.MostDaysAhead),
        })
        {
            StatusCode = http.Response.StatusCode,
        });
    }
}
