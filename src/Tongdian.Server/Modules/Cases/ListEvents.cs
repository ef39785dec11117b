using System.Text.Json;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Cases;

/// <summary>The timeline of a case: every fact with who, why and when. The customer sees what happened, not what was entered.</summary>
public sealed class ListEvents(CaseStore store, CompanyDirectory directory)
{
    private const int MostVersions = 200;

    /// <summary>One fact. <paramref name="ForName"/> is the absent colleague whose deputy did it, <paramref name="Data"/> the fact itself; both for staff.</summary>
    public sealed record Item(int Version, int Ordinal, string Kind, DateTimeOffset At, ActorKind By, string? ByName, string? ForName, string? Stage, string? Reason, JsonElement? Data);

    /// <summary>One page; <paramref name="Next"/> is the cursor of the following one.</summary>
    public sealed record Page(IReadOnlyList<Item> Items, string? Next);

    private sealed record Cursor(int Version);

    /// <summary>A page of the timeline.</summary>
    public async Task<Result<Page>> Look(CaseAccess access, string? after, int? limit, CancellationToken cancel)
    {
        Cursor? from = null;
        if (limit is < 1 or > MostVersions)
            return Pages.BadLimit(MostVersions);
        if (after is not null && !Pages.TryRead(after, out from))
            return Pages.BadCursor;
        var (start, size) = (from?.Version ?? 0, limit ?? 50);
        var rows = await store.Events(access.State.Id, start, size, cancel);
        var company = await directory.Get(cancel);
        var next = access.State.Version > start + size ? Pages.Write(new Cursor(start + size)) : null;
        return new Page([.. rows.Select(r => View(r, access.Staff is not null, company))], next);
    }

    private static Item View(CaseEventRow row, bool whole, Company company)
    {
        var payload = JsonDocument.Parse(row.Payload).RootElement;
        var fact = payload.GetProperty("event");
        var recorded = CaseStore.Fact(row.Payload);
        var by = recorded.By;
        var actedFor = whole && recorded.For is { } absent ? company.Staff.GetValueOrDefault(absent)?.Name : null;
        // A case that goes back says from which stage.
        var stage = fact.TryGetProperty("stage", out var s) || fact.TryGetProperty("from", out s) ? s.GetString() : null;
        var reason = whole && payload.TryGetProperty("reason", out var why) ? why.GetString() : null;
        return new Item(
            row.Version, row.Ordinal, row.Kind, row.At, by.Kind, company.Staff.GetValueOrDefault(by.Id)?.Name, actedFor, stage, reason, whole ? fact : null);
    }
}
