using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Intake.Counter;
using Tongdian.Server.Modules.Intake.Apply;
using Tongdian.Server.Modules.Intake.Start;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Workbench;

namespace Tongdian.Server.Modules.Intake;

/// <summary>How a case comes in, and what its customer may change.</summary>
public static class IntakeModule
{
    public static void AddIntake(this IServiceCollection services)
    {
        services.AddSingleton<WeighApplication>();
        services.AddSingleton<Drafts>();
        services.AddSingleton<RemoveExpiredDrafts>();
        services.AddSingleton<ApplyDesk>();
        services.AddSingleton<ReadSlip>();
        services.AddSingleton<SubmitCase>();
        services.AddSingleton<AmendCase>();
        services.AddSingleton<AddToCase>();
        services.AddSingleton<CounterHelp>();
        services.AddSingleton(new DeskOffer(20, me => me.Actor.SpeaksForCustomer
            ? [new DeskPlace(CounterTexts.Group, CounterTexts.Say("counter.title"), "/staff/counter", "file-plus")]
            : []));
    }

    /// <summary>The slip that a colleague prints.</summary>
    public static void MapCounterPages(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/staff/cases/{number}/slip", StaffSlipPage.Show).RequireAuthorization(Policies.OnBehalf);

    public static void MapIntake(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/cases", SubmitCase.Handle)
            .RequireAuthorization(Policies.Anyone).RequireRateLimiting(RateLimits.Submissions)
            .Accepts<Application>("application/json").Produces<SubmitCase.Response>(201);
        var own = routes.MapGroup("/cases/{number}").RequireAuthorization(Policies.CaseParty);
        own.MapPost("/amend", (string number, Body<AmendCase.Request> body, HttpContext http, CaseEndpoint cases, AmendCase use) => cases.Change(number, http, body, use.Change))
            .Accepts<AmendCase.Request>("application/json").Produces<CaseProgress>();
        own.MapPost("/documents", (string number, Body<HandIn.FileRef> body, HttpContext http, CaseEndpoint cases, AddToCase use) => cases.Change(number, http, body, use.AddDocument))
            .Accepts<HandIn.FileRef>("application/json").Produces<CaseProgress>();
        own.MapPost("/withdraw", (string number, Body<SteerCase.WithdrawRequest> body, HttpContext http, CaseEndpoint cases) => cases.Change(number, http, body, SteerCase.Withdraw))
            .Accepts<SteerCase.WithdrawRequest>("application/json").Produces<CaseProgress>();
    }

    /// <summary>The pages of customers who ask for electricity.</summary>
    public static void MapIntakePages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", StartPage.Show).RequireAuthorization(Policies.Anyone);
        ApplyPages.Map(routes);
        routes.MapGet("/case/{number}/slip", ReadSlip.Show).RequireAuthorization(Policies.Anyone);
    }
}
