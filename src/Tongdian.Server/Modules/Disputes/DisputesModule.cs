using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Cases.Desk;
using Tongdian.Server.Modules.MyCase;
using Tongdian.Server.Platform.Access;

namespace Tongdian.Server.Modules.Disputes;

/// <summary>What is recorded of a case, for those who want to take it elsewhere: receipts one by one, and the dispute file with all of it.</summary>
public static class DisputesModule
{
    private const string Zip = "application/zip";

    public static void AddDisputes(this IServiceCollection services)
    {
        services.AddSingleton<CollectDossier>();
        services.AddSingleton<WriteDispute>();
        services.AddSingleton<TakeDispute>();
        services.AddSingleton(new CasePanel(40, typeof(DisputeOfCase)));
    }

    public static void MapDisputes(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/cases/{number}/dispute-file", (string number, string? reason, HttpContext http, CaseEndpoint cases, TakeDispute use) => use.OfCase(number, reason, http, cases))
            .RequireAuthorization(Policies.CaseParty).Produces<byte[]>(contentType: Zip);
        routes.MapGet("/meters/{number}/dispute-file", (string number, string? reason, HttpContext http, TakeDispute use) => use.OfMeter(number, reason, http))
            .RequireAuthorization(Policies.Staff).Produces<byte[]>(contentType: Zip);
    }

    /// <summary>The customer's receipts, and the file for browsers.</summary>
    public static void MapDisputePages(this IEndpointRouteBuilder routes)
    {
        var mine = routes.MapGroup("/case/{number}").RequireAuthorization(Policies.Anyone);
        mine.MapGet("/evidence", ReceiptsPage.Show);
        mine.MapGet("/evidence/{id:guid}", ReceiptsPage.Send);
        mine.MapGet("/dispute-file", (string number, HttpContext http, MyDoor door, TakeDispute use) => use.OfMine(number, http, door));
        routes.MapGet("/staff/cases/{number}/dispute-file", (string number, string? reason, HttpContext http, TakeDispute use) => use.OnDesk(number, reason, http))
            .RequireAuthorization(Policies.Staff);
    }
}
