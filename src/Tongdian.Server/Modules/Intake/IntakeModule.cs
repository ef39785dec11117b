using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Intake;

/// <summary>How a case comes in, and what its customer may change.</summary>
public static class IntakeModule
{
    public static void AddIntake(this IServiceCollection services)
    {
        services.AddSingleton<SubmitCase>();
        services.AddSingleton<AmendCase>();
    }

    public static void MapIntake(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/cases", (Body<Application> body, HttpContext http, SubmitCase use) => use.Handle(body, http))
            .RequireAuthorization(Policies.Anyone).RequireRateLimiting(RateLimits.Submissions)
            .Accepts<Application>("application/json").Produces<SubmitCase.Response>(201);
        var own = routes.MapGroup("/cases/{number}").RequireAuthorization(Policies.CaseParty);
        own.MapPost("/amend", (string number, Body<AmendCase.Request> body, HttpContext http, AmendCase use) => use.Handle(number, body, http))
            .Accepts<AmendCase.Request>("application/json").Produces<CaseProgress>();
        own.MapPost("/documents", CustomerWishes.AddDocument).Accepts<HandIn.FileRef>("application/json").Produces<CaseProgress>();
        own.MapPost("/withdraw", CustomerWishes.Withdraw).Accepts<CustomerWishes.WithdrawRequest>("application/json").Produces<CaseProgress>();
    }
}
