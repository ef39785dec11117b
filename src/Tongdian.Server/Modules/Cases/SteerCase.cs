using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Cases;

/// <summary>Decisions about a whole case: reject it, merge a duplicate into another, go on under another process.</summary>
public static class SteerCase
{
    /// <summary>Why.</summary>
    public sealed record RejectRequest(string Reason);

    /// <summary>The case that goes on.</summary>
    public sealed record MergeRequest(string Into, string? Reason);

    /// <summary>The process under which the case goes on, and why.</summary>
    public sealed record ReassignRequest(string Process, string Reason);

    internal static Task<IResult> Reject(string number, Body<RejectRequest> body, HttpContext http, CaseDoor door) =>
        door.Change(number, http, _ => body.Read.Failed(out var unreadable, out var request)
            ? StageActions.Refused(unreadable)
            : FreeText.Check("reason", request.Reason) is { } tooLong ? StageActions.Refused(tooLong) : StageActions.Wanted(new RejectCase(), request.Reason));

    /// <summary>Both cases change in one commit: nobody ever sees one without the other.</summary>
    internal static Task<IResult> Merge(
        string number, Body<MergeRequest> body, HttpContext http, CaseDoor door, CaseStore store, ProcessCatalog processes, CompanyDirectory directory) =>
        door.Change(number, http, async access =>
        {
            if (body.Read.Failed(out var unreadable, out var request))
                return unreadable;
            if (FreeText.Check("reason", request.Reason) is { } unfit)
                return unfit;
            var cancel = http.RequestAborted;
            var target = CaseNumber.TryParse(request.Into, out var into) ? await store.Find(into.Value, cancel) : null;
            if (target is null || access.Staff is null || !(await directory.Get(cancel)).Covers(access.Staff, target.Facts.Region))
                return AccessErrors.CaseNotFound.For([new FieldError("into", "case.not-found")]);
            if (target.Id == access.State.Id)
                return CaseErrors.MergeIntoSelf;
            var duplicate = access.State;
            var taking = target.Decide(processes.Get(target.Process), new TakeDuplicate(duplicate.Id, duplicate.Number), access.Context(request.Reason));
            if (taking.Failed(out var refused, out var taken))
                return refused;
            return new CaseWork(new MergeInto(target.Id, target.Number), request.Reason) { Beside = [taken] };
        });

    internal static Task<IResult> Reassign(string number, Body<ReassignRequest> body, HttpContext http, CaseDoor door, ProcessCatalog processes) =>
        door.Change(number, http, _ =>
        {
            if (body.Read.Failed(out var unreadable, out var request))
                return StageActions.Refused(unreadable);
            if (FreeText.Check("reason", request.Reason) is { } tooLong)
                return StageActions.Refused(tooLong);
            return processes.Newest.FirstOrDefault(p => p.Key.Id == request.Process) is { } target
                ? StageActions.Wanted(new ReassignProcess(target), request.Reason)
                : StageActions.Refused(new Error(ErrorKind.NotFound, "process.unknown").With("process", request.Process)
                    .For([new FieldError("process", "field.option")]));
        });
}
