using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Privacy;

namespace Tongdian.Server.Modules.Intake.Counter;

/// <summary>The slip that a colleague prints for a customer: number, code, what happens next. Only who speaks for customers sees the code.</summary>
internal static class StaffSlipPage
{
    public static async Task<IResult> Show(string number, HttpContext http, StaffAccess access, CaseDoor door, AccessCode codes, CalendarCatalog calendars)
    {
        if ((await door.Open(number, Caller.Of(await access.Me(http)), http.RequestAborted)).Failed(out var closed, out var open))
            return PageProblem.From(closed, http, "/staff");
        http.Response.SetPageHeaders();
        http.Response.Headers.CacheControl = "no-store";
        var clocks = new CaseClocks(open.State, open.Process, calendars.Get(open.State.Calendar), open.Now);
        return new RazorComponentResult<StaffSlip>(new
        {
            Case = open, Code = codes.For(open.State.Id.Value), DueAt = clocks.Promise.Reading.DueAt, Site = $"{http.Request.Scheme}://{http.Request.Host}",
        });
    }
}
