using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.People;

/// <summary>What an administrator did; committed with it, never changed.</summary>
public sealed class AdministrationEntry
{
    public Guid Id { get; init; }
    public DateTimeOffset At { get; init; }
    public required string StaffId { get; init; }

    /// <summary>One of <see cref="Acts"/>.</summary>
    public required string Act { get; init; }

    /// <summary>To whom or what: a login, the code of a region, <c>emergency@2</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>What changed: JSON of <see cref="Change"/>s.</summary>
    public required string Changes { get; init; }

    /// <summary>The entry for something that is done now.</summary>
    public static AdministrationEntry Of(StaffMember by, DateTimeOffset now, string act, string subject, params IEnumerable<Change> changes) => new()
    {
        Id = Guid.CreateVersion7(now), At = now, StaffId = by.Id, Act = act, Subject = subject,
        Changes = JsonSerializer.Serialize(changes.Where(c => c.Before != c.After), ApiJson.Options),
    };
}

/// <summary>Something that was one thing and is another now.</summary>
public sealed record Change(string Field, string? Before, string? After)
{
    /// <summary>A list, as one text.</summary>
    public static Change OfList(string field, IEnumerable<string> before, IEnumerable<string> after) =>
        new(field, string.Join(", ", before.Order(StringComparer.Ordinal)), string.Join(", ", after.Order(StringComparer.Ordinal)));
}

/// <summary>The names under which acts are kept. Stored: never change them.</summary>
public static class Acts
{
    public const string StaffCreated = "staff-created";
    public const string StaffChanged = "staff-changed";
    public const string StaffDeactivated = "staff-deactivated";
    public const string StaffReactivated = "staff-reactivated";
    public const string PasswordMade = "password-made";
    public const string SystemMade = "system-made";
    public const string ScopesChanged = "scopes-changed";
    public const string SecondFactorReset = "second-factor-reset";
    public const string DeputySet = "deputy-set";
    public const string DeputyEnded = "deputy-ended";
    public const string RegionAdded = "region-added";
    public const string RegionChanged = "region-changed";
    public const string RegionRemoved = "region-removed";
    public const string DutyAdded = "duty-added";
    public const string DutyRemoved = "duty-removed";
    public const string DutiesCopied = "duties-copied";
    public const string ProcessPublished = "process-published";
    public const string CasesMoved = "cases-moved";
    public const string CalendarPublished = "calendar-published";
    public const string ScreenMade = "hall-screen-made";
    public const string ScreenRevoked = "hall-screen-revoked";
    public const string DeviceWiped = "field-device-wiped";
}

/// <summary>What administrators did, the latest first.</summary>
public sealed class ListAdministration(IDbContextFactory<TongdianContext> contexts, CompanyDirectory directory)
{
    private const int MostRows = 200;

    /// <summary>One act; <paramref name="Name"/> is the administrator's.</summary>
    public sealed record Item(DateTimeOffset At, string Staff, string Name, string Act, string Subject, IReadOnlyList<Change> Changes);

    /// <summary>One page; <paramref name="Next"/> is the cursor of the following one.</summary>
    public sealed record Page(IReadOnlyList<Item> Items, string? Next);

    private sealed record Cursor(DateTimeOffset At, Guid Id);

    internal static async Task<IResult> Handle(string? after, int? limit, HttpContext http, ListAdministration use)
    {
        if (limit is < 1 or > MostRows)
            return Problem.From(Pages.BadLimit(MostRows));
        return await use.Read(after, limit ?? 50, http.RequestAborted) is { } page ? TypedResults.Ok(page) : Problem.From(Pages.BadCursor);
    }

    /// <summary>A page, or null when the cursor is not one.</summary>
    public async Task<Page?> Read(string? after, int limit, CancellationToken cancel)
    {
        Cursor? from = null;
        if (after is not null && !Pages.TryRead(after, out from))
            return null;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var entries = context.Set<AdministrationEntry>().AsNoTracking();
        if (from is { } c)
            entries = entries.Where(e => e.At < c.At || (e.At == c.At && e.Id.CompareTo(c.Id) < 0));
        var rows = await entries.OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(limit + 1).ToListAsync(cancel);
        var staff = (await directory.Get(cancel)).Staff;
        return new Page(
            [
                .. rows.Take(limit).Select(e => new Item(
                    e.At, e.StaffId, staff.GetValueOrDefault(e.StaffId)?.Name ?? "", e.Act, e.Subject,
                    JsonSerializer.Deserialize<Change[]>(e.Changes, ApiJson.Options) ?? [])),
            ],
            rows.Count > limit && rows[limit - 1] is var last ? Pages.Write(new Cursor(last.At, last.Id)) : null);
    }
}
