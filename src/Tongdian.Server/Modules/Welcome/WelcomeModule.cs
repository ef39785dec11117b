using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Welcome;

/// <summary>The page about this installation: what runs here, how much work it has, and where everything else is.</summary>
public static class WelcomeModule
{
    public static void AddWelcome(this IServiceCollection services)
    {
        services.AddSingleton<Installation>();
    }

    public static void MapWelcome(this IEndpointRouteBuilder routes)
    {
        // Made now, because it tells since when.
        routes.ServiceProvider.GetRequiredService<Installation>();
        routes.MapGet("/about", Show).RequireAuthorization(Policies.Anyone);
    }

    private static async Task<IResult> Show(HttpContext http, CountCases counts)
    {
        http.Response.SetPageHeaders();
        return new RazorComponentResult<Welcome>(new { Counts = await counts.Read(http.RequestAborted) });
    }
}
