using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Surveys;

/// <summary>
/// Gives the report of a survey out: what lies before the customer, or the report of the last time the survey was done. Colleagues see it as it stands while
/// it is still being entered.
/// </summary>
internal sealed class ReadReport(FindReports reports, ComposeReport compose)
{
    /// <summary>For programs.</summary>
    internal static async Task<IResult> ForPrograms(string number, string stage, HttpContext http, CaseEndpoint cases, ReadReport use, ReadFile read) =>
        (await cases.Open(number, http)).Failed(out var closed, out var access) ? Problem.From(closed) : await use.Send(access, stage, http, read, Problem.From);

    /// <summary>For the customer's browser.</summary>
    internal static async Task<IResult> ForCustomer(string number, string stage, HttpContext http, CaseDoor door, CaseKeys keys, ReadReport use, ReadFile read) =>
        (await door.Open(number, keys.Caller(http, number), http.RequestAborted)).Failed(out var closed, out var access)
            ? PageProblem.From(closed, http, "/case")
            : await use.Send(access, stage, http, read, error => PageProblem.From(error, http, $"/case/{access.State.Number.Value}"));

    /// <summary>For colleagues.</summary>
    internal static async Task<IResult> ForDesk(string number, string stage, HttpContext http, CaseDoor door, ReadReport use, ReadFile read) =>
        (await door.Open(number, Caller.Of(StaffAccess.Me(http)), http.RequestAborted)).Failed(out var closed, out var access)
            ? PageProblem.From(closed, http, "/staff")
            : await use.Send(access, stage, http, read, error => PageProblem.From(error, http, "/staff"));

    /// <summary>What a report is written from, as far as the asker may see it; null when there is none.</summary>
    public async Task<ReportSource?> Source(CaseAccess access, string stage, CancellationToken cancel)
    {
        if (access.Process.Stage(stage) is not { Role: Roles.Surveyor })
            return null;
        var at = access.State.Stage(stage);
        if (at.Status == StageStatus.Completed)
            return await reports.Done(access.State, stage, access.State.Version, cancel);
        if (at.Offer is { } offer && await reports.Draft(access, stage, cancel) is { } laid)
            return laid with { State = ReportState.Offered, At = offer.Since };
        return access.Staff is not null && at.Entry is not null ? await reports.Draft(access, stage, cancel) : await reports.Done(access.State, stage, access.State.Version, cancel);
    }

    private async Task<IResult> Send(CaseAccess access, string stage, HttpContext http, ReadFile read, Func<Error, IResult> refuse)
    {
        var (at, cancel) = (access.State.Stage(stage), http.RequestAborted);
        if (at.Offer is { } offer && access.Process.Stage(stage) is { Role: Roles.Surveyor })
            return await read.Answer(access.State.Id.Value, offer.Document.File, original: false, access.Staff is not null, http);
        if (await Source(access, stage, cancel) is not { } source)
            return refuse(SurveysErrors.None(stage));
        if (source.State == ReportState.Done && await reports.Kept(access.State, stage, cancel) is { } kept && kept.Occurrence == source.Occurrence)
            return await read.Answer(access.State.Id.Value, kept.FileId, original: false, access.Staff is not null, http);
        // It was done a moment ago, or is still being entered.
        var pdf = await compose.Print(source, cancel);
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Bytes(pdf, "application/pdf");
    }
}
