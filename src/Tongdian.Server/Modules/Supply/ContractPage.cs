using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Domain;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Supply;

/// <summary>The customer's page of the contract: read it, have a code sent, sign it.</summary>
public sealed class ContractPage(CaseDoor door, CaseKeys keys, SigningForms forms, ShowContract contracts, SignOffer signing)
{
    internal Task<IResult> Show(string number, HttpContext http) => Page(number, http, null, null, null);

    internal Task<IResult> Sign(string number, HttpContext http) => forms.Sign(
        number, http, form => signing.Sign(ContractStage.Id, form), $"/case/{number}/contract", (form, refused, sentTo) => Page(number, http, form, refused, sentTo));

    internal Task<IResult> SendCode(string number, HttpContext http) => forms.SendCode(
        number, http, access => signing.SendCode(access, ContractStage.Id, http.RequestAborted), (form, refused, sentTo) => Page(number, http, form, refused, sentTo));

    private async Task<IResult> Page(string number, HttpContext http, PageForm? form, Error? refused, string? sentTo)
    {
        if ((await door.Open(number, keys.Caller(http, number), http.RequestAborted)).Failed(out var closed, out var access))
            return PageProblem.From(closed, http, "/case");
        if ((await contracts.Look(access, http.RequestAborted)).Failed(out var nothing, out var contract))
            return PageProblem.From(nothing, http, $"/case/{access.State.Number.Value}");
        http.Response.SetPageHeaders();
        return new RazorComponentResult<SignPage>(new
        {
            Number = access.State.Number.Value, access.State.Version, Contract = contract, access.Now, signing.CanType, Read = form?["read"] == "true",
            TypedName = form?["typedName"], SentTo = sentTo, Wrong = refused is null ? null : PageFaults.Of(refused),
        })
        {
            StatusCode = refused is null ? StatusCodes.Status200OK : Problem.Status(refused),
        };
    }
}
