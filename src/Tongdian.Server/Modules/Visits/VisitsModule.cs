using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Cases.Desk;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Modules.Supply;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Visits;

/// <summary>The service notice of every visit: what is done, by whom, what to prepare; signed by the customer at its end.</summary>
public static class VisitsModule
{
    public static void AddVisits(this IServiceCollection services)
    {
        services.AddSingleton<VisitBook>();
        services.AddSingleton<ComposeNotice>();
        services.AddSingleton<SignNotice>();
        services.AddSingleton<NoticePage>();
        services.AddSingleton(new CasePanel(12, typeof(NoticesOfCase)));
    }

    public static void MapVisits(this IEndpointRouteBuilder routes)
    {
        var notice = routes.MapGroup("/cases/{number}/stages/{stage}").RequireAuthorization(Policies.CaseParty);
        notice.MapGet("/service-notice", (string number, string stage, HttpContext http, CaseEndpoint cases, ComposeNotice use) =>
                cases.Look(number, http, access => use.Of(access, stage, http.RequestAborted)))
            .Produces<ServiceNotice>();
        notice.MapGet("/service-notice.pdf", async (string number, string stage, HttpContext http, CaseEndpoint cases, NoticePage page, ReadFile read) =>
            (await cases.Open(number, http)).Failed(out var closed, out var access) ? Problem.From(closed) : await page.Send(access, stage, http, read));
        notice.MapPost("/service-notice/code", (string number, string stage, HttpContext http, CaseEndpoint cases, SignNotice use) =>
                cases.Look<SupplyModule.CodeSent>(number, http, async access =>
                    (await use.SendCode(access, stage, http.RequestAborted)).Failed(out var refused, out var phone) ? refused : new SupplyModule.CodeSent(phone)))
            .Produces<SupplyModule.CodeSent>().WithMetadata(new TakesKeyAttribute(false));
        notice.MapPost("/service-notice/sign", (string number, string stage, Body<SignNotice.Request> body, HttpContext http, CaseEndpoint cases, SignNotice use) =>
                cases.Change(number, http, body, request => use.Sign(stage, request)))
            .Accepts<SignNotice.Request>("application/json").Produces<CaseProgress>();
    }

    /// <summary>The customer's page, and the paper for those who take it along.</summary>
    public static void MapVisitPages(this IEndpointRouteBuilder routes)
    {
        var visit = routes.MapGroup("/case/{number}/visit").RequireAuthorization(Policies.Anyone);
        visit.MapGet("/{stage}", (string number, string stage, HttpContext http, NoticePage page) => page.Show(number, stage, http));
        visit.MapPost("/{stage}", (string number, string stage, HttpContext http, NoticePage page) => page.Sign(number, stage, http));
        visit.MapPost("/{stage}/code", (string number, string stage, HttpContext http, NoticePage page) => page.SendCode(number, stage, http));
        visit.MapGet("/{stage}.pdf", (string number, string stage, HttpContext http, NoticePage page, ReadFile read) => page.Pdf(number, stage, http, read));
        routes.MapGet("/staff/cases/{number}/visit/{stage}.pdf", (string number, string stage, HttpContext http, NoticePage page, ReadFile read) => page.DeskPdf(number, stage, http, read))
            .RequireAuthorization(Policies.Staff);
    }
}
