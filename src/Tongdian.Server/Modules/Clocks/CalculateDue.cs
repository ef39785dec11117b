using System.Globalization;
using Tongdian.Domain;
using Tongdian.Domain.Clocks;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Clocks;

/// <summary>The due-time calculator: from an instant, so much of a unit, which windows count and which days are left out.</summary>
public static class CalculateDue
{
    /// <summary>A stretch that counts.</summary>
    public sealed record WindowView(DateTimeOffset From, DateTimeOffset To);

    /// <summary>A day on which nobody works.</summary>
    public sealed record SkippedView(DateOnly Date, string Reason);

    /// <summary>The due time and how it comes about.</summary>
    public sealed record Response(DateTimeOffset Due, IReadOnlyList<WindowView> Windows, IReadOnlyList<SkippedView> Skipped, bool Provisional);

    internal static IResult Handle(string calendar, string? from, string? amount, string? unit, CalendarCatalog calendars) =>
        Problem.Or(Of(calendar, from, amount, unit, calendars));

    /// <summary>When an amount is due, or everything that is wrong with the question.</summary>
    public static Result<Response> Of(string calendar, string? from, string? amount, string? unit, CalendarCatalog calendars)
    {
        if (calendars.Newest(calendar) is not { } known)
            return new Error(ErrorKind.NotFound, "calendar.unknown").With("calendar", calendar).For([new FieldError("calendar", "calendar.unknown").With("calendar", calendar)]);
        var faults = new List<FieldError>();
        if (!LocalInstant.TryParse(from, out var start))
            faults.Add(new FieldError("from", "field.instant"));
        if (!decimal.TryParse(amount, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
            faults.Add(new FieldError("amount", "field.type").With("expected", "number"));
        LimitUnit? counted = unit switch
        {
            "hours" => LimitUnit.Hours,
            "working-hours" => LimitUnit.WorkingHours,
            "working-days" => LimitUnit.WorkingDays,
            _ => null,
        };
        if (counted is null)
            faults.Add(new FieldError("unit", "field.option"));
        if (faults.Count > 0 || counted is null)
            return new Error(ErrorKind.Invalid, "request.invalid").For(faults);
        if (Clock.DueFrom(start, number, counted.Value, known).Failed(out var error, out var due))
            return error;
        return new Response(
            due.Due,
            [.. due.Windows.Select(w => new WindowView(w.From, w.To))],
            [.. due.Skipped.Select(s => new SkippedView(s.Date, s.Reason.ToString().ToLowerInvariant()))],
            due.Provisional);
    }
}
