using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Outbox;
using Tongdian.Server.Platform.Workbench;
using static Tongdian.Server.Modules.Feedback.FeedbackTexts;

namespace Tongdian.Server.Modules.Feedback;

/// <summary>What customers think of every stage, and what comes of it.</summary>
public static class FeedbackModule
{
    public static void AddFeedback(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(FeedbackSettings.Read(configuration));
        services.AddSingleton<OnStageCompleted>();
        services.AddSingleton(s => new OutboxConsumer(OnStageCompleted.Consumer, "stage-completed")
        {
            React = (work, cancel) => s.GetRequiredService<OnStageCompleted>().React(work, cancel),
        });
        services.AddSingleton<AskForRatings>();
        services.AddHostedService(s => s.GetRequiredService<AskForRatings>());
        services.AddSingleton<GiveRating>();
        services.AddSingleton<RecordRatings>();
        foreach (var kind in new[] { RecordRatings.Rated, RecordRatings.Said })
            services.AddSingleton(s => new EvidenceSource(kind, s.GetRequiredService<RecordRatings>().Read));
        services.AddSingleton<ShowFeedback>();
        services.AddSingleton(new DeskOffer(52, me => me.Actor.Steers || me.Actor.SpeaksForCustomer ? [new DeskPlace(Text("desk.insight"), Text("report.title"), "/staff/feedback", "smile")] : []));
    }

    public static void MapFeedback(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/cases/{number}/evaluations", (string number, HttpContext http, CaseEndpoint cases, GiveRating use) =>
                cases.Look(number, http, async access => (Domain.Result<GiveRating.Item[]>)await use.Of(access.State, http.RequestAborted)))
            .RequireAuthorization(Policies.CaseParty).Produces<GiveRating.Item[]>();
        routes.MapPost("/cases/{number}/evaluations/{stage}", (string number, string stage, Body<GiveRating.Request> body, HttpContext http, CaseEndpoint cases, GiveRating use) =>
                cases.Look(number, http, async access => body.Read.Failed(out var unreadable, out var request) ? unreadable
                    : access.Actor.SpeaksForCustomer ? await use.Do(access.State, stage, request, http.RequestAborted) : AccessErrors.NotAllowed))
            .RequireAuthorization(Policies.CaseParty).Accepts<GiveRating.Request>("application/json").Produces<GiveRating.Item>().WithMetadata(new TakesKeyAttribute(false));
        routes.MapGet("/feedback", async (int? days, HttpContext http, ShowFeedback use) => TypedResults.Ok(await use.Look(StaffAccess.Me(http), days ?? 30, http.RequestAborted)))
            .RequireAuthorization(Policies.Staff);
    }

    /// <summary>Where customers rate.</summary>
    public static void MapFeedbackPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/rate/{token}", RatePage.Show).RequireAuthorization(Policies.Anyone);
        routes.MapPost("/rate/{token}", RatePage.Take).RequireAuthorization(Policies.Anyone);
        routes.MapGet("/case/{number}/rate", RatePage.FromCase).RequireAuthorization(Policies.Anyone);
    }
}
