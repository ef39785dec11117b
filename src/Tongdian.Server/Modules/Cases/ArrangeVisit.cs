using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Cases;

/// <summary>When somebody comes for a stage: the customer asks for a half-day, the company says yes or offers another.</summary>
public sealed class ArrangeVisit(CalendarCatalog calendars)
{
    /// <summary>The half-day, and what is said with it.</summary>
    public sealed record Request(DateOnly Day, DayPart Part, string? Note);

    /// <summary>The customer asks, or says yes to what was offered.</summary>
    public CaseUse Ask(string stage, Request request) => Work(request, (time, calendar) => new AskForTime(stage, time, request.Note, calendar));

    /// <summary>The company says yes to what was asked for, or offers another.</summary>
    public CaseUse Answer(string stage, Request request) => Work(request, (time, calendar) => new AgreeTime(stage, time, request.Note, calendar));

    private CaseUse Work(Request request, Func<VisitTime, Domain.Clocks.WorkCalendar, CaseCommand> command) =>
        FreeText.Check("note", request.Note) is { } unfit
            ? CaseWork.Refused(unfit)
            : access => CaseWork.Plain(command(new VisitTime(request.Day, request.Part), calendars.Get(access.State.Calendar)))(access);
}
