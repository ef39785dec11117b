using Tongdian.Domain;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.MyCase;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Paper;

namespace Tongdian.Server.Modules.Supply.Schemes;

/// <summary>Prints a version of a scheme, in the customer's language.</summary>
public sealed class SchemePdf(ShowScheme scheme, CaseParties parties, ContractFiles files, ComposeContract compose, CalendarCatalog calendars, Printer printer)
{
    internal static async Task<IResult> ForPrograms(string number, int? version, HttpContext http, CaseEndpoint cases, SchemePdf use) =>
        (await cases.Open(number, http)).Failed(out var closed, out var access) ? Problem.From(closed) : await use.Send(access, version, http, Problem.From);

    internal static Task<IResult> ForCustomer(string number, int? version, HttpContext http, MyDoor door, SchemePdf use) =>
        door.Look(number, http, access => use.Send(access, version, http, error => PageProblem.From(error, http, $"/case/{access.State.Number.Value}")));

    internal static async Task<IResult> ForDesk(string number, int? version, HttpContext http, CaseDoor door, SchemePdf use) =>
        (await door.Open(number, Caller.Of(StaffAccess.Me(http)), http.RequestAborted)).Failed(out var closed, out var access)
            ? PageProblem.From(closed, http, "/staff")
            : await use.Send(access, version, http, error => PageProblem.From(error, http, "/staff"));

    private async Task<IResult> Send(CaseAccess access, int? version, HttpContext http, Func<Error, IResult> refuse)
    {
        var (state, cancel) = (access.State, http.RequestAborted);
        if ((await scheme.Look(access, version, state.Language, cancel)).Failed(out var none, out var view))
            return refuse(none);
        var drawings = new List<byte[]>();
        foreach (var drawing in view.Drawings.Where(d => d.MediaType.StartsWith("image/", StringComparison.Ordinal)))
        {
            if ((await files.Look(state.Id.Value, drawing.File, cancel)).Failed(out var gone, out var picture))
                return refuse(gone);
            drawings.Add(picture);
        }

        var party = await parties.Read(state.Customer, cancel);
        var calendar = calendars.Get(state.Calendar);
        var address = $"{http.Request.Scheme}://{http.Request.Host}/case?number={view.Number}";
        var pdf = printer.Print(SchemePaper.Of(view, party?.Masked(), drawings, compose.Supplier(view.Language), address, calendar.Local));
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "private, no-cache";
        return TypedResults.File(pdf, "application/pdf", $"{view.Number}-{view.Version}.pdf");
    }
}
