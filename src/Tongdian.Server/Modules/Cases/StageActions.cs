using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Cases;

/// <summary>Who does a stage, and when it stands still: assign, claim, release, start, send back, pause, resume.</summary>
public sealed class StageActions(CompanyDirectory directory, StageFiles files)
{
    /// <summary>To whom, and why.</summary>
    public sealed record AssignRequest(string Assignee, string? Reason);

    /// <summary>Where back to, and why.</summary>
    public sealed record SendBackRequest(string To, string Reason);

    /// <summary>Why from the list, in words, and whose time it then is (must fit the reason).</summary>
    public sealed record PauseRequest(string Reason, string? Note, Domain.Clocks.TimeOwner? Owner)
    {
        /// <summary>What proves it: files that were uploaded before.</summary>
        public IReadOnlyList<HandIn.FileRef>? Files { get; init; }
    }

    /// <summary>Which pause, by its number in the stage.</summary>
    public sealed record ApproveRequest(int Pause);

    /// <summary>Which pause, and why it is refused.</summary>
    public sealed record RefuseRequest(int Pause, string Reason);

    /// <summary>A pause that nobody told of while it lasted.</summary>
    public sealed record RecordRequest(string Reason, string? Note, DateTimeOffset From, DateTimeOffset Until, IReadOnlyList<HandIn.FileRef>? Files);

    /// <summary>Which pause; all when left out.</summary>
    public sealed record ResumeRequest(string? Reason);

    /// <summary>Take a stage.</summary>
    public static CaseUse Claim(string stage) => CaseWork.Plain(new ClaimStage(stage));

    /// <summary>Put a stage back into the pool.</summary>
    public static CaseUse Release(string stage) => CaseWork.Plain(new ReleaseStage(stage));

    /// <summary>Begin work on a stage.</summary>
    public static CaseUse Start(string stage) => CaseWork.Plain(new StartStage(stage));

    /// <summary>Say that one is on the way.</summary>
    public static CaseUse SetOut(string stage) => CaseWork.Plain(new SetOut(stage));

    /// <summary>Say that one is at the customer's place.</summary>
    public static CaseUse CheckIn(string stage) => CaseWork.Plain(new CheckIn(stage));

    /// <summary>Give a stage to a colleague.</summary>
    public CaseUse Assign(string stage, AssignRequest request) => async access =>
    {
        if (FreeText.Check("reason", request.Reason) is { } unfit)
            return unfit;
        var company = await directory.Get(CancellationToken.None);
        if (company.Person(request.Assignee) is not { } colleague || !company.Covers(colleague, access.State.Facts.Region))
            return CaseErrors.AssigneeDoesNotFit(stage);
        return new CaseWork(new AssignStage(stage, new Colleague(colleague.Id, colleague.Roles, colleague.Departments)), request.Reason);
    };

    /// <summary>Back to an earlier stage.</summary>
    public static CaseUse SendBack(string stage, SendBackRequest request) =>
        FreeText.Check("reason", request.Reason) is { } unfit ? CaseWork.Refused(unfit) : CaseWork.Plain(new SendBack(stage, request.To), request.Reason);

    /// <summary>Wait for somebody else.</summary>
    public CaseUse Pause(string stage, PauseRequest request) => async access =>
    {
        if (FreeText.Check("note", request.Note) is { } unfit)
            return unfit;
        var listed = access.Process.PauseReasons.FirstOrDefault(r => r.Id == request.Reason);
        if (request.Owner is { } owner && listed is not null && owner != listed.Owner)
            return new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("owner", "pause.owner-does-not-fit")]);
        return (await files.Take(access, request.Files ?? [], [], CancellationToken.None)).Failed(out var refused, out var taken)
            ? refused
            : new CaseWork(new PauseStage(stage, request.Reason, request.Note) { Files = taken.Files }) { With = taken.Rows };
    };

    /// <summary>Approve a pause that somebody else began.</summary>
    public static CaseUse Approve(string stage, ApproveRequest request) => CaseWork.Plain(new DecidePause(stage, request.Pause, true));

    /// <summary>Refuse it: it is void from its beginning.</summary>
    public static CaseUse Refuse(string stage, RefuseRequest request) =>
        FreeText.Check("reason", request.Reason) is { } unfit ? CaseWork.Refused(unfit) : CaseWork.Plain(new DecidePause(stage, request.Pause, false), request.Reason);

    /// <summary>Record a pause that is over.</summary>
    public CaseUse Record(string stage, RecordRequest request) => async access =>
    {
        if (FreeText.Check("note", request.Note) is { } unfit)
            return unfit;
        return (await files.Take(access, request.Files ?? [], [], CancellationToken.None)).Failed(out var refused, out var taken)
            ? refused
            : new CaseWork(new RecordPause(stage, request.Reason, request.Note, request.From, request.Until, taken.Files)) { With = taken.Rows };
    };

    /// <summary>Stop waiting.</summary>
    public static CaseUse Resume(string stage, ResumeRequest request) => CaseWork.Plain(new ResumeStage(stage, request.Reason));
}
