using System.Xml;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Server.Modules.Clocks;

namespace Tongdian.Server.Modules.Cases;

/// <summary>Why a limit says what it says: every stretch of time, whose it was, and whether it counted.</summary>
public sealed class ExplainLimit(CalendarCatalog calendars)
{
    /// <summary>A stretch of time.</summary>
    public sealed record SpanView(DateTimeOffset From, DateTimeOffset To, TimeOwner Owner, string? Reason, bool Counted, NotCounted? WhyNot);

    /// <summary>A limit with what its clock says and how that comes about.</summary>
    public sealed record Response(
        string Limit, decimal Amount, LimitUnit Unit, LimitReading Reading, string Used, string Left, DateTimeOffset? DueAt, decimal Fraction,
        bool Running, bool Provisional, DateTimeOffset? BreachedAt, IReadOnlyList<SpanView> Spans);

    /// <summary>Why a limit of the case says what it says.</summary>
    public Result<Response> Look(CaseAccess access, string limit)
    {
        var calendar = calendars.Get(access.State.Calendar);
        var clocks = new CaseClocks(access.State, access.Process, calendar, access.Now);
        var (asked, timeline) = access.Process.Stage(limit) is { Limit: { } stageLimit }
            ? (stageLimit, clocks.StageTimeline(limit))
            : clocks.Promises.FirstOrDefault(p => p.Definition.Id == limit) is { } promise
                ? (promise.Definition.Limit, clocks.PromiseTimeline(promise.Definition))
                : (null, null);
        if (asked is null || timeline is null || timeline.Spans.IsEmpty)
            return new Error(ErrorKind.NotFound, "limit.unknown").With("limit", limit);
        var reading = Clock.Read(asked, timeline, calendar, access.Now);
        return new Response(
            limit, asked.Amount, asked.Unit, asked.Reading, XmlConvert.ToString(reading.Used), XmlConvert.ToString(reading.Left), reading.DueAt,
            reading.Fraction, reading.Running, reading.Provisional, reading.BreachedAt,
            [.. Clock.Explain(asked, timeline, calendar, access.Now).Select(s => new SpanView(s.From, s.To, s.Owner, s.Reason, s.Counted, s.Why))]);
    }
}
