using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Cases.Desk;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Outbox;
using Tongdian.Server.Platform.Workbench;
using static Tongdian.Server.Modules.Care.CareTexts;

namespace Tongdian.Server.Modules.Care;

/// <summary>After power-on: the questions of a week later, tips, greetings.</summary>
public static class CareModule
{
    public static void AddCare(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(CareSettings.Read(configuration));
        services.AddSingleton<OnPowerOn>();
        services.AddSingleton(s => new OutboxConsumer(OnPowerOn.Consumer, OnPowerOn.Fact)
        {
            React = (work, cancel) => s.GetRequiredService<OnPowerOn>().React(work, cancel),
        });
        services.AddSingleton<SendCare>();
        services.AddHostedService(s => s.GetRequiredService<SendCare>());
        services.AddSingleton<GreetCustomers>();
        services.AddHostedService(s => s.GetRequiredService<GreetCustomers>());
        services.AddSingleton<AnswerFollowUp>();
        services.AddSingleton<ShowCare>();
        services.AddSingleton(new CasePanel(17, typeof(FollowUpOfCase)));
        services.AddSingleton(new DeskOffer(54, me => me.Actor.Steers ? [new DeskPlace(Text("desk.insight"), Text("report.title"), "/staff/care", "heart-handshake")] : []));
    }

    public static void MapCare(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/cases/{number}/follow-up", (string number, HttpContext http, CaseEndpoint cases, AnswerFollowUp use) =>
                cases.Look(number, http, async access => (Domain.Result<AnswerFollowUp.Item>)await use.Of(access.State, http.RequestAborted)))
            .RequireAuthorization(Policies.CaseParty).Produces<AnswerFollowUp.Item>();
        routes.MapPost("/cases/{number}/follow-up", (string number, Body<AnswerFollowUp.Request> body, HttpContext http, CaseEndpoint cases, AnswerFollowUp use) =>
                cases.Look(number, http, async access => body.Read.Failed(out var unreadable, out var request) ? unreadable
                    : access.Actor.SpeaksForCustomer ? await use.Do(access.State, request, http.RequestAborted) : AccessErrors.NotAllowed))
            .RequireAuthorization(Policies.CaseParty).Accepts<AnswerFollowUp.Request>("application/json").Produces<AnswerFollowUp.Item>().WithMetadata(new TakesKeyAttribute(false));
    }

    /// <summary>Where customers answer, and read what fits them.</summary>
    public static void MapCarePages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/follow-up/{token}", FollowUpPage.Show).RequireAuthorization(Policies.Anyone);
        routes.MapPost("/follow-up/{token}", FollowUpPage.Take).RequireAuthorization(Policies.Anyone);
        routes.MapGet("/case/{number}/follow-up", FollowUpPage.FromCase).RequireAuthorization(Policies.Anyone);
    }
}
