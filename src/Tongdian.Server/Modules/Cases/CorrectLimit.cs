using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Cases;

/// <summary>A missed limit was no fault: who says so and why stands beside the breach from then on.</summary>
public sealed class CorrectLimit(CalendarCatalog calendars)
{
    /// <summary>Why, and of which round of the stage; the last when left out.</summary>
    public sealed record Request(string Reason, int? Occurrence);

    /// <summary>Corrects the breach of a limit: id of a stage or promise.</summary>
    public CaseUse Correct(string limit, Request request) => FreeText.Check("reason", request.Reason) is { } unfit
        ? CaseWork.Refused(unfit)
        : access => CaseWork.Plain(new CorrectBreach(limit, request.Occurrence, calendars.Get(access.State.Calendar)), request.Reason)(access);
}
