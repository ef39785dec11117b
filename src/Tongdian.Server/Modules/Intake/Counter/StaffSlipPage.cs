using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Intake.Apply;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Intake.Counter;

/// <summary>The slip that a colleague prints for a customer: number, code, what happens next. Only who speaks for customers sees the code.</summary>
internal static class StaffSlipPage
{
    public static async Task<IResult> Show(string number, HttpContext http, CaseDoor door, ReadSlip slips)
    {
        if ((await door.Open(number, Caller.Of(StaffAccess.Me(http)), http.RequestAborted)).Failed(out var closed, out var open))
            return PageProblem.From(closed, http, "/staff");
        http.Response.SetPageHeaders();
        http.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<StaffSlip>(new { Of = slips.Of(open.State, http) });
    }
}
