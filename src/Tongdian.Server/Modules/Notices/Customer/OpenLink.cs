using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Privacy;

namespace Tongdian.Server.Modules.Notices.Customer;

/// <summary>The link of a message was opened: this browser may open the case from now on, and goes where the message meant.</summary>
internal static class OpenLink
{
    public static async Task<IResult> Handle(
        string token, HttpContext http, CaseLinks links, CaseStore store, ProcessCatalog processes, CalendarCatalog calendars, CaseKeys keys, AccessCode codes, TimeProvider time)
    {
        if (links.Read(token, time.GetUtcNow()).Failed(out var wrong, out var link))
            return PageProblem.From(wrong, http, "/case");
        // What opens one page only opens no case.
        if (link.Target switch { LinkTarget.Evaluation => "rate", LinkTarget.FollowUp => "follow-up", LinkTarget.Stop => "stop", _ => null } is { } page)
            return Results.LocalRedirect($"/{page}/{token}");
        if (link.Target == LinkTarget.WeChat)
            return PageProblem.From(CaseLinks.Unknown, http, "/case");
        if (await store.Find(new CaseId(link.Id), http.RequestAborted) is not { } state)
            return PageProblem.From(CaseLinks.Unknown, http, "/case");
        var number = state.Number.Value;
        keys.Remember(http, number, codes.For(link.Id));
        return Results.LocalRedirect(link.Target switch
        {
            LinkTarget.Scheme when state.Stage(SchemeStages.Confirmation).Status.IsOpen() => $"/case/{number}/confirmation",
            LinkTarget.Contract => $"/case/{number}/contract",
            LinkTarget.Report when Laid(state, processes.Get(state.Process)) is { } stage => $"/case/{number}/report/{stage}",
            LinkTarget.Visit when NextVisit(state, calendars.Get(state.Calendar)) is { } stage => $"/case/{number}/visit/{stage}",
            LinkTarget.Choices => $"/case/{number}/notices",
            _ => $"/case/{number}",
        });
    }

    // The report of a survey that lies there to be signed; signed or done, it is still to be read there.
    private static string? Laid(Case state, ProcessDefinition process) => process.Stages.Where(s => s.Role == Roles.Surveyor).Select(s => (s.Id, At: state.Stage(s.Id)))
        .Where(s => s.At.Offer is not null || s.At.Status == StageStatus.Completed)
        .OrderBy(s => s.At.Offer is null).ThenBy(s => s.At.Offer?.Since).Select(s => s.Id).FirstOrDefault();

    private static string? NextVisit(Case state, WorkCalendar calendar) => state.Stages.Where(s => s.Value is { Appointment.Status: AppointmentStatus.Agreed } && s.Value.Status.IsOpen())
        .OrderBy(s => VisitTimes.Begins(s.Value.Appointment!.Time, calendar)).Select(s => s.Key).FirstOrDefault();
}
