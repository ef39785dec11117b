using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Cases;

/// <summary>The case on its way: looking at it, doing its stages, steering it.</summary>
public static class CasesModule
{
    public static void AddCases(this IServiceCollection services)
    {
        services.AddSingleton<CaseStore>();
        services.AddSingleton<CaseProjection>();
        services.AddSingleton<CaseParties>();
        services.AddSingleton<CaseDoor>();
        services.AddSingleton<StageFiles>();
        services.AddSingleton<CountCases>();
        services.AddSingleton<TryVersion>();
        services.AddSingleton<MoveCases>();
        services.AddSingleton(new RegionUse("cases", (context, region, cancel) => context.Set<CaseRow>().AnyAsync(c => c.Region == region, cancel)));
    }

    public static void MapCases(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/worklist", ListWork.Handle).RequireAuthorization(Policies.Staff).Produces<ListWork.Page>();
        routes.MapGet("/cases", SearchCases.Handle).RequireAuthorization(Policies.Staff).Produces<SearchCases.Item[]>();

        var processes = routes.MapGroup("/administration/processes");
        processes.MapPost("/dry-run", TryVersion.Handle).RequireAuthorization(Policies.Administration)
            .Accepts<PublishProcess.Request>("application/json").Produces<TryVersion.Response>();
        processes.MapPost("/{process}/versions/{version:int}/move", (string process, int version, Body<MoveCases.Request> body, HttpContext http, MoveCases use) =>
                AdministrationCall.Answer(http, body, (request, by, cancel) => use.Do(new ProcessKey(process, version), request, by, cancel)))
            .RequireAuthorization(Policies.Administration).Accepts<MoveCases.Request>("application/json").Produces<MoveCases.Item[]>();

        var one = routes.MapGroup("/cases/{number}");
        one.MapGet("", ViewCase.Handle).RequireAuthorization(Policies.CaseParty).Produces<ViewCase.Whole>();
        one.MapGet("/events", ListEvents.Handle).RequireAuthorization(Policies.CaseParty).Produces<ListEvents.Page>();
        one.MapGet("/clocks/{limit}/explain", ExplainLimit.Handle).RequireAuthorization(Policies.CaseParty).Produces<ExplainLimit.Response>();
        one.MapGet("/files/{file:guid}", ReadCaseFile.Handle).RequireAuthorization(Policies.CaseParty);
        one.MapPost("/unmask", UnmaskCustomer.Handle).RequireAuthorization(Policies.Unmasking).Accepts<UnmaskCustomer.Request>("application/json");
        one.MapPost("/reject", SteerCase.Reject).RequireAuthorization(Policies.Staff).Accepts<SteerCase.RejectRequest>("application/json").Produces<CaseProgress>();
        one.MapPost("/merge", SteerCase.Merge).RequireAuthorization(Policies.Staff).Accepts<SteerCase.MergeRequest>("application/json").Produces<CaseProgress>();
        one.MapPost("/reassign-process", SteerCase.Reassign).RequireAuthorization(Policies.Steering)
            .Accepts<SteerCase.ReassignRequest>("application/json").Produces<CaseProgress>();
        one.MapPost("/confirmation/accept", HandIn.Accept).RequireAuthorization(Policies.CaseParty).Accepts<HandIn.Request>("application/json").Produces<CaseProgress>();
        one.MapPost("/confirmation/object", HandIn.Object).RequireAuthorization(Policies.CaseParty)
            .Accepts<HandIn.ObjectionRequest>("application/json").Produces<CaseProgress>();

        var stage = one.MapGroup("/stages/{stage}");
        stage.MapGet("/form", ShowForm.Handle).RequireAuthorization(Policies.CaseParty).Produces<ShowForm.Form>();
        stage.MapPost("/assign", StageActions.Assign).RequireAuthorization(Policies.Steering).Accepts<StageActions.AssignRequest>("application/json").Produces<CaseProgress>();
        stage.MapPost("/claim", StageActions.Claim).RequireAuthorization(Policies.Staff).Produces<CaseProgress>();
        stage.MapPost("/release", StageActions.Release).RequireAuthorization(Policies.Staff).Produces<CaseProgress>();
        stage.MapPost("/start", StageActions.Start).RequireAuthorization(Policies.CaseParty).Produces<CaseProgress>();
        stage.MapPost("/draft", HandIn.Draft).RequireAuthorization(Policies.CaseParty).Accepts<HandIn.Request>("application/json").Produces<CaseProgress>();
        stage.MapPost("/complete", HandIn.Complete).RequireAuthorization(Policies.CaseParty).Accepts<HandIn.Request>("application/json").Produces<CaseProgress>();
        stage.MapPost("/request", HandIn.Ask).RequireAuthorization(Policies.CaseParty).Accepts<HandIn.InspectionRequest>("application/json").Produces<CaseProgress>();
        stage.MapPost("/send-back", StageActions.SendBack).RequireAuthorization(Policies.Staff).Accepts<StageActions.SendBackRequest>("application/json").Produces<CaseProgress>();
        stage.MapPost("/pause", StageActions.Pause).RequireAuthorization(Policies.Staff).Accepts<StageActions.PauseRequest>("application/json").Produces<CaseProgress>();
        stage.MapPost("/resume", StageActions.Resume).RequireAuthorization(Policies.Staff).Accepts<StageActions.ResumeRequest>("application/json").Produces<CaseProgress>();
    }
}
