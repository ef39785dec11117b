using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Domain;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Supply;

/// <summary>The customer's page of the contract: read it, have a code sent, sign it.</summary>
public sealed class ContractPage(CaseDoor door, CaseKeys keys, ShowContract contracts, SignOffer signing)
{
    internal async Task<IResult> Show(string number, HttpContext http) => await Page(number, http, null, null, null);

    internal async Task<IResult> Sign(string number, HttpContext http)
    {
        var form = await PageForm.Read(http);
        if (form.Refusal is { } unread)
            return await Page(number, http, form, unread, null);
        var outcome = await door.Change(number, keys.Caller(http, number), new CaseEdit(form.Version, form.Once), signing.Sign(ContractStage.Id, form), http.RequestAborted);
        return outcome.Failed(out var refused, out _) ? await Page(number, http, form, refused, null) : Results.LocalRedirect($"/case/{number}/contract");
    }

    internal async Task<IResult> SendCode(string number, HttpContext http)
    {
        var form = await PageForm.Read(http);
        if (form.Refusal is { } unread)
            return await Page(number, http, form, unread, null);
        if ((await door.Open(number, keys.Caller(http, number), http.RequestAborted)).Failed(out var closed, out var access))
            return PageProblem.From(closed, http, "/case");
        return (await signing.SendCode(access, ContractStage.Id, http.RequestAborted)).Failed(out var refused, out var phone)
            ? await Page(number, http, form, refused, null)
            : await Page(number, http, form, null, phone);
    }

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
