using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Intake;

/// <summary>The customer adds a document, or no longer wants the electricity.</summary>
public static class CustomerWishes
{
    /// <summary>Why, if the customer says.</summary>
    public sealed record WithdrawRequest(string? Reason);

    internal static Task<IResult> AddDocument(string number, Body<HandIn.FileRef> body, HttpContext http, CaseDoor door, StageFiles files) =>
        door.Change(number, http, async access =>
        {
            if (body.Read.Failed(out var unreadable, out var document))
                return unreadable;
            if ((await files.Take(access, [document], [], http.RequestAborted)).Failed(out var refused, out var taken))
                return refused;
            return new CaseWork(new AddDocument(taken.Files[0])) { With = taken.Rows };
        });

    internal static Task<IResult> Withdraw(string number, Body<WithdrawRequest> body, HttpContext http, CaseDoor door) =>
        door.Change(number, http, _ => body.Read.Failed(out var unreadable, out var request)
            ? StageActions.Refused(unreadable)
            : FreeText.Check("reason", request.Reason) is { } tooLong
                ? StageActions.Refused(tooLong)
                : StageActions.Wanted(new WithdrawCase(), request.Reason));
}
