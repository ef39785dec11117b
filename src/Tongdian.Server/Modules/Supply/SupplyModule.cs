using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Cases.Desk;
using Tongdian.Server.Modules.Cases.PlainForms;
using Tongdian.Server.Modules.MyCase;
using Tongdian.Server.Modules.Supply.Schemes;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Paper;

namespace Tongdian.Server.Modules.Supply;

/// <summary>The scheme that the customer agrees to or has changed, and the supply contract: written from the case, read, signed, kept.</summary>
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
        services.AddSingleton<SignOffer>();
        services.AddSingleton<FinishContract>();
        services.AddSingleton<SigningForms>();
        services.AddSingleton<ContractPage>();
        services.AddSingleton<ReadSchemes>();
        services.AddSingleton<ShowScheme>();
        services.AddSingleton<ObjectToScheme>();
        services.AddSingleton<SchemePdf>();
        services.AddSingleton<SchemePages>();
        services.AddSingleton(new StagePanel(SchemeStages.Scheme, typeof(SchemePanel)));
        services.AddSingleton(new StagePanel(SchemeStages.Confirmation, typeof(SchemePanel)));
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
        contract.MapPost("/contract/code", (string number, HttpContext http, CaseEndpoint cases, SignOffer use) =>
                cases.Look<CodeSent>(number, http, async access =>
                    (await use.SendCode(access, ContractStage.Id, http.RequestAborted)).Failed(out var refused, out var phone) ? refused : new CodeSent(phone)))
            .RequireAuthorization(Policies.CaseParty).Produces<CodeSent>().WithMetadata(new TakesKeyAttribute(false));
        contract.MapPost("/contract/sign", (string number, Body<SignOffer.Request> body, HttpContext http, CaseEndpoint cases, SignOffer use) =>
                cases.Change(number, http, body, request => use.Sign(ContractStage.Id, request)))
            .RequireAuthorization(Policies.CaseParty).Accepts<SignOffer.Request>("application/json").Produces<CaseProgress>();
        contract.MapPost("/contract/finish", (string number, Body<FinishContract.Request> body, HttpContext http, CaseEndpoint cases, FinishContract use) =>
                cases.Change(number, http, body, use.Finish))
            .RequireAuthorization(Policies.Staff).Accepts<FinishContract.Request>("application/json").Produces<CaseProgress>();
        contract.MapGet("/scheme", (string number, int? version, HttpContext http, CaseEndpoint cases, ShowScheme use) =>
                cases.Look(number, http, access => use.Look(access, version, Language.Current, http.RequestAborted)))
            .RequireAuthorization(Policies.CaseParty).Produces<SchemeView>();
        contract.MapGet("/scheme.pdf", SchemePdf.ForPrograms).RequireAuthorization(Policies.CaseParty);
        contract.MapPost("/confirmation/object", (string number, Body<ObjectToScheme.Request> body, HttpContext http, CaseEndpoint cases, ObjectToScheme use) =>
                cases.Change(number, http, body, use.Object))
            .RequireAuthorization(Policies.CaseParty).Accepts<ObjectToScheme.Request>("application/json").Produces<CaseProgress>();
    }

    /// <summary>The customer's pages of the scheme, and its paper for those at a desk.</summary>
    public static void MapSchemePages(this IEndpointRouteBuilder routes)
    {
        var one = routes.MapGroup("/case/{number}").RequireAuthorization(Policies.Anyone);
        one.MapGet("/scheme", (string number, int? version, HttpContext http, SchemePages page) => page.Read(number, version, http));
        one.MapGet("/scheme.pdf", SchemePdf.ForCustomer);
        one.MapGet("/confirmation", (string number, HttpContext http, SchemePages page) => page.Show(number, http));
        one.MapPost("/confirmation", (string number, HttpContext http, SchemePages page, ReadPlainForm read) => page.Agree(number, http, read)).TakesFiles();
        one.MapPost("/confirmation/object", (string number, HttpContext http, SchemePages page) => page.Object(number, http));
        routes.MapGet("/staff/cases/{number}/scheme.pdf", SchemePdf.ForDesk).RequireAuthorization(Policies.Staff);
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
