using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Workbench;

namespace Tongdian.Server.Modules.Insight;

/// <summary>What the weeks show: reviews made by themselves, actions, and the event log for other tools.</summary>
public static class InsightModule
{
    public static void AddInsight(this IServiceCollection services)
    {
        services.AddSingleton<ReadHistories>();
        services.AddSingleton<MakeReviews>();
        services.AddHostedService(s => s.GetRequiredService<MakeReviews>());
        services.AddSingleton<ShowReview>();
        services.AddSingleton<AddAction>();
        services.AddSingleton<FinishAction>();
        services.AddSingleton<WriteEventLog>();
        services.AddSingleton(new DeskOffer(50, me => me.Roles.Contains(Roles.Coordinator) || me.Roles.Contains(Roles.Manager)
            ? [new DeskPlace(InsightTexts.Text("desk.insight"), InsightTexts.Text("review.title"), "/staff/review", "clipboard-check")]
            : []));
    }

    public static void MapInsight(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/reviews", async (string? after, int? limit, HttpContext http, ShowReview use) => Problem.Or(await use.List(after, limit, http.RequestAborted)))
            .RequireAuthorization(Policies.Steering).Produces<ShowReview.Page>();
        routes.MapGet("/reviews/{week}", async (string week, HttpContext http, ShowReview use) => Problem.Or(await use.Look(week, StaffAccess.Me(http), http.RequestAborted)))
            .RequireAuthorization(Policies.Steering).Produces<ReviewView>();
        OncePerKey.Guard(routes.MapPost("/reviews/{week}/actions", async (string week, Body<AddAction.Request> body, HttpContext http, AddAction use) =>
                body.Read.Failed(out var unreadable, out var request) ? Problem.From(unreadable) : Problem.Or(await use.Do(week, request, StaffAccess.Me(http), OncePerKey.Of(http), http.RequestAborted)))
            .RequireAuthorization(Policies.Steering).Accepts<AddAction.Request>("application/json").Produces<ActionView>());
        routes.MapPost("/reviews/{week}/actions/{id:guid}/done", async (string week, Guid id, HttpContext http, FinishAction use) =>
                Problem.Or(await use.Do(week, id, StaffAccess.Me(http), http.RequestAborted)))
            .RequireAuthorization(Policies.Steering).Produces<ActionView>();
        routes.MapGet("/event-log.xes", (string? from, string? to, HttpContext http, WriteEventLog use) => use.Handle(from, to, StaffAccess.Me(http)))
            .RequireAuthorization(Policies.EventLog).Produces(200, contentType: "application/xml");
    }
}
