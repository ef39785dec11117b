using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Clocks;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Clocks;

/// <summary>A version of a calendar as a file: checked as at the start, then in use at once. A case keeps the version it was submitted under, and takes over only years that nobody had announced then.</summary>
public sealed class PublishCalendar(CalendarCatalog catalog, IDbContextFactory<TongdianContext> contexts, TimeProvider time, IEnumerable<CalendarTaken> taken)
{
    /// <summary>The text of the file.</summary>
    public sealed record Request(string Json);

    /// <summary>What was taken.</summary>
    public sealed record Response(string Calendar, int Version);

    /// <summary>The calendar, when it may be taken.</summary>
    public Result<WorkCalendar> Check(Request request)
    {
        if (WorkCalendar.Parse(request.Json).Failed(out var wrong, out var calendar))
            return wrong;
        // Whatever another server took counts, too.
        catalog.TakeOver();
        var newest = catalog.Newest(calendar.Id)?.Version ?? 0;
        var faults = new List<FieldError>();
        if (!Codes.IsCode(calendar.Id))
            faults.Add(new FieldError("id", "calendar.id-form"));
        if (calendar.Version != newest + 1)
            faults.Add(new FieldError("version", "calendar.version-not-next").With("next", (newest + 1).ToString(CultureInfo.InvariantCulture)));
        return faults.Count > 0 ? new Error(ErrorKind.Invalid, "calendar.invalid").For(faults) : calendar;
    }

    public async Task<Result<Response>> Do(Request request, StaffMember by, CancellationToken cancel)
    {
        if (Check(request).Failed(out var refused, out var calendar))
            return refused;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow();
        context.Add(new CalendarVersion { Id = calendar.Id, Version = calendar.Version, Json = request.Json, LoadedAt = now, LoadedBy = by.Id });
        context.Add(AdministrationEntry.Of(by, now, Acts.CalendarPublished, string.Create(CultureInfo.InvariantCulture, $"{calendar.Id}@{calendar.Version}")));
        try
        {
            await context.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException) when (catalog.Find(new CalendarKey(calendar.Id, calendar.Version)) is not null)
        {
            return new Error(ErrorKind.Conflict, "calendar.version-taken").With("calendar", calendar.Id);
        }

        catalog.TakeOver();
        // It is published; whoever asked may go. What is not done now is done at the next start.
        foreach (var react in taken)
            await react.Then(by, CancellationToken.None);
        return new Response(calendar.Id, calendar.Version);
    }
}
