using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Modules.Cases.Defects;
using Tongdian.Server.Modules.Cases.Desk;
using Tongdian.Server.Modules.Cases.Photos;
using Tongdian.Server.Modules.Cases.Tied;
using Tongdian.Server.Modules.Cases.Work;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Outbox;
using Tongdian.Server.Platform.Workbench;

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
        services.AddSingleton<CaseEndpoint>();
        services.AddSingleton<ListWork>();
        services.AddSingleton<SearchCases>();
        services.AddSingleton<ViewCase>();
        services.AddSingleton<ListEvents>();
        services.AddSingleton<ExplainLimit>();
        services.AddSingleton<CorrectLimit>();
        services.AddSingleton<CarryAnnouncedYears>();
        services.AddSingleton(s => new CalendarTaken((by, cancel) => s.GetRequiredService<CarryAnnouncedYears>().Carry(by.Actor, cancel)));
        services.AddSingleton<ShowForm>();
        services.AddSingleton<ReadDefects>();
        services.AddSingleton<HandIn>();
        services.AddSingleton<StageActions>();
        services.AddSingleton<SteerCase>();
        services.AddSingleton<ArrangeVisit>();
        services.AddSingleton<CheckInOnSite>();
        services.AddScoped<PlainForms.ReadPlainForm>();
        services.AddSingleton<KeepUnmasking>();
        services.AddSingleton<UnmaskCustomer>();
        services.AddSingleton<StageFiles>();
        services.AddSingleton<PartWords>();
        services.AddSingleton<PhotoSettings>();
        services.AddSingleton<CustomerPhotos>();
        services.AddSingleton<DecidePhoto>();
        services.AddSingleton(new CasePanel(10, typeof(PhotosOfCase)));
        services.AddSingleton<TieNumbers>();
        services.AddSingleton(s => new OutboxConsumer(TieNumbers.Consumer, "stage-completed") { React = (work, cancel) => s.GetRequiredService<TieNumbers>().React(work, cancel) });
        services.AddSingleton(new CasePanel(13, typeof(DefectsOfCase)));
        services.AddSingleton<CountCases>();
        services.AddSingleton<OpenCase>();
        services.AddSingleton<CaseHistory>();
        services.AddSingleton<KeepFile>();
        services.AddSingleton(new RegionUse("cases", (context, region, cancel) => context.Set<CaseRow>().AnyAsync(c => c.Region == region, cancel)));
        services.AddSingleton<ShowWork>();
        services.AddSingleton<BulkWork>();
        services.AddSingleton<ShowFound>();
        services.AddSingleton<KeepFilters>();
        services.AddSingleton(new DeskOffer(10, _ =>
        [
            new DeskPlace(CaseTexts.Text("desk.cases"), CaseTexts.Text("worklist.title"), "/staff", "list-checks", Exact: true),
            new DeskPlace(CaseTexts.Text("desk.cases"), CaseTexts.Text("search.title"), "/staff/search", "search"),
        ]));
    }

    public static void MapCases(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/worklist", async (
                string? scope, string? process, string? stage, string? region, string? state, string? mark, string? number, string? after, int? limit, HttpContext http, ListWork use) =>
                Problem.Or(await use.Look(StaffAccess.Me(http), new ListWork.Filter(scope, process, stage, region, ListWork.ReadState(state), number, ListWork.ReadMark(mark)), after, limit, http.RequestAborted)))
            .RequireAuthorization(Policies.Staff).Produces<ListWork.Page>();
        routes.MapGet("/cases", async (string? phone, string? idNumber, string? name, string? address, string? meter, HttpContext http, SearchCases use) =>
                Problem.Or(await use.Find(new SearchCases.Query(phone, idNumber, name, address, meter), StaffAccess.Me(http), http.RequestAborted)))
            .RequireAuthorization(Policies.Staff).Produces<SearchCases.Item[]>();
        MapOne(routes.MapGroup("/cases/{number}"));
        MapStage(routes.MapGroup("/cases/{number}/stages/{stage}"));
    }

    /// <summary>What the live page of a case shows that is no part of it: files.</summary>
    public static void MapCasePages(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/staff/cases/{number}/files/{file:guid}", ShowFile.Handle).RequireAuthorization(Policies.Staff);

    private static void MapOne(RouteGroupBuilder one)
    {
        one.MapGet("", ViewCase.Handle).RequireAuthorization(Policies.CaseParty).Produces<ViewCase.WholeCase>();
        one.MapGet("/events", (string number, string? after, int? limit, HttpContext http, CaseEndpoint cases, ListEvents use) =>
                cases.Look(number, http, access => use.Look(access, after, limit, http.RequestAborted)))
            .RequireAuthorization(Policies.CaseParty).Produces<ListEvents.Page>();
        one.MapGet("/clocks/{limit}/explain", (string number, string limit, HttpContext http, CaseEndpoint cases, ExplainLimit use) =>
                cases.Look(number, http, access => Task.FromResult(use.Look(access, limit))))
            .RequireAuthorization(Policies.CaseParty).Produces<ExplainLimit.Response>();
        one.MapPost("/clocks/{limit}/correct", (string number, string limit, Body<CorrectLimit.Request> body, HttpContext http, CaseEndpoint cases, CorrectLimit use) =>
                cases.Change(number, http, body, r => use.Correct(limit, r)))
            .RequireAuthorization(Policies.Steering).Accepts<CorrectLimit.Request>("application/json").Produces<CaseProgress>();
        one.MapGet("/files/{file:guid}", ReadCaseFile.Handle).RequireAuthorization(Policies.CaseParty);
        one.MapGet("/defects", (string number, HttpContext http, CaseEndpoint cases, ReadDefects use) =>
                cases.Look(number, http, access => use.Of(access, http.RequestAborted)))
            .RequireAuthorization(Policies.CaseParty).Produces<ReadDefects.Round[]>();
        one.MapGet("/photos", (string number, HttpContext http, CaseEndpoint cases, DecidePhoto use) =>
                cases.Look(number, http, access => use.Look(access, http.RequestAborted)))
            .RequireAuthorization(Policies.Staff).Produces<DecidePhoto.Item[]>();
        one.MapPost("/photos/{file:guid}", (string number, Guid file, Body<DecidePhoto.Request> body, HttpContext http, CaseEndpoint cases, DecidePhoto use) =>
                cases.Look(number, http, async access => body.Read.Failed(out var unreadable, out var request) ? unreadable : await use.Decide(access, file, request, http.RequestAborted)))
            .RequireAuthorization(Policies.Staff).Accepts<DecidePhoto.Request>("application/json").Produces<DecidePhoto.Item[]>().WithMetadata(new TakesKeyAttribute(false));
        one.MapPost("/unmask", (string number, Body<UnmaskCustomer.Request> body, HttpContext http, CaseEndpoint cases, UnmaskCustomer use) =>
                cases.Look(number, http, async access => body.Read.Failed(out var unreadable, out var request) ? unreadable : await use.Look(access, request)))
            .RequireAuthorization(Policies.Unmasking).Accepts<UnmaskCustomer.Request>("application/json").WithMetadata(new TakesKeyAttribute(false));
        one.MapPost("/reject", (string number, Body<SteerCase.RejectRequest> body, HttpContext http, CaseEndpoint cases) => cases.Change(number, http, body, SteerCase.Reject))
            .RequireAuthorization(Policies.Staff).Accepts<SteerCase.RejectRequest>("application/json").Produces<CaseProgress>();
        one.MapPost("/merge", (string number, Body<SteerCase.MergeRequest> body, HttpContext http, CaseEndpoint cases, SteerCase use) => cases.Change(number, http, body, use.Merge))
            .RequireAuthorization(Policies.Staff).Accepts<SteerCase.MergeRequest>("application/json").Produces<CaseProgress>();
        one.MapPost("/reassign-process", (string number, Body<SteerCase.ReassignRequest> body, HttpContext http, CaseEndpoint cases, SteerCase use) =>
                cases.Change(number, http, body, use.Reassign))
            .RequireAuthorization(Policies.Steering).Accepts<SteerCase.ReassignRequest>("application/json").Produces<CaseProgress>();
        one.MapPost("/team", (string number, Body<SteerCase.TeamRequest> body, HttpContext http, CaseEndpoint cases, SteerCase use) => cases.Change(number, http, body, use.NameTeam))
            .RequireAuthorization(Policies.Steering).Accepts<SteerCase.TeamRequest>("application/json").Produces<CaseProgress>();
        one.MapPost("/owner", (string number, Body<SteerCase.OwnerRequest> body, HttpContext http, CaseEndpoint cases, SteerCase use) => cases.Change(number, http, body, use.ChangeOwner))
            .RequireAuthorization(Policies.Staff).Accepts<SteerCase.OwnerRequest>("application/json").Produces<CaseProgress>();
        one.MapPost("/confirmation/accept", (string number, Body<HandIn.Request> body, HttpContext http, CaseEndpoint cases, HandIn use) =>
                cases.Change(number, http, body, r => use.Complete("confirmation", r)))
            .RequireAuthorization(Policies.CaseParty).Accepts<HandIn.Request>("application/json").Produces<CaseProgress>();
    }

    private static void MapStage(RouteGroupBuilder stage)
    {
        stage.MapGet("/form", (string number, string stage, HttpContext http, CaseEndpoint cases, ShowForm use) =>
                cases.Look(number, http, access => use.Look(access, stage, http.RequestAborted)))
            .RequireAuthorization(Policies.CaseParty).Produces<ShowForm.Form>();
        stage.MapPost("/assign", (string number, string stage, Body<StageActions.AssignRequest> body, HttpContext http, CaseEndpoint cases, StageActions use) =>
                cases.Change(number, http, body, r => use.Assign(stage, r)))
            .RequireAuthorization(Policies.Steering).Accepts<StageActions.AssignRequest>("application/json").Produces<CaseProgress>();
        stage.MapPost("/claim", (string number, string stage, HttpContext http, CaseEndpoint cases) => cases.Change(number, http, StageActions.Claim(stage)))
            .RequireAuthorization(Policies.Staff).Produces<CaseProgress>();
        stage.MapPost("/release", (string number, string stage, HttpContext http, CaseEndpoint cases) => cases.Change(number, http, StageActions.Release(stage)))
            .RequireAuthorization(Policies.Staff).Produces<CaseProgress>();
        stage.MapPost("/start", (string number, string stage, HttpContext http, CaseEndpoint cases) => cases.Change(number, http, StageActions.Start(stage)))
            .RequireAuthorization(Policies.CaseParty).Produces<CaseProgress>();
        stage.MapPost("/set-out", (string number, string stage, HttpContext http, CaseEndpoint cases) => cases.Change(number, http, StageActions.SetOut(stage)))
            .RequireAuthorization(Policies.Staff).Produces<CaseProgress>();
        stage.MapPost("/check-in", CheckInOnSite.Handle).RequireAuthorization(Policies.Staff).Accepts<CheckInOnSite.Request>(true, "application/json").Produces<CaseProgress>();
        stage.MapPost("/draft", (string number, string stage, Body<HandIn.Request> body, HttpContext http, CaseEndpoint cases, HandIn use) =>
                cases.Change(number, http, body, r => use.Draft(stage, r)))
            .RequireAuthorization(Policies.CaseParty).Accepts<HandIn.Request>("application/json").Produces<CaseProgress>();
        stage.MapPost("/complete", (string number, string stage, Body<HandIn.Request> body, HttpContext http, CaseEndpoint cases, HandIn use) =>
                cases.Change(number, http, body, r => use.Complete(stage, r)))
            .RequireAuthorization(Policies.CaseParty).Accepts<HandIn.Request>("application/json").Produces<CaseProgress>();
        stage.MapPost("/request", (string number, string stage, Body<HandIn.InspectionRequest> body, HttpContext http, CaseEndpoint cases, HandIn use) =>
                cases.Change(number, http, body, r => use.Ask(stage, r)))
            .RequireAuthorization(Policies.CaseParty).Accepts<HandIn.InspectionRequest>("application/json").Produces<CaseProgress>();
        stage.MapPost("/ask-time", (string number, string stage, Body<ArrangeVisit.Request> body, HttpContext http, CaseEndpoint cases, ArrangeVisit use) =>
                cases.Change(number, http, body, r => use.Ask(stage, r)))
            .RequireAuthorization(Policies.CaseParty).Accepts<ArrangeVisit.Request>("application/json").Produces<CaseProgress>();
        stage.MapPost("/appointment", (string number, string stage, Body<ArrangeVisit.Request> body, HttpContext http, CaseEndpoint cases, ArrangeVisit use) =>
                cases.Change(number, http, body, r => use.Answer(stage, r)))
            .RequireAuthorization(Policies.Staff).Accepts<ArrangeVisit.Request>("application/json").Produces<CaseProgress>();
        stage.MapPost("/send-back", (string number, string stage, Body<StageActions.SendBackRequest> body, HttpContext http, CaseEndpoint cases) =>
                cases.Change(number, http, body, r => StageActions.SendBack(stage, r)))
            .RequireAuthorization(Policies.Staff).Accepts<StageActions.SendBackRequest>("application/json").Produces<CaseProgress>();
        stage.MapPost("/pause", (string number, string stage, Body<StageActions.PauseRequest> body, HttpContext http, CaseEndpoint cases, StageActions use) =>
                cases.Change(number, http, body, r => use.Pause(stage, r)))
            .RequireAuthorization(Policies.Staff).Accepts<StageActions.PauseRequest>("application/json").Produces<CaseProgress>();
        stage.MapPost("/pause/approve", (string number, string stage, Body<StageActions.ApproveRequest> body, HttpContext http, CaseEndpoint cases) =>
                cases.Change(number, http, body, r => StageActions.Approve(stage, r)))
            .RequireAuthorization(Policies.Steering).Accepts<StageActions.ApproveRequest>("application/json").Produces<CaseProgress>();
        stage.MapPost("/pause/refuse", (string number, string stage, Body<StageActions.RefuseRequest> body, HttpContext http, CaseEndpoint cases) =>
                cases.Change(number, http, body, r => StageActions.Refuse(stage, r)))
            .RequireAuthorization(Policies.Steering).Accepts<StageActions.RefuseRequest>("application/json").Produces<CaseProgress>();
        stage.MapPost("/pause/record", (string number, string stage, Body<StageActions.RecordRequest> body, HttpContext http, CaseEndpoint cases, StageActions use) =>
                cases.Change(number, http, body, r => use.Record(stage, r)))
            .RequireAuthorization(Policies.Steering).Accepts<StageActions.RecordRequest>("application/json").Produces<CaseProgress>();
        stage.MapPost("/resume", (string number, string stage, Body<StageActions.ResumeRequest> body, HttpContext http, CaseEndpoint cases) =>
                cases.Change(number, http, body, r => StageActions.Resume(stage, r)))
            .RequireAuthorization(Policies.Staff).Accepts<StageActions.ResumeRequest>("application/json").Produces<CaseProgress>();
    }
}
