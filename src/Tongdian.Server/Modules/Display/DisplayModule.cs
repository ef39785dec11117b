using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Workbench;

namespace Tongdian.Server.Modules.Display;

/// <summary>Screens in business halls: how the office's cases go on, without saying whose they are.</summary>
public static class DisplayModule
{
    public static void AddDisplay(this IServiceCollection services)
    {
        services.AddSingleton<ReadHall>();
        services.AddSingleton<HallFeeds>();
        services.AddSingleton<HallDoor>();
        services.AddSingleton<HallPage>();
        services.AddSingleton<ListScreens>();
        services.AddSingleton<MakeScreen>();
        services.AddSingleton<RevokeScreen>();
        services.AddSingleton(new DeskOffer(95, me => AdminPage.Places(me, (DisplayTexts.Text("screens.title"), "/staff/displays", "monitor"))));
        services.AddSingleton(new RegionUse("screens", (context, region, cancel) => context.Set<HallScreen>().AnyAsync(s => s.Office == region && s.RevokedAt == null, cancel)));
    }

    public static void MapDisplay(this IEndpointRouteBuilder routes)
    {
        var screens = routes.MapGroup("/administration/displays").RequireAuthorization(Policies.Administration);
        screens.MapGet("", async (ListScreens use, CancellationToken cancel) => TypedResults.Ok(await use.Read(cancel))).Produces<ListScreens.Item[]>();
        OncePerKey.Guard(screens.MapPost("", (Body<MakeScreen.Request> body, HttpContext http, MakeScreen use) => AdministrationCall.Answer(http, body, use.Do))
            .Accepts<MakeScreen.Request>("application/json").Produces<MakeScreen.Response>());
        screens.MapPost("/{id:guid}/revoke", (Guid id, HttpContext http, RevokeScreen use) => AdministrationCall.Answer(http, (by, cancel) => use.Do(id, by, cancel)))
            .Produces<ListScreens.Item>();
    }

    /// <summary>The display itself: whoever comes without a token is told what to do.</summary>
    public static void MapDisplayPages(this IEndpointRouteBuilder routes)
    {
        var hall = routes.MapGroup("/hall/{office}").RequireAuthorization(Policies.Anyone);
        hall.MapGet("", HallPage.Show);
        hall.MapGet("/live", HallPage.Live);
    }
}
