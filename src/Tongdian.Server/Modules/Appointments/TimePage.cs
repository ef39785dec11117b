using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.MyCase;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Appointments;

/// <summary>The customer picks when somebody comes: a day, then a time that is free; or a half-day, where nobody planned or nothing is free.</summary>
internal sealed class TimePage(MyDoor door, FindSlots find, BookSlot book, ArrangeVisit arrange, CalendarCatalog calendars, CompanyCard company)
{
    private const string Instant = "yyyy-MM-dd'T'HH:mm:sszzz";

    public Task<IResult> Show(string number, string stage, HttpContext http) => door.Look(number, http, access => Page(http, access, stage, Sent.Nothing));

    public async Task<IResult> Take(string number, string stage, HttpContext http)
    {
        var form = await PageForm.Read(http);
        if (form["from"] is { } text && DateTimeOffset.TryParseExact(text, Instant, CultureInfo.InvariantCulture, DateTimeStyles.None, out var from))
        {
            return await door.Send(
                number, http, form, async caller => (await book.Do(number, caller, stage, from, form.Once, http.RequestAborted)).Error,
                $"/case/{number}?done=booked", (access, sent) => Page(http, access, stage, sent, from));
        }

        return await door.Send(
            number, http, form, Read(form).Failed(out var unfit, out var request) ? CaseWork.Refused(unfit) : Ask(stage, request, http.RequestAborted),
            $"/case/{number}?done=time", (access, sent) => Page(http, access, stage, sent), label: (_, field) => AppointmentsTexts.Label(field));
    }

    // Asking for a half-day gives up the time that was picked: whoever is too late to move it is too late for that.
    private CaseUse Ask(string stage, ArrangeVisit.Request request, CancellationToken cancel) => async access =>
        access.Process.Stage(stage) is { } definition && await find.TooLate(access, definition, cancel) ? CaseErrors.TooLateToMove : await arrange.Ask(stage, request)(access);

    /// <summary>How a time stands in a form.</summary>
    internal static string Written(DateTimeOffset from) => from.ToString(Instant, CultureInfo.InvariantCulture);

    private static Result<ArrangeVisit.Request> Read(PageForm form)
    {
        var faults = new List<FieldError>();
        if (!DateOnly.TryParseExact(form["day"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            faults.Add(new FieldError("day", form["day"] is null ? "field.required" : "field.date"));
        if (!Enum.TryParse<DayPart>(form["part"], out var part))
            faults.Add(new FieldError("part", "field.required"));
        return faults.Count > 0 ? new Error(ErrorKind.Invalid, "appointment.invalid").For(faults) : new ArrangeVisit.Request(day, part, form["note"]);
    }

    private async Task<IResult> Page(HttpContext http, CaseAccess access, string stage, Sent sent, DateTimeOffset? wanted = null)
    {
        if (access.Process.Stage(stage) is not { IsVisit: true } definition)
            return PageProblem.From(CaseErrors.NoVisit(stage), http, $"/case/{access.State.Number.Value}");
        if ((await find.Look(access, stage, http.RequestAborted)).Failed(out _, out var view))
            return Results.LocalRedirect($"/case/{access.State.Number.Value}?done=nothing-to-do");
        http.Response.SetPageHeaders();
        return view is { ByTime: true, CanPick: false } or { ByTime: true, Slots.Count: > 0 }
            ? ByTime(http, access, definition, view, sent, wanted)
            : HalfDay(http, access, definition, sent, view.ByTime);
    }

    private RazorComponentResult<PickTime> ByTime(HttpContext http, CaseAccess access, StageDefinition stage, FindSlots.View view, Sent sent, DateTimeOffset? wanted)
    {
        var asked = DateOnly.TryParseExact(http.Request.Query["day"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
            : wanted is { } from ? DateOnly.FromDateTime(Platform.Look.Show.Local(from).DateTime) : (DateOnly?)null;
        return new RazorComponentResult<PickTime>(new { Access = access, Sent = sent, Stage = stage, View = view, Asked = asked, company.Telephone })
        {
            StatusCode = http.Response.StatusCode,
        };
    }

    private RazorComponentResult<AskTime> HalfDay(HttpContext http, CaseAccess access, StageDefinition stage, Sent sent, bool full)
    {
        var calendar = calendars.Get(access.State.Calendar);
        return new RazorComponentResult<AskTime>(new
        {
            Access = access, Sent = sent, Stage = stage, First = VisitTimes.FirstDay(calendar, access.Now),
            Last = calendar.DateOf(access.Now).AddDays(VisitTimes.MostDaysAhead), Full = full,
        })
        {
            StatusCode = http.Response.StatusCode,
        };
    }
}
