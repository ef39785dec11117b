using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Workbench;

namespace Tongdian.Server.Modules.Clocks;

/// <summary>Calendars and what follows from them. The rules are in <c>Tongdian.Domain/Clocks</c>.</summary>
public static class ClocksModule
{
    public static void AddClocks(this IServiceCollection services) =>
        services.AddSingleton<CalendarCatalog>().AddSingleton<ListCalendars>().AddSingleton<PublishCalendar>()
            .AddSingleton(s => new KnownCalendars(() => [.. s.GetRequiredService<CalendarCatalog>().Newest().Select(c => c.Id)]))
            .AddSingleton(new DeskOffer(60, _ => [new DeskPlace(ClockTexts.Text("due.group"), ClockTexts.Text("due.title"), "/staff/due", "calendar-clock")]))
            .AddSingleton(new DeskOffer(94, me => AdminPage.Places(me, (ClockTexts.Text("calendars.title"), "/staff/admin/calendars", "calendar"))));

    public static void MapClocks(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/calendars/{calendar}/due", CalculateDue.Handle).RequireAuthorization(Policies.Anyone).Produces<CalculateDue.Response>();

        var administration = routes.MapGroup("/administration/calendars");
        administration.MapGet("", ListCalendars.Handle).RequireAuthorization(Policies.Administration).Produces<ListCalendars.Item[]>();
        administration.MapGet("/{calendar}/versions/{version:int}", ListCalendars.HandleOne).RequireAuthorization(Policies.Administration).Produces<ListCalendars.Whole>();
        administration.MapPost("/publish", (Body<PublishCalendar.Request> body, HttpContext http, PublishCalendar use) => AdministrationCall.Answer(http, body, use.Do))
            .RequireAuthorization(Policies.Administration).Accepts<PublishCalendar.Request>("application/json").Produces<PublishCalendar.Response>();
    }
}
