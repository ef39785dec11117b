using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Modules.MyCase;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Disputes;

/// <summary>What is recorded of a case, for its customer: each thing in plain words with its receipt, and all of it in one file.</summary>
internal static class ReceiptsPage
{
    public static Task<IResult> Show(string number, HttpContext http, MyDoor door, ListEvidence use) => door.Look(number, http, async access =>
    {
        http.Response.SetPageHeaders();
        var items = (await use.Of(access, http.RequestAborted)).Items.Select(i => new Receipts.Line(i.Id, i.At, i.Record, i.Standing == ListEvidence.Standing.Proved));
        return new RazorComponentResult<Receipts>(new { Access = access, Lines = (IReadOnlyList<Receipts.Line>)[.. items.Reverse()] });
    });

    /// <summary>One receipt, as a file.</summary>
    public static Task<IResult> Send(string number, Guid id, HttpContext http, MyDoor door, ListEvidence use) =>
        door.Look(number, http, access => use.File(id, access, http.RequestAborted));
}
