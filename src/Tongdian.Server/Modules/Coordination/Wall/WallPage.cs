using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Look.Live;

namespace Tongdian.Server.Modules.Coordination.Wall;

/// <summary>The wall of the coordination centre: a page that shows everything at once, and renews itself over one open answer.</summary>
public sealed class WallPage(WallFeed feed, CompanyDirectory directory, DrawLive draw)
{
    /// <summary>The figures as programs read them.</summary>
    public sealed record View(DateTimeOffset At, IReadOnlyList<Open> Open, IReadOnlyList<WallFigure> Attention, IReadOnlyList<WallCase> Worst);

    /// <summary>How many cases of a process are in a state.</summary>
    public sealed record Open(string Process, string State, long Cases);

    internal static async Task<IResult> Show(string? region, HttpContext http, WallPage page)
    {
        http.Response.SetPageHeaders();
        return new RazorComponentResult<Wall>(new { Seen = await page.See(region, http), Address = LiveAddress(region) });
    }

    internal static ServerSentEventsResult<string> Live(string? region, HttpContext http, WallPage page) =>
        TypedResults.ServerSentEvents(page.Draw(region, http, http.RequestAborted));

    internal static async Task<IResult> Read(HttpContext http, WallPage page)
    {
        var seen = await page.See(null, http);
        return TypedResults.Ok(new View(
            seen.Picture.At, [.. seen.Picture.Cases.Where(WallPicture.IsOpen).Select(c => new Open(c.Process, c.Status.ToString().ToLowerInvariant(), c.Cases))],
            [.. seen.Picture.Figures.Where(f => seen.Regions.Contains(f.Region))], [.. seen.Picture.Worst.Where(w => seen.Regions.Contains(w.Region))]));
    }

    /// <summary>The wall as somebody sees it.</summary>
    internal async Task<WallSeen> See(string? region, HttpContext http)
    {
        var company = await directory.Get(http.RequestAborted);
        return Seen(await feed.Now(http.RequestAborted), company, StaffAccess.Me(http), region);
    }

    private async IAsyncEnumerable<SseItem<string>> Draw(string? region, HttpContext http, [EnumeratorCancellation] CancellationToken cancel)
    {
        var me = StaffAccess.Me(http);
        await foreach (var picture in feed.Follow(cancel))
        {
            // Who was shut out meanwhile sees nothing more; the page then says that it is old.
            var company = await directory.Get(cancel);
            if (!company.Staff.TryGetValue(me.Id, out var now) || !now.Active || now.SecurityStamp != me.SecurityStamp)
                yield break;
            var seen = Seen(picture, company, now, region);
            yield return new SseItem<string>(await picture.Drawn($"{Language.Current} {string.Join(' ', seen.Regions.Order(StringComparer.Ordinal))}", () => draw.Html<WallNow>(new() { [nameof(WallNow.Seen)] = seen })));
        }
    }

    private static WallSeen Seen(WallPicture picture, Company company, StaffMember me, string? region) => new(
        picture, company, company.CoveredBy(me).Where(r => region is null || company.Upwards(r).Contains(region)).ToHashSet(StringComparer.Ordinal));

    private static string LiveAddress(string? region) => "/staff/wall/live" + (region is null ? "" : QueryString.Create("region", region));
}

/// <summary>The wall with the regions of whoever looks.</summary>
public sealed record WallSeen(WallPicture Picture, Company Company, IReadOnlySet<string> Regions);
