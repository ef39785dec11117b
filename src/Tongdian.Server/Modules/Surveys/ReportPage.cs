using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Domain;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Supply;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Surveys;

/// <summary>The customer's page of the report of a survey: read it, sign it.</summary>
internal sealed class ReportPage(CaseDoor door, CaseKeys keys, SigningForms forms, ReadReport reports, ComposeReport compose, SignOffer signing)
{
    internal Task<IResult> Show(string number, string stage, HttpContext http) => Page(number, stage, http, null, null, null);

    internal Task<IResult> Sign(string number, string stage, HttpContext http) => forms.Sign(
        number, http, form => signing.Sign(stage, form), $"/case/{number}/report/{stage}", (form, refused, sentTo) => Page(number, stage, http, form, refused, sentTo));

    internal Task<IResult> SendCode(string number, string stage, HttpContext http) => forms.SendCode(
        number, http, access => signing.SendCode(access, stage, http.RequestAborted), (form, refused, sentTo) => Page(number, stage, http, form, refused, sentTo));

    private async Task<IResult> Page(string number, string stage, HttpContext http, PageForm? form, Error? refused, string? sentTo)
    {
        if (keys.Caller(http, number) is not { AccessCode: not null } caller)
            return Results.LocalRedirect("/case" + QueryString.Create("number", number));
        if ((await door.Open(number, caller, http.RequestAborted)).Failed(out var closed, out var access))
            return PageProblem.From(closed, http, "/case");
        if (await reports.Source(access, stage, http.RequestAborted) is not { } source)
            return PageProblem.From(SurveysErrors.None(stage), http, $"/case/{access.State.Number.Value}");
        http.Response.SetPageHeaders();
        return new RazorComponentResult<ReportSheet>(new
        {
            Number = access.State.Number.Value, source.Stage, access.State.Version, access.Now, Offer = access.State.Stage(stage).Offer,
            Document = await compose.Of(source, withPictures: false, Language.Current, http.RequestAborted), signing.CanType, Read = form?["read"] == "true",
            TypedName = form?["typedName"], SentTo = sentTo, Wrong = refused is null ? null : PageFaults.Of(refused),
        })
        {
            StatusCode = refused is null ? StatusCodes.Status200OK : Problem.Status(refused),
        };
    }
}
