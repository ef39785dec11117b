using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Look.Live;

namespace Tongdian.Server.Modules.Display;

/// <summary>The display of a business hall: a page that a screen opens once, and that renews itself and turns its pages over one open answer.</summary>
public sealed class HallPage(HallFeeds feeds, DrawLive draw)
{
    internal static async Task<IResult> Show(string office, string? token, HttpContext http, HallDoor door, HallFeeds feeds)
    {
        if (!await door.Open(http, office, token))
            return PageProblem.From(DisplayErrors.Closed, http);
        // From here on the cookie opens it: the token stays in no history and in no address that somebody photographs.
        if (token is not null)
            return Results.LocalRedirect($"/hall/{office}");
        http.Response.SetPageHeaders();
        var seen = feeds.Seen(await feeds.Of(office).Now(http.RequestAborted));
        return new RazorComponentResult<Hall>(new { Seen = seen, Address = $"/hall/{office}/live" });
    }

    internal static async Task<IResult> Live(string office, HttpContext http, HallDoor door, HallPage page) => await door.Open(http, office, null)
        ? TypedResults.ServerSentEvents(page.Draw(office, HallDoor.Shown(http), http.RequestAborted))
        : Problem.From(DisplayErrors.Closed);

    private async IAsyncEnumerable<SseItem<string>> Draw(string office, string? screen, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var picture in feeds.Of(office).Follow(cancel))
        {
            // A screen that was shut out meanwhile sees nothing more; the page then says that it is old.
            if (!picture.IsFor(screen))
                yield break;
            var seen = feeds.Seen(picture);
            yield return new SseItem<string>(await picture.Drawn(
                string.Create(CultureInfo.InvariantCulture, $"{Language.Current} {seen.Page}"), () => draw.Html<HallNow>(new() { [nameof(HallNow.Seen)] = seen })));
        }
    }
}
