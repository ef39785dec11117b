using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Domain;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.MyCase;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Notices.Customer;

/// <summary>The messages about a case as its customer reads them, and by what way they come.</summary>
internal static class MessagesPage
{
    private const string AsBest = "best";

    private static readonly string[] Known = ["kept", "joined", "left"];

    public static Task<IResult> Show(string number, HttpContext http, MyDoor door, ReadMessages use) => door.Look(number, http, async access =>
        Page<Messages>(http, new { Access = access, Items = await use.Of(access, http.RequestAborted) }));

    public static Task<IResult> ShowChoices(string number, HttpContext http, MyDoor door, ChooseWay use) =>
        door.Look(number, http, access => Choices(http, access, use, null, null));

    public static async Task<IResult> TakeChoices(string number, HttpContext http, MyDoor door, ChooseWay use)
    {
        var form = await PageForm.Read(http);
        if (await door.AskCode(number, http, form) is { } ask)
            return ask;
        return await door.Look(number, http, async access =>
        {
            var way = form["channel"] ?? AsBest;
            MessageChannel? channel = Enum.TryParse<MessageChannel>(way, out var named) && Enum.IsDefined(named) ? named : null;
            var refused = form.Refusal ?? (channel is null && way != AsBest ? ChooseWay.CannotBe : await use.Do(access, new ChooseWay.Request(channel, form["care"] is null), http.RequestAborted));
            return refused is null ? Results.LocalRedirect($"/case/{number}/notices?done=kept") : await Choices(http, access, use, refused, way);
        });
    }

    private static async Task<IResult> Choices(HttpContext http, CaseAccess access, ChooseWay use, Error? refused, string? way)
    {
        if (refused is not null)
            http.Response.StatusCode = Problem.Status(refused);
        var ways = await use.Ways(access, http.RequestAborted);
        return Page<Choices>(http, new
        {
            Access = access, Ways = ways, Way = way ?? ways.Chosen?.ToString() ?? AsBest, Wrong = refused is null ? null : PageFaults.Of(refused), Done = Known.FirstOrDefault(d => http.Request.Query["done"] == d),
        });
    }

    private static RazorComponentResult<T> Page<T>(HttpContext http, object parameters)
        where T : Microsoft.AspNetCore.Components.IComponent
    {
        http.Response.SetPageHeaders();
        return new RazorComponentResult<T>(parameters) { StatusCode = http.Response.StatusCode };
    }
}
