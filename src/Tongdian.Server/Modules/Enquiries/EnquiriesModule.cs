using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Enquiries;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Cases.Desk;
using Tongdian.Server.Modules.Cases.Work;
using Tongdian.Server.Modules.Enquiries.Ask;
using Tongdian.Server.Modules.Enquiries.Desk;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Workbench;

namespace Tongdian.Server.Modules.Enquiries;

/// <summary>Enquiries, complaints and fault reports: by any door, each with an owner, a clock, a thread and an end.</summary>
public static class EnquiriesModule
{
    public static void AddEnquiries(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(EnquirySettings.Read(configuration));
        services.AddSingleton<EnquiryStore>();
        services.AddSingleton<EnquiryPeople>();
        services.AddSingleton<EnquiryFiles>();
        services.AddSingleton<EnquiryDoor>();
        services.AddSingleton<EnquiryEndpoint>();
        services.AddSingleton<ChooseHandler>();
        services.AddSingleton<AskEnquiry>();
        services.AddSingleton<WriteMessage>();
        services.AddSingleton<BeginRecovery>();
        services.AddSingleton<MendRecovery>();
        services.AddSingleton<RecordRecoveries>();
        foreach (var kind in RecordRecoveries.Kinds)
            services.AddSingleton(s => new EvidenceSource(kind, s.GetRequiredService<RecordRecoveries>().Read));
        services.AddSingleton<HandOver>();
        services.AddSingleton<ReadThread>();
        services.AddSingleton<ViewEnquiry>();
        services.AddSingleton<ListEnquiries>();
        services.AddSingleton<RevealContact>();
        services.AddSingleton<AskDoor>();
        services.AddSingleton<SendLostCode>();
        services.AddSingleton(new RegionUse("enquiries", (context, region, cancel) => context.Set<EnquiryRow>().AnyAsync(e => e.Region == region, cancel)));
        services.AddSingleton(new CasePanel(20, typeof(EnquiriesOfCase)));
        services.AddSingleton(new WorklistPanel(10, typeof(WaitingEnquiries)));
        services.AddSingleton(new DeskOffer(15, me =>
        [
            new DeskPlace(CaseTexts.Text("desk.cases"), EnquiryTexts.Text("list.title"), "/staff/enquiries", "message-square"),
        ]));
    }

    public static void MapEnquiries(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/enquiries", AskEnquiry.Handle).RequireAuthorization(Policies.Anyone).RequireRateLimiting(RateLimits.Submissions)
            .Accepts<AskEnquiry.Request>("application/json").Produces<AskEnquiry.Receipt>(201);
        routes.MapGet("/enquiries", async (
                string? scope, string? kind, string? standing, [FromQuery(Name = "case")] string? about, string? phone, string? after, int? limit, HttpContext http, ListEnquiries use) =>
                Problem.Or(await use.Look(
                    StaffAccess.Me(http),
                    new ListEnquiries.Filter(scope, CodeText.Read<EnquiryKind>(kind), CodeText.Read<EnquiryStanding>(standing), about, phone), after, limit,
                    http.RequestAborted)))
            .RequireAuthorization(Policies.Staff).Produces<ListEnquiries.Page>();
        MapOne(routes.MapGroup("/enquiries/{number}"));
    }

    /// <summary>The customers' pages, and what the live pages show that is no part of them: files.</summary>
    public static void MapEnquiryPages(this IEndpointRouteBuilder routes)
    {
        AskPages.Map(routes);
        routes.MapGet("/staff/enquiries/{number}/files/{file:guid}", async (string number, Guid file, bool? original, HttpContext http, EnquiryDoor door, ReadFile read) =>
                (await door.Open(number, Caller.Of(StaffAccess.Me(http)), http.RequestAborted)).Failed(out var error, out var access)
                    ? Problem.From(error)
                    : await read.Answer(access.State.Id.Value, file, original ?? false, isStaff: true, http))
            .RequireAuthorization(Policies.Staff);
    }

    private static void MapOne(RouteGroupBuilder one)
    {
        one.MapGet("", (string number, HttpContext http, EnquiryEndpoint edge, ViewEnquiry use) =>
                edge.Look(number, http, async access => (Result<ViewEnquiry.View>)await use.Look(access, http.RequestAborted)))
            .RequireAuthorization(Policies.CaseParty).Produces<ViewEnquiry.View>();
        one.MapGet("/files/{file:guid}", async (string number, Guid file, bool? original, HttpContext http, EnquiryEndpoint edge, ReadFile read) =>
                (await edge.Open(number, http)).Failed(out var error, out var access)
                    ? Problem.From(error)
                    : await read.Answer(access.State.Id.Value, file, original ?? false, access.Staff is not null, http))
            .RequireAuthorization(Policies.CaseParty);
        one.MapPost("/messages", (string number, Body<WriteMessage.Request> body, HttpContext http, EnquiryEndpoint edge, WriteMessage use) => edge.Add(number, http, body, use.Again))
            .RequireAuthorization(Policies.CaseParty).WithMetadata(new FitsEveryVersion()).Accepts<WriteMessage.Request>("application/json").Produces<EnquiryProgress>();
        one.MapPost("/verdict", (string number, Body<WriteMessage.VerdictRequest> body, HttpContext http, EnquiryEndpoint edge, WriteMessage use) => edge.Change(number, http, body, use.Judge))
            .RequireAuthorization(Policies.CaseParty).Accepts<WriteMessage.VerdictRequest>("application/json").Produces<EnquiryProgress>();
        one.MapPost("/note", (string number, Body<WriteMessage.NoteRequest> body, HttpContext http, EnquiryEndpoint edge, WriteMessage use) => edge.Add(number, http, body, use.Note))
            .RequireAuthorization(Policies.Staff).WithMetadata(new FitsEveryVersion()).Accepts<WriteMessage.NoteRequest>("application/json").Produces<EnquiryProgress>();
        one.MapPost("/answer", (string number, Body<WriteMessage.Request> body, HttpContext http, EnquiryEndpoint edge, WriteMessage use) => edge.Change(number, http, body, use.Answer))
            .RequireAuthorization(Policies.Staff).Accepts<WriteMessage.Request>("application/json").Produces<EnquiryProgress>();
        one.MapPost("/acknowledge", (string number, HttpContext http, EnquiryEndpoint edge) => edge.Change(number, http, HandOver.TakeOver))
            .RequireAuthorization(Policies.Staff).Produces<EnquiryProgress>();
        one.MapPost("/transfer", (string number, Body<HandOver.TransferRequest> body, HttpContext http, EnquiryEndpoint edge, HandOver use) => edge.Change(number, http, body, use.Transfer))
            .RequireAuthorization(Policies.Staff).Accepts<HandOver.TransferRequest>("application/json").Produces<EnquiryProgress>();
        one.MapPost("/owner", (string number, Body<HandOver.OwnerRequest> body, HttpContext http, EnquiryEndpoint edge, HandOver use) => edge.Change(number, http, body, use.ChangeOwner))
            .RequireAuthorization(Policies.Staff).Accepts<HandOver.OwnerRequest>("application/json").Produces<EnquiryProgress>();
        one.MapPost("/close", (string number, HttpContext http, EnquiryEndpoint edge) => edge.Change(number, http, HandOver.Close))
            .RequireAuthorization(Policies.Staff).Produces<EnquiryProgress>();
        one.MapPost("/plan", (string number, Body<MendRecovery.PlanRequest> body, HttpContext http, EnquiryEndpoint edge, MendRecovery use) => edge.Change(number, http, body, use.Plan))
            .RequireAuthorization(Policies.Staff).Accepts<MendRecovery.PlanRequest>("application/json").Produces<EnquiryProgress>();
        one.MapPost("/called", (string number, HttpContext http, EnquiryEndpoint edge) => edge.Change(number, http, MendRecovery.Called))
            .RequireAuthorization(Policies.Staff).Produces<EnquiryProgress>();
        one.MapPost("/unreachable", (string number, HttpContext http, EnquiryEndpoint edge) => edge.Change(number, http, MendRecovery.Unreachable))
            .RequireAuthorization(Policies.Staff).Produces<EnquiryProgress>();
        one.MapPost("/unmask", (string number, Body<RevealContact.Request> body, HttpContext http, EnquiryEndpoint edge, RevealContact use) =>
                edge.Look(number, http, async access => body.Read.Failed(out var unreadable, out var request) ? unreadable : await use.Look(access, request)))
            .RequireAuthorization(Policies.Unmasking).Accepts<RevealContact.Request>("application/json").Produces<EnquiryContact>().WithMetadata(new TakesKeyAttribute(false));
    }
}
