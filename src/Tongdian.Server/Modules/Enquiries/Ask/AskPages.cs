using Microsoft.AspNetCore.Mvc;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Enquiries.Ask;

/// <summary>The pages of whoever asks, complains or reports a fault. Nobody signs in; the pages see to it themselves who may look.</summary>
internal static class AskPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/ask").RequireAuthorization(Policies.Anyone);
        all.MapGet("", AskStartPage.Show);
        all.MapGet("/look", AskStartPage.Look);
        all.MapPost("/look", AskStartPage.Open);
        all.MapGet("/open", AskStartPage.Enter);
        all.MapGet("/lost-code", LostCodePage.Show);
        all.MapGet("/lost-code/asked", LostCodePage.Asked);
        all.MapPost("/lost-code", LostCodePage.Take).RequireRateLimiting(RateLimits.LostCodes);
        all.MapGet("/new/{kind}", AskFormPage.Show);
        TakesFiles(all.MapPost("/new/{kind}", AskFormPage.Take), RateLimits.Submissions);

        var one = all.MapGroup("/{number}");
        one.MapGet("", AskThreadPage.Show);
        one.MapGet("/slip", AskThreadPage.Slip);
        one.MapGet("/files/{file:guid}", AskThreadPage.Send);
        TakesFiles(one.MapPost("/message", AskThreadPage.Write), RateLimits.Uploads);
        one.MapPost("/verdict", AskThreadPage.Judge);
        // The page that answers to a refused form has these addresses: another language or larger text asks for them anew.
        one.MapGet("/message", AskThreadPage.Again);
        one.MapGet("/verdict", AskThreadPage.Again);
    }

    private static void TakesFiles(RouteHandlerBuilder route, string limit) =>
        route.RequireRateLimiting(limit).WithMetadata(new RequestSizeLimitAttribute(PageForm.Largest));
}
