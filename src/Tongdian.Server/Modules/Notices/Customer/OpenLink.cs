using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Look;
using Tongdian.Server.Platform.Privacy;

namespace Tongdian.Server.Modules.Notices.Customer;

/// <summary>The link of a message was opened: this browser may open the case from now on, and goes where the message meant.</summary>
internal static class OpenLink
{
    public static async Task<IResult> Handle(string token, HttpContext http, CaseLinks links, CaseStore store, CaseKeys keys, AccessCode codes, TimeProvider time)
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
            LinkTarget.Report when Laid(state) is { } stage => $"/case/{number}/report/{stage}",
            LinkTarget.Visit when NextVisit(state) is { } stage => $"/case/{number}/visit/{stage}",
            LinkTarget.Choices => $"/case/{number}/notices",
            _ => $"/case/{number}",
        });
    }

    // What lies there to be signed and is no contract; signed or done, it is still to be read there.
    private static string? Laid(Case state) => state.Stages.Where(s => s.Key != "contract" && (s.Value.Offer is not null || (s.Key == "survey" && s.Value.Status == StageStatus.Completed)))
        .OrderBy(s => s.Value.Offer is null).ThenBy(s => s.Value.Offer?.Since).Select(s => s.Key).FirstOrDefault();

    private static string? NextVisit(Case state) => state.Stages.Where(s => s.Value is { Appointment.Status: AppointmentStatus.Agreed } && s.Value.Status.IsOpen())
        .OrderBy(s => s.Value.Appointment!.Time.Day).ThenBy(s => s.Value.Appointment!.Time.Part).Select(s => s.Key).FirstOrDefault();
}
