using Microsoft.AspNetCore.Mvc;
using Tongdian.Domain.Enquiries;
using Tongdian.Server.Modules.Notices.Customer;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using static Tongdian.Server.Modules.Enquiries.EnquiryTexts;

namespace Tongdian.Server.Modules.Enquiries.Ask;

/// <summary>The pages of whoever asks, complains or reports a fault. Nobody signs in; the pages see to it themselves who may look.</summary>
internal static class AskPages
{
    private static readonly LostCodeOf Code = new(
        "/ask/lost-code", "/ask/look",
        () => new LostCodeWords(Text("lost.lead"), Text("look.number"), Text("look.number.help"), Text("lost.phone"), Text("lost.asked-text"), Text("look.title")),
        number => EnquiryNumber.TryParse(number, out _), "enquiry.number-form",
        (http, number, phone) => http.RequestServices.GetRequiredService<SendLostCode>().ToPhoneOnFile(number, phone, http.RequestAborted));

    public static void Map(IEndpointRouteBuilder routes)
    {
        LostCodePage.Map(routes, Code);
        var all = routes.MapGroup("/ask").RequireAuthorization(Policies.Anyone);
        all.MapGet("", AskStartPage.Show);
        all.MapGet("/look", AskStartPage.Look);
        all.MapPost("/look", AskStartPage.Open);
        all.MapGet("/open", AskStartPage.Enter);
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
