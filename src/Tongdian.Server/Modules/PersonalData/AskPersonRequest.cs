using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.PersonalData;

/// <summary>Somebody wants what is theirs copied or destroyed; a colleague who has seen their identity enters it, with the reason.</summary>
internal sealed class AskPersonRequest(IDbContextFactory<TongdianContext> contexts, FindPerson find, ListPersonRequests list, TimeProvider time)
{
    /// <summary>Whose data, by a number of theirs, and why.</summary>
    public sealed record Request(string? Number, string? Reason);

    /// <summary>Asks for the erasure: nothing happens until another colleague confirms it.</summary>
    public async Task<Result<ListPersonRequests.Item>> Erasure(Request request, StaffMember by, KeyedRequest? once, CancellationToken cancel)
    {
        if (Reason(request) is { } missing)
            return missing;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if ((await find.By(request.Number, by, context, cancel)).Failed(out var unknown, out var found))
            return unknown;
        if (Open(found) is { } open)
            return open;
        var id = await Keep(context, PersonRequestKind.Erasure, PersonRequestStatus.Asked, found, request, by, once, cancel);
        return await list.One(id, cancel);
    }

    /// <summary>Keeps that everything is copied: before anything is shown.</summary>
    public async Task<Result<FindPerson.Found>> Export(Request request, StaffMember by, KeyedRequest? once, CancellationToken cancel)
    {
        if (Reason(request) is { } missing)
            return missing;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if ((await find.By(request.Number, by, context, cancel)).Failed(out var unknown, out var found))
            return unknown;
        await Keep(context, PersonRequestKind.Export, PersonRequestStatus.Done, found, request, by, once, cancel);
        return found;
    }

    /// <summary>What is still open, if anything is.</summary>
    public static Error? Open(FindPerson.Found found) =>
        found.Subjects.Where(s => s.IsOpen).Select(s => s.Number).ToList() is { Count: > 0 } open ? PersonalDataErrors.Open.With("numbers", string.Join(", ", open)) : null;

    private static Error? Reason(Request request) =>
        string.IsNullOrWhiteSpace(request.Reason) ? CaseErrors.ReasonMissing : FreeText.Check("reason", request.Reason);

    private async Task<Guid> Keep(
        TongdianContext context, PersonRequestKind kind, PersonRequestStatus status, FindPerson.Found found, Request request, StaffMember by, KeyedRequest? once, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var row = new PersonRequest
        {
            Id = Guid.CreateVersion7(now), Kind = kind, Status = status, Number = request.Number!.Trim().ToUpperInvariant(),
            Numbers = found.Numbers, Regions = found.Regions, Reason = request.Reason!.Trim(), AskedBy = by.Id, AskedAt = now,
        };
        context.Add(row);
        Idempotency.Done(context, once, now);
        await context.SaveChangesAsync(cancel);
        return row.Id;
    }
}
