using System.Text.Json;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Cases;

/// <summary>The timeline of a case: every fact with who, why and when. The customer sees what happened, not what was entered.</summary>
public static class ListEvents
{
    private const int MostVersions = 200;

    /// <summary>One fact. <paramref name="Data"/> is the fact itself, for staff.</summary>
    public sealed record Item(int Version, int Ordinal, string Kind, DateTimeOffset At, ActorKind By, string? ByName, string? Stage, string? Reason, JsonElement? Data);

    /// <summary>One page; <paramref name="Next"/> is the cursor of the following one.</summary>
    public sealed record Page(IReadOnlyList<Item> Items, string? Next);

    private sealed record Cursor(int Version);

    internal static async Task<IResult> Handle(
        string number, string? after, int? limit, HttpContext http, CaseDoor door, CaseStore store, CompanyDirectory directory)
    {
        if ((await door.Open(number, http)).Failed(out var error, out var access))
            return Problem.From(error);
        Cursor? from = null;
        if (limit is < 1 or > MostVersions)
            return Problem.From(Pages.BadLimit(MostVersions));
        if (after is not null && !Pages.TryRead(after, out from))
            return Problem.From(Pages.BadCursor);
        var (start, size) = (from?.Version ?? 0, limit ?? 50);
        var rows = await store.Events(access.State.Id, start, size, http.RequestAborted);
        var company = await directory.Get(http.RequestAborted);
        var next = access.State.Version > start + size ? Pages.Write(new Cursor(start + size)) : null;
        return TypedResults.Ok(new Page([.. rows.Select(r => View(r, access.Staff is not null, company))], next));
    }

    private static Item View(CaseEventRow row, bool whole, Company company)
    {
        var payload = JsonDocument.Parse(row.Payload).RootElement;
        var fact = payload.GetProperty("event");
        var by = CaseStore.Fact(row.Payload).By;
        // A case that goes back says from which stage.
        var stage = fact.TryGetProperty("stage", out var s) || fact.TryGetProperty("from", out s) ? s.GetString() : null;
        var reason = whole && payload.TryGetProperty("reason", out var why) ? why.GetString() : null;
        return new Item(
            row.Version, row.Ordinal, row.Kind, row.At, by.Kind, company.Staff.GetValueOrDefault(by.Id)?.Name, stage, reason, whole ? fact : null);
    }
}
