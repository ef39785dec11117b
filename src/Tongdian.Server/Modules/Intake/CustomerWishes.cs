using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Intake;

/// <summary>The customer adds a document, or no longer wants the electricity.</summary>
public sealed class CustomerWishes(StageFiles files)
{
    /// <summary>Why, if the customer says.</summary>
    public sealed record WithdrawRequest(string? Reason);

    /// <summary>Add a document.</summary>
    public CaseUse AddDocument(HandIn.FileRef document) => async access =>
        (await files.Take(access, [document], [], CancellationToken.None)).Failed(out var refused, out var taken)
            ? refused
            : new CaseWork(new AddDocument(taken.Files[0])) { With = taken.Rows };

    /// <summary>The customer no longer wants it.</summary>
    public static CaseUse Withdraw(WithdrawRequest request) =>
        FreeText.Check("reason", request.Reason) is { } unfit ? CaseWork.Refused(unfit) : CaseWork.Plain(new WithdrawCase(), request.Reason);
}
