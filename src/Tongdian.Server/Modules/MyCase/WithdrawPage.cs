using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.MyCase;

/// <summary>The customer no longer wants the electricity.</summary>
internal static class WithdrawPage
{
    public static Task<IResult> Show(string number, HttpContext http, MyDoor door) => door.Look(number, http, access => Page(http, access, Sent.Nothing));

    public static async Task<IResult> Take(string number, HttpContext http, MyDoor door)
    {
        var form = await PageForm.Read(http);
        var use = SteerCase.Withdraw(new SteerCase.WithdrawRequest(form["reason"]));
        return await door.Send(number, http, form, use, $"/case/{number}?done=withdrawn", (access, sent) => Page(http, access, sent));
    }

    private static Task<IResult> Page(HttpContext http, CaseAccess access, Sent sent)
    {
        http.Response.SetPageHeaders();
        return Task.FromResult<IResult>(new RazorComponentResult<Withdraw>(new { Access = access, Sent = sent }) { StatusCode = http.Response.StatusCode });
    }
}
