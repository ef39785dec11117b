using Microsoft.AspNetCore.Mvc;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.MyCase;

/// <summary>A case as its customer sees it: looking it up, where it stands, and what the customer can do. Whoever has the code may; the pages say so themselves.</summary>
public static class MyCaseModule
{
    public static void AddMyCase(this IServiceCollection services)
    {
        services.AddSingleton<AskForCode>();
        services.AddSingleton<LinkDoor>();
        services.AddSingleton<MyDoor>();
        services.AddSingleton<TellCase>();
    }

    public static void MapMyCase(this IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/case").RequireAuthorization(Policies.Anyone);
        all.MapGet("", LookUpPage.Show);
        all.MapPost("", LookUpPage.Open).WithMetadata(OnlyLooks.Here);
        all.MapPost("/forget", (Delegate)LookUpPage.Forget);
        all.MapGet("/open", LookUpPage.Enter);

        var one = all.MapGroup("/{number}");
        one.MapGet("", MyCasePage.Show);
        one.MapGet("/now", MyCasePage.Renew);
        one.MapGet("/files/{file:guid}", MyCasePage.Send);
        one.MapGet("/amend", AmendPage.Show);
        one.MapPost("/amend", AmendPage.Take);
        one.MapGet("/document", DocumentPage.Show);
        one.MapPost("/document", DocumentPage.Take).TakesFiles();
        one.MapGet("/withdraw", WithdrawPage.Show);
        one.MapPost("/withdraw", WithdrawPage.Take);
        one.MapGet("/stage/{stage}", StagePage.Show);
        one.MapPost("/stage/{stage}", StagePage.Take).TakesFiles();
        one.MapGet("/request/{stage}", RequestPage.Show);
        one.MapPost("/request/{stage}", RequestPage.Take).TakesFiles();
        one.MapGet("/desk", DeskPage.Show);
    }

    /// <summary>A form with files.</summary>
    internal static void TakesFiles(this RouteHandlerBuilder route) =>
        route.RequireRateLimiting(RateLimits.Uploads).WithMetadata(new RequestSizeLimitAttribute(PageForm.Largest));
}
