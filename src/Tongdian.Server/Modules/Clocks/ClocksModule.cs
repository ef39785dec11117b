using Tongdian.Server.Platform.Access;

namespace Tongdian.Server.Modules.Clocks;

/// <summary>Calendars and what follows from them. The rules are in <c>Tongdian.Domain/Clocks</c>.</summary>
public static class ClocksModule
{
    public static void AddClocks(this IServiceCollection services) => services.AddSingleton<CalendarCatalog>();

    public static void MapClocks(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/calendars/{calendar}/due", CalculateDue.Handle).RequireAuthorization(Policies.Anyone).Produces<CalculateDue.Response>();
}
