using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Intake;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.MyCase;

/// <summary>The customer changes what they told. What is known is shown masked, so that a found telephone tells little; an empty answer changes nothing.</summary>
internal static class AmendPage
{
    // Out of every range: what is no number is refused like one that is too small.
    private const decimal Unreadable = -1;

    public static Task<IResult> Show(string number, HttpContext http, MyDoor door, CaseParties parties) =>
        door.Look(number, http, access => Page(http, access, parties, Sent.Nothing));

    public static async Task<IResult> Take(string number, HttpContext http, MyDoor door, CaseParties parties, AmendCase amend)
    {
        var form = await PageForm.Read(http);
        CaseUse use = access => amend.Change(new AmendCase.Request(
            form["phone"], form["email"], form["address"], null, null,
            access.State.Facts.CapacityKw is null ? null : Capacity(form["capacity"]), access.State.Facts.CapacityKw is null ? Capacity(form["capacity"]) : null,
            form["purpose"], null))(access);
        return await door.Send(
            number, http, form, use, $"/case/{number}?done=amended", (access, sent) => Page(http, access, parties, sent),
            name: field => field is "capacityKw" or "capacityKva" ? "capacity" : field);
    }

    private static decimal? Capacity(string? text) => text is null
        ? null
        : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var capacity) ? capacity : Unreadable;

    private static async Task<IResult> Page(HttpContext http, CaseAccess access, CaseParties parties, Sent sent)
    {
        http.Response.SetPageHeaders();
        var told = (await parties.Read(access.State.Customer, http.RequestAborted))?.Masked();
        return new RazorComponentResult<Amend>(new { Access = access, Sent = sent, Told = told }) { StatusCode = http.Response.StatusCode };
    }
}
