using System.Globalization;
using Tongdian.Domain;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Coordination.Alerts;
using Tongdian.Server.Modules.Coordination.Rounds;
using Tongdian.Server.Modules.Coordination.Wall;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Cluster;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Workbench;
using static Tongdian.Server.Modules.Coordination.CoordinationTexts;

namespace Tongdian.Server.Modules.Coordination;

/// <summary>The coordination centre: what is stuck, who decides about it, until when.</summary>
public static class CoordinationModule
{
    public static void AddCoordination(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<RegionMap>();
        services.AddSingleton<ReadWall>();
        services.AddSingleton<WallFeed>();
        services.AddSingleton<WallPage>();
        services.AddSingleton<OpenRound>();
        services.AddSingleton<ShowRound>();
        services.AddSingleton<DecideItem>();
        services.AddSingleton<CloseRound>();
        services.AddSingleton<FindColleagues>();
        services.AddSingleton<Causes>();
        services.AddSingleton<FindAlerts>();
        services.AddSingleton<MyCustomers>();
        services.AddSingleton<TellLate>();
        services.AddSingleton(new DeskSignal(typeof(AlertBell)));
        // There is one round an hour, wherever whoever opens it lives.
        services.AddPartitionWork(configuration, "rounds", s => new PartitionWork("rounds", TimeSpan.FromSeconds(2), _ => Task.FromResult<IReadOnlyList<int>>([0]), async (_, cancel) =>
        {
            await s.GetRequiredService<OpenRound>().Do(cancel);
            return false;
        }));
        services.AddSingleton(new DeskOffer(12, me =>
        [
            new DeskPlace(Text("desk.mine"), Text("alerts.title"), "/staff/alerts", "bell"),
            new DeskPlace(Text("desk.mine"), Text("asked.title"), "/staff/asked", "hand"),
            .. me.Actor.SpeaksForCustomer ? [new DeskPlace(Text("desk.mine"), Text("customers.title"), "/staff/customers", "users")] : Array.Empty<DeskPlace>(),
        ]));
        services.AddSingleton(new DeskOffer(20, me => me.Actor.Steers
            ? [
                new DeskPlace(Text("desk.centre"), Text("wall.title"), "/staff/wall", "monitor"),
                new DeskPlace(Text("desk.centre"), Text("round.title"), "/staff/round", "siren"),
            ]
            : []));
    }

    public static void MapCoordination(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/alerts", async (string? scope, HttpContext http, FindAlerts use) => TypedResults.Ok(await use.List(StaffAccess.Me(http), scope == "centre", http.RequestAborted)))
            .RequireAuthorization(Policies.Staff);
        routes.MapGet("/my-customers", async (HttpContext http, MyCustomers use) => TypedResults.Ok(await use.List(StaffAccess.Me(http), http.RequestAborted)))
            .RequireAuthorization(Policies.Staff);
        routes.MapPost("/cases/{number}/late-notice", (string number, Body<TellLate.Request> body, HttpContext http, CaseEndpoint cases, TellLate use) =>
                cases.Change(number, http, body, use.Do))
            .RequireAuthorization(Policies.Staff).Accepts<TellLate.Request>("application/json").Produces<CaseProgress>();
        routes.MapGet("/asked", async (HttpContext http, ShowRound use) => TypedResults.Ok(await use.AskedOf(StaffAccess.Me(http), http.RequestAborted)))
            .RequireAuthorization(Policies.Staff);
        var centre = routes.MapGroup("/coordination").RequireAuthorization(Policies.Steering);
        centre.MapGet("/wall", WallPage.Read).Produces<WallPage.View>();
        centre.MapGet("/causes", async (HttpContext http, Causes use) => TypedResults.Ok(await use.List(http.RequestAborted)));
        centre.MapPost("/causes", async (Body<Causes.Request> body, HttpContext http, Causes use) => body.Read.Failed(out var unreadable, out var request)
                ? Problem.From(unreadable)
                : Problem.Or(await use.Add(request, StaffAccess.Me(http), http.RequestAborted)))
            .Accepts<Causes.Request>("application/json").Produces<Causes.Item[]>();
        centre.MapGet("/rounds", async (int? limit, HttpContext http, ShowRound use) => TypedResults.Ok(await use.Records(limit ?? 24, http.RequestAborted)));
        centre.MapGet("/rounds/{hour}", async (string hour, HttpContext http, ShowRound use) =>
                hour == "current" ? Problem.Or(await use.Look(null, StaffAccess.Me(http), http.RequestAborted))
                : Hour(hour).Failed(out var wrong, out var asked) ? Problem.From(wrong) : Problem.Or(await use.Look(asked, StaffAccess.Me(http), http.RequestAborted)))
            .Produces<ShowRound.View>();
        centre.MapPost("/rounds/{hour}/close", async (string hour, HttpContext http, CloseRound use) =>
                Hour(hour).Failed(out var wrong, out var asked) ? Problem.From(wrong) : Problem.Or(await use.Do(asked, StaffAccess.Me(http), http.RequestAborted)))
            .Produces<CloseRound.Response>();
        centre.MapPost("/rounds/{hour}/{number}/{stage}/decide", async (string hour, string number, string stage, Body<DecideItem.Request> body, HttpContext http, DecideItem use) =>
                Hour(hour).Failed(out var wrong, out var asked) ? Problem.From(wrong)
                : body.Read.Failed(out var unreadable, out var request) ? Problem.From(unreadable)
                : Problem.Or(await use.Do(asked, number, stage, request, Caller.Of(StaffAccess.Me(http)), http.RequestAborted)))
            .Accepts<DecideItem.Request>("application/json").Produces<DecideItem.Response>();
    }

    public static void MapCoordinationPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/staff/wall", WallPage.Show).RequireAuthorization(Policies.Steering);
        routes.MapGet("/staff/wall/live", WallPage.Live).RequireAuthorization(Policies.Steering);
    }

    // Rounds are named by their hour, as an instant.
    private static Result<DateTimeOffset> Hour(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var hour) ? hour.ToUniversalTime() : CoordinationErrors.RoundUnknown;
}
