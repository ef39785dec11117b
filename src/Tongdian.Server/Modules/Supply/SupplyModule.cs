using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Cases.Desk;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Paper;

namespace Tongdian.Server.Modules.Supply;

/// <summary>The supply contract: written from the case, read, signed by both sides, kept.</summary>
public static class SupplyModule
{
    /// <summary>Where a code was sent to, masked.</summary>
    public sealed record CodeSent(string Phone);

    public static void AddSupply(this IServiceCollection services)
    {
        services.AddSingleton<Printer>();
        services.AddSingleton<ContractTemplates>();
        services.AddSingleton<ContractNumbers>();
        services.AddSingleton<ContractFiles>();
        services.AddSingleton<OneTimeCodes>();
        services.AddSingleton<CustomerSignature>();
        services.AddSingleton<ComposeContract>();
        services.AddSingleton<ShowContract>();
        services.AddSingleton<OfferContract>();
        services.AddSingleton<SignContract>();
        services.AddSingleton<FinishContract>();
        services.AddSingleton<ContractPage>();
        services.AddSingleton(new StagePanel(ContractStage.Id, typeof(ContractPanel), InPlaceOfForm: true));
    }

    public static void MapSupply(this IEndpointRouteBuilder routes)
    {
        var contract = routes.MapGroup("/cases/{number}");
        contract.MapGet("/contract", (string number, HttpContext http, CaseEndpoint cases, ShowContract use) =>
                cases.Look(number, http, access => use.Look(access, http.RequestAborted)))
            .RequireAuthorization(Policies.CaseParty).Produces<ShowContract.Response>();
        contract.MapGet("/contract.pdf", ShowContract.Pdf).RequireAuthorization(Policies.CaseParty);
        contract.MapPost("/contract/offer", (string number, Body<OfferContract.Request> body, HttpContext http, CaseEndpoint cases, OfferContract use) =>
                cases.Change(number, http, body, use.Offer))
            .RequireAuthorization(Policies.Staff).Accepts<OfferContract.Request>("application/json").Produces<CaseProgress>();
        contract.MapPost("/contract/code", (string number, HttpContext http, CaseEndpoint cases, SignContract use) =>
                cases.Look<CodeSent>(number, http, async access =>
                    (await use.SendCode(access, http.RequestAborted)).Failed(out var refused, out var phone) ? refused : new CodeSent(phone)))
            .RequireAuthorization(Policies.CaseParty).Produces<CodeSent>();
        contract.MapPost("/contract/sign", (string number, Body<SignContract.Request> body, HttpContext http, CaseEndpoint cases, SignContract use) =>
                cases.Change(number, http, body, use.Sign))
            .RequireAuthorization(Policies.CaseParty).Accepts<SignContract.Request>("application/json").Produces<CaseProgress>();
        contract.MapPost("/contract/finish", (string number, Body<FinishContract.Request> body, HttpContext http, CaseEndpoint cases, FinishContract use) =>
                cases.Change(number, http, body, use.Finish))
            .RequireAuthorization(Policies.Staff).Accepts<FinishContract.Request>("application/json").Produces<CaseProgress>();
    }

    /// <summary>The customer's page, and the paper for those at a desk.</summary>
    public static void MapContractPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/case/{number}/contract", (string number, HttpContext http, ContractPage page) => page.Show(number, http)).RequireAuthorization(Policies.Anyone);
        routes.MapPost("/case/{number}/contract", (string number, HttpContext http, ContractPage page) => page.Sign(number, http)).RequireAuthorization(Policies.Anyone);
        routes.MapPost("/case/{number}/contract/code", (string number, HttpContext http, ContractPage page) => page.SendCode(number, http))
            .RequireAuthorization(Policies.Anyone);
        routes.MapGet("/case/{number}/contract.pdf", ShowContract.PagePdf).RequireAuthorization(Policies.Anyone);
        routes.MapGet("/staff/cases/{number}/contract.pdf", ShowContract.DeskPdf).RequireAuthorization(Policies.Staff);
    }
}
