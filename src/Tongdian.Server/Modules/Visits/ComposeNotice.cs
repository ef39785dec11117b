using System.Text.Json;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Look;
using static Tongdian.Server.Modules.Visits.VisitsTexts;

namespace Tongdian.Server.Modules.Visits;

/// <summary>Writes the service notice of a visit from the case as it stands.</summary>
public sealed class ComposeNotice(VisitBook book, CompanyDirectory directory, CompanyCard company)
{
    /// <summary>The notice in the language of the request; of a stage that is no visit, or not reached yet, there is none.</summary>
    public async Task<Result<ServiceNotice>> Of(CaseAccess access, string id, CancellationToken cancel)
    {
        if (access.Process.Stage(id) is not { } stage)
            return CaseErrors.UnknownStage(id);
        if (!stage.IsVisit)
            return CaseErrors.NoVisit(id);
        var (state, at, guide) = (access.State, access.State.Stage(id), book.Of(access.Process.Key, stage));
        var staff = (await directory.Get(cancel)).Staff;
        var signed = at.SignedNotice;
        return new ServiceNotice(
            state.Number.Value, id, Show.In(stage.Name), Show.In(access.Process.Name), Show.In(guide.Content), guide.Duration is { } takes ? Takes(takes) : null,
            at.Appointment is { } visit ? When(visit.Time, state) : null,
            at.Assignee is { } assignee && staff.TryGetValue(assignee, out var who) ? [new ServiceNotice.Person(who.Name, who.WorkNumber, who.Phone)] : [],
            Members(state, id),
            [.. access.Process.Stages.Where(s => state.Stage(s.Id).Status is not (StageStatus.Skipped or StageStatus.Cancelled) && !s.AfterArchive && s.Effect != StageEffect.Archives)
                .Select(s => new ServiceNotice.Step(s.Id, Show.In(s.Name), state.Stage(s.Id).Status))],
            [.. guide.Prepare.Select(Show.In)], [.. guide.Standard.Select(Show.In)], company.Name, company.Telephone,
            CaseDecisions.NoticeFault(stage, at, access.Now) is null, signed?.At, signed?.Document.Sha256);
    }

    private static string Takes(TimeSpan duration) => duration >= TimeSpan.FromDays(2)
        ? Text("notice.days", Show.Number((decimal)duration.TotalDays))
        : Show.Limit((decimal)duration.TotalHours, LimitUnit.Hours);

    // Independent of when it is written: the same notice makes the same paper.
    private static string Day(DateOnly day, Case state) => Show.Day(day, DateOnly.FromDateTime(Show.Local(state.SubmittedAt).DateTime));

    /// <summary>When somebody comes, in words.</summary>
    internal static string When(VisitTime time, Case state) => time is { From: { } from, Until: { } until }
        ? Show.Hours(from, until, state.SubmittedAt) : Text($"part.{time.Part}", Day(time.Day, state));

    private static int? Members(Case state, string stage) =>
        state.Fact($"{stage}.crewMembers") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var members) ? members : null;
}
