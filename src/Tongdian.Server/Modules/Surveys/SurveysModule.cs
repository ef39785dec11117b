using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Cases.Desk;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Modules.Field;
using Tongdian.Server.Modules.Supply;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Outbox;

namespace Tongdian.Server.Modules.Surveys;

/// <summary>The report of a survey: written by itself, kept, laid before the customer to be signed; what it calculated stands in the form of the scheme.</summary>
public static class SurveysModule
{
    public static void AddSurveys(this IServiceCollection services)
    {
        services.AddSingleton<FindReports>();
        services.AddSingleton<PhotoSizes>();
        services.AddSingleton<ComposeReport>();
        services.AddSingleton<OnSurveyDone>();
        services.AddSingleton<RecordReports>();
        services.AddSingleton(s => new EvidenceSource(RecordReports.Kind, s.GetRequiredService<RecordReports>().Read));
        services.AddSingleton<OfferReport>();
        services.AddSingleton<ReadReport>();
        services.AddSingleton<ReportPage>();
        services.AddSingleton<ProposeScheme>();
        services.AddSingleton(s => new OutboxConsumer(OnSurveyDone.Consumer, "stage-completed")
        {
            React = (work, cancel) => s.GetRequiredService<OnSurveyDone>().React(work, cancel), Lane = OutboxLane.Long,
        });
        services.AddSingleton(s => new OfferOnSite(s.GetRequiredService<OfferReport>().Offer));
        services.AddSingleton(s => new FormProposals(ProposeScheme.Origin, (access, stage, cancel) => s.GetRequiredService<ProposeScheme>().For(access, stage, cancel)));
        services.AddSingleton(new CasePanel(11, typeof(ReportOfCase)));
    }

    public static void MapSurveys(this IEndpointRouteBuilder routes)
    {
        var survey = routes.MapGroup("/cases/{number}/stages/{stage}");
        survey.MapGet("/survey-report.pdf", ReadReport.ForPrograms).RequireAuthorization(Policies.CaseParty);
        survey.MapPost("/offer-report", (string number, string stage, Body<HandIn.Request> body, HttpContext http, CaseEndpoint cases, OfferReport use) =>
                cases.Change(number, http, body, request => use.Offer(stage, request, null)))
            .RequireAuthorization(Policies.Staff).Accepts<HandIn.Request>("application/json").Produces<CaseProgress>();
        survey.MapPost("/report/code", (string number, string stage, HttpContext http, CaseEndpoint cases, SignOffer use) =>
                cases.Look<SupplyModule.CodeSent>(number, http, async access =>
                    (await use.SendCode(access, stage, http.RequestAborted)).Failed(out var refused, out var phone) ? refused : new SupplyModule.CodeSent(phone)))
            .RequireAuthorization(Policies.CaseParty).Produces<SupplyModule.CodeSent>().WithMetadata(new TakesKeyAttribute(false));
        survey.MapPost("/report/sign", (string number, string stage, Body<SignOffer.Request> body, HttpContext http, CaseEndpoint cases, SignOffer use) =>
                cases.Change(number, http, body, request => use.Sign(stage, request)))
            .RequireAuthorization(Policies.CaseParty).Accepts<SignOffer.Request>("application/json").Produces<CaseProgress>();
    }

    /// <summary>The customer's page, and the paper for browsers.</summary>
    public static void MapSurveyPages(this IEndpointRouteBuilder routes)
    {
        var report = routes.MapGroup("/case/{number}/report/{stage}").RequireAuthorization(Policies.Anyone);
        report.MapGet("", (string number, string stage, HttpContext http, ReportPage page) => page.Show(number, stage, http));
        report.MapPost("", (string number, string stage, HttpContext http, ReportPage page) => page.Sign(number, stage, http));
        report.MapPost("/code", (string number, string stage, HttpContext http, ReportPage page) => page.SendCode(number, stage, http));
        routes.MapGet("/case/{number}/report/{stage}.pdf", ReadReport.ForCustomer).RequireAuthorization(Policies.Anyone);
        routes.MapGet("/staff/cases/{number}/report/{stage}.pdf", ReadReport.ForDesk).RequireAuthorization(Policies.Staff);
    }
}
