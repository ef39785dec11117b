using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Cases;

/// <summary>Decisions about a whole case: reject it, withdraw it for the customer, merge a duplicate into another, go on under another process.</summary>
public sealed class SteerCase(CaseStore store, ProcessCatalog processes, CompanyDirectory directory)
{
    /// <summary>Why.</summary>
    public sealed record RejectRequest(string Reason);

    /// <summary>Why, if the customer says.</summary>
    public sealed record WithdrawRequest(string? Reason);

    /// <summary>The case that goes on.</summary>
    public sealed record MergeRequest(string Into, string? Reason);

    /// <summary>The process under which the case goes on, and why.</summary>
    public sealed record ReassignRequest(string Process, string Reason);

    /// <summary>Who leads the dedicated team, who does the stages of which role, and why.</summary>
    public sealed record TeamRequest(string Lead, IReadOnlyDictionary<string, string> Members, string? Reason);

    /// <summary>Who is responsible to the customer from here on, and why.</summary>
    public sealed record OwnerRequest(string Owner, string Reason);

    /// <summary>Another colleague is the first-asked owner.</summary>
    public CaseUse ChangeOwner(OwnerRequest request) => async access =>
    {
        if (FreeText.Check("reason", request.Reason) is { } unfit)
            return unfit;
        var company = await directory.Get(CancellationToken.None);
        return company.Person(request.Owner) is { } owner && company.Covers(owner, access.State.Facts.Region)
            ? new CaseWork(new NameOwner(new Colleague(owner.Id, owner.Roles, owner.Departments)), request.Reason)
            : CaseErrors.OwnerDoesNotFit;
    };

    /// <summary>The company cannot do it.</summary>
    public static CaseUse Reject(RejectRequest request) =>
        FreeText.Check("reason", request.Reason) is { } unfit ? CaseWork.Refused(unfit) : CaseWork.Plain(new RejectCase(), request.Reason);

    /// <summary>The customer no longer wants it.</summary>
    public static CaseUse Withdraw(WithdrawRequest request) =>
        FreeText.Check("reason", request.Reason) is { } unfit ? CaseWork.Refused(unfit) : CaseWork.Plain(new WithdrawCase(), request.Reason);

    /// <summary>Both cases change in one commit: nobody ever sees one without the other.</summary>
    public CaseUse Merge(MergeRequest request) => async access =>
    {
        if (FreeText.Check("reason", request.Reason) is { } unfit)
            return unfit;
        var target = CaseNumber.TryParse(request.Into, out var into) ? await store.Find(into.Value, CancellationToken.None) : null;
        if (target is null || access.Staff is null || !(await directory.Get(CancellationToken.None)).Covers(access.Staff, target.Facts.Region))
            return AccessErrors.CaseNotFound.For([new FieldError("into", "case.not-found")]);
        if (target.Id == access.State.Id)
            return CaseErrors.MergeIntoSelf;
        var duplicate = access.State;
        var taking = target.Decide(processes.Get(target.Process), new TakeDuplicate(duplicate.Id, duplicate.Number), access.Context(request.Reason));
        if (taking.Failed(out var refused, out var taken))
            return refused;
        return new CaseWork(new MergeInto(target.Id, target.Number), request.Reason) { Beside = [taken] };
    };

    /// <summary>Name the dedicated team of a high-voltage case.</summary>
    public CaseUse NameTeam(TeamRequest request) => async access =>
    {
        if (FreeText.Check("reason", request.Reason) is { } unfit)
            return unfit;
        var company = await directory.Get(CancellationToken.None);
        Colleague? Here(string id) => company.Person(id) is { } member && company.Covers(member, access.State.Facts.Region)
            ? new Colleague(member.Id, member.Roles, member.Departments)
            : null;
        if (Here(request.Lead) is not { } lead)
            return CaseErrors.TeamDoesNotFit([]).For([new FieldError("lead", "team.member-does-not-fit")]);
        var members = request.Members.Select(m => (m.Key, Colleague: Here(m.Value))).ToList();
        return members.Where(m => m.Colleague is null).Select(m => m.Key).ToList() is { Count: > 0 } unknown
            ? CaseErrors.TeamDoesNotFit(unknown)
            : new CaseWork(new NameTeam(lead, [.. members.Select(m => new TeamMember(m.Key, m.Colleague!))]), request.Reason);
    };

    /// <summary>Go on under another process.</summary>
    public CaseUse Reassign(ReassignRequest request)
    {
        if (FreeText.Check("reason", request.Reason) is { } unfit)
            return CaseWork.Refused(unfit);
        return processes.Newest.FirstOrDefault(p => p.Key.Id == request.Process) is { } target
            ? CaseWork.Plain(new ReassignProcess(target), request.Reason)
            : CaseWork.Refused(new Error(ErrorKind.NotFound, "process.unknown").With("process", request.Process).For([new FieldError("process", "field.option")]));
    }
}
