using Tongdian.Domain.Feedback;
using Tongdian.Domain.Opinions;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Workbench;
using static Tongdian.Server.Modules.Opinions.OpinionTexts;

namespace Tongdian.Server.Modules.Opinions;

/// <summary>Everything customers say in one place: found by its words, grouped by what it is about, with what is done about it and what came of that.</summary>
public static class OpinionsModule
{
    public static void AddOpinions(this IServiceCollection services)
    {
        services.AddSingleton<OpinionText>();
        services.AddSingleton<SortOpinions>();
        services.AddHostedService(s => s.GetRequiredService<SortOpinions>());
        services.AddSingleton<FindTopicsAnew>();
        services.AddHostedService<SearchEveryNight>();
        services.AddSingleton<FindOpinions>();
        services.AddSingleton<ShowTopics>();
        services.AddSingleton<NameTopic>();
        services.AddSingleton<AddImprovement>();
        services.AddSingleton<FinishImprovement>();
        services.AddSingleton(new DeskOffer(53, me => me.Actor.Steers || me.Actor.SpeaksForCustomer
            ? [new DeskPlace(Text("desk.insight"), Text("topics.title"), "/staff/opinions/topics", "trending-up"), new DeskPlace(Text("desk.insight"), Text("list.title"), "/staff/opinions", "message-square", Exact: true)]
            : []));
    }

    public static void MapOpinions(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/opinions", async (
                string? words, string? mood, string? source, string? dimension, string? stage, string? region, string? doer, Guid? topic, int? days, string? after, HttpContext http, FindOpinions use) =>
                Problem.Or(await use.Look(
                    new FindOpinions.Question(
                        words, CodeText.Read<Mood>(mood), CodeText.Read<OpinionSource>(source), CodeText.Read<Dimension>(dimension), stage, region, doer, topic, days, after),
                    StaffAccess.Me(http), http.RequestAborted)))
            .RequireAuthorization(Policies.Opinions).Produces<FindOpinions.Page>();
        routes.MapGet("/opinions/topics", async (HttpContext http, ShowTopics use) => TypedResults.Ok(await use.Look(StaffAccess.Me(http), http.RequestAborted)))
            .RequireAuthorization(Policies.Opinions).Produces<ShowTopics.Library>();
        routes.MapGet("/opinions/topics/{id:guid}", async (Guid id, HttpContext http, ShowTopics use) =>
                Problem.Or(await use.One(id, StaffAccess.Me(http), http.RequestAborted)))
            .RequireAuthorization(Policies.Opinions).Produces<ShowTopics.Whole>();
        OncePerKey.Guard(routes.MapPost("/opinions/topics/search", async (HttpContext http, FindTopicsAnew use) => TypedResults.Ok(await use.Now(OncePerKey.Of(http), http.RequestAborted)))
            .RequireAuthorization(Policies.Steering));
        routes.MapPost("/opinions/topics/{id:guid}", async (Guid id, Body<NameTopic.Request> body, HttpContext http, NameTopic use) =>
                body.Read.Failed(out var unreadable, out var request) ? Problem.From(unreadable) : Problem.Or(await use.Do(id, request, StaffAccess.Me(http), http.RequestAborted)))
            .RequireAuthorization(Policies.Steering).Accepts<NameTopic.Request>("application/json").Produces<ShowTopics.Whole>();
        OncePerKey.Guard(routes.MapPost("/opinions/topics/{id:guid}/improvements", async (Guid id, Body<Undertaking> body, HttpContext http, AddImprovement use) =>
                body.Read.Failed(out var unreadable, out var request) ? Problem.From(unreadable) : Problem.Or(await use.Do(id, request, StaffAccess.Me(http), OncePerKey.Of(http), http.RequestAborted)))
            .RequireAuthorization(Policies.Steering).Accepts<Undertaking>("application/json").Produces<ShowTopics.Whole>());
        routes.MapPost("/opinions/topics/{id:guid}/improvements/{improvement:guid}/done", async (Guid id, Guid improvement, HttpContext http, FinishImprovement use) =>
                Problem.Or(await use.Do(id, improvement, StaffAccess.Me(http), http.RequestAborted)))
            .RequireAuthorization(Policies.Steering).Produces<ShowTopics.Whole>();
    }
}
