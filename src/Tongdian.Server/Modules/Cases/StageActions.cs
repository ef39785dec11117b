using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Cases;

/// <summary>Who does a stage, and when it stands still: assign, claim, release, start, send back, pause, resume.</summary>
public static class StageActions
{
    /// <summary>To whom, and why.</summary>
    public sealed record AssignRequest(string Assignee, string? Reason);

    /// <summary>Where back to, and why.</summary>
    public sealed record SendBackRequest(string To, string Reason);

    /// <summary>Why from the list, in words, and whose time it then is (must fit the reason).</summary>
    public sealed record PauseRequest(string Reason, string? Note, Domain.Clocks.TimeOwner? Owner);

    /// <summary>Which pause; all when left out.</summary>
    public sealed record ResumeRequest(string? Reason);

    internal static Task<IResult> Claim(string number, string stage, HttpContext http, CaseDoor door) =>
        door.Change(number, http, _ => Wanted(new ClaimStage(stage)));

    internal static Task<IResult> Release(string number, string stage, HttpContext http, CaseDoor door) =>
        door.Change(number, http, _ => Wanted(new ReleaseStage(stage)));

    internal static Task<IResult> Start(string number, string stage, HttpContext http, CaseDoor door) =>
        door.Change(number, http, _ => Wanted(new StartStage(stage)));

    internal static Task<IResult> Assign(
        string number, string stage, Body<AssignRequest> body, HttpContext http, CaseDoor door, CompanyDirectory directory) =>
        door.Change(number, http, async access =>
        {
            if (body.Read.Failed(out var unreadable, out var request))
                return unreadable;
            if (FreeText.Check("reason", request.Reason) is { } unfit)
                return unfit;
            var company = await directory.Get(http.RequestAborted);
            if (!company.Staff.TryGetValue(request.Assignee, out var colleague) || !colleague.Active || !company.Covers(colleague, access.State.Facts.Region))
                return CaseErrors.AssigneeDoesNotFit(stage);
            return new CaseWork(new AssignStage(stage, new Colleague(colleague.Id, colleague.Roles, colleague.Departments)), request.Reason);
        });

    internal static Task<IResult> SendBack(string number, string stage, Body<SendBackRequest> body, HttpContext http, CaseDoor door) =>
        door.Change(number, http, _ => body.Read.Failed(out var unreadable, out var request)
            ? Refused(unreadable)
            : FreeText.Check("reason", request.Reason) is { } tooLong ? Refused(tooLong) : Wanted(new SendBack(stage, request.To), request.Reason));

    internal static Task<IResult> Pause(string number, string stage, Body<PauseRequest> body, HttpContext http, CaseDoor door) =>
        door.Change(number, http, access =>
        {
            if (body.Read.Failed(out var unreadable, out var request))
                return Refused(unreadable);
            if (FreeText.Check("note", request.Note) is { } tooLong)
                return Refused(tooLong);
            var listed = access.Process.PauseReasons.FirstOrDefault(r => r.Id == request.Reason);
            return request.Owner is { } owner && listed is not null && owner != listed.Owner
                ? Refused(new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("owner", "pause.owner-does-not-fit")]))
                : Wanted(new PauseStage(stage, request.Reason, request.Note));
        });

    internal static Task<IResult> Resume(string number, string stage, Body<ResumeRequest> body, HttpContext http, CaseDoor door) =>
        door.Change(number, http, _ => body.Read.Failed(out var unreadable, out var request)
            ? Refused(unreadable)
            : Wanted(new ResumeStage(stage, request.Reason)));

    internal static Task<Result<CaseWork>> Wanted(CaseCommand command, string? reason = null) =>
        Task.FromResult<Result<CaseWork>>(new CaseWork(command, reason));

    internal static Task<Result<CaseWork>> Refused(Error error) => Task.FromResult<Result<CaseWork>>(error);
}
