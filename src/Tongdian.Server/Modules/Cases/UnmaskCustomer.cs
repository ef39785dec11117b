using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Cases;

/// <summary>Shows what is masked by default, to those whose work needs it. Who looked, why and when is kept before anything is shown.</summary>
public static class UnmaskCustomer
{
    /// <summary>Why it must be seen.</summary>
    public sealed record Request(string Reason);

    internal static async Task<IResult> Handle(string number, Body<Request> body, HttpContext http, CaseDoor door, CaseParties parties, Database database)
    {
        if ((await door.Open(number, http)).Failed(out var closed, out var access))
            return Problem.From(closed);
        if (body.Read.Failed(out var unreadable, out var request))
            return Problem.From(unreadable);
        if (string.IsNullOrWhiteSpace(request.Reason))
            return Problem.From(CaseErrors.ReasonMissing);
        if (FreeText.Check("reason", request.Reason) is { } tooLong)
            return Problem.From(tooLong);
        var batch = new WriteBatch();
        batch.Insert(
            "unmaskings", ("id", Guid.CreateVersion7(access.Now)), ("case_id", access.State.Id.Value), ("staff_id", access.Staff!.Id),
            ("reason", request.Reason.Trim()), ("at", access.Now));
        await database.Commit(batch, http.RequestAborted);
        return await parties.Read(access.State.Customer, http.RequestAborted) is { } details
            ? TypedResults.Ok(details)
            : Problem.From(new Error(ErrorKind.NotFound, "person.erased"));
    }
}
