using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;
using Tongdian.Server.Resources;

namespace Tongdian.Server.Modules.Field;

/// <summary>
/// Takes what was done on site, in the order in which it was done. Each operation is one commit with the row that says it is done; what cannot be
/// done now holds up what comes after it for the same case, and nothing else.
/// </summary>
public sealed class DoOperations(IDbContextFactory<TongdianContext> contexts, CaseDoor door, OperationUse uses, ShowForm forms, CompanyDirectory directory, TimeProvider time)
{
    private const int Most = 50;
    private const int Attempts = 5;

    // It was done before, in another way than by this operation: what was wanted is so.
    private static readonly string[] SoAlready = ["stage.already-started", "visit.already-on-the-way", "visit.already-there"];

    // What is missing may still come.
    private static readonly string[] MayCome = ["file.unknown", "file.not-found", "version.stale"];

    /// <summary>What was done since the device last sent, and what its clock says.</summary>
    public sealed record Request(DateTimeOffset SentAt, IReadOnlyList<Operation> Operations);

    /// <summary>What became of each, in order.</summary>
    public sealed record Response(DateTimeOffset Now, IReadOnlyList<OperationResult> Results);

    internal static async Task<IResult> Handle(Body<Request> body, HttpContext http, DoOperations use) =>
        body.Read.Failed(out var unreadable, out var request) ? Problem.From(unreadable)
        : Problem.Or(await use.Do(request, StaffAccess.Me(http), http.RequestAborted));

    public async Task<Result<Response>> Do(Request request, StaffMember me, CancellationToken cancel)
    {
        if (request.Operations.Count > Most)
            return FieldErrors.TooMany(Most);
        var ahead = request.SentAt - time.GetUtcNow();
        var held = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var results = new List<OperationResult>();
        foreach (var operation in request.Operations)
        {
            var result = held.Contains(operation.Number) ? Not(operation, OperationOutcome.Wait, FieldErrors.Earlier) : await One(operation, ahead, me, cancel);
            if (result.Outcome != OperationOutcome.Done)
                held.Add(operation.Number);
            results.Add(result);
        }

        return new Response(time.GetUtcNow(), results);
    }

    private async Task<OperationResult> One(Operation operation, TimeSpan ahead, StaffMember me, CancellationToken cancel)
    {
        if (await Done(operation, me, cancel) is { } before)
            return before;
        var caller = Caller.Of(me);
        var once = new OnceKey(operation.Id.ToString(), SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(operation, ApiJson.Options)));
        for (var attempt = 1; ; attempt++)
        {
            if ((await door.Open(operation.Number, caller, cancel)).Failed(out var closed, out var access))
                return Not(operation, OperationOutcome.Refused, closed);
            var changed = await door.Change(
                operation.Number, caller, new CaseEdit(access.State.Version, once), uses.Of(operation, ahead, me), cancel);
            if (!changed.Failed(out var error, out _))
                return await Done(operation, me, cancel) ?? Not(operation, OperationOutcome.Wait, FieldErrors.Earlier);
            // Somebody else was faster with something else about the case: looked at anew, it may still do.
            if (error.Code == AccessErrors.Stale.Code && attempt < Attempts)
                continue;
            return await Refused(operation, access, error, cancel);
        }
    }

    private async Task<OperationResult> Refused(Operation operation, CaseAccess access, Error error, CancellationToken cancel)
    {
        if (error.Code == FieldErrors.Conflict.Code)
            return await Conflict(operation, access, cancel);
        if (SoAlready.Contains(error.Code))
            return new OperationResult(operation.Id, OperationOutcome.Done, EntryTag.Of(access.State.Stage(operation.Stage)));
        var codes = error.Fields.Select(f => f.Code).Prepend(error.Code);
        return Not(operation, codes.Any(MayCome.Contains) ? OperationOutcome.Wait : OperationOutcome.Refused, error);
    }

    /// <summary>With what is entered now; the case is looked at anew, for it changed.</summary>
    private async Task<OperationResult> Conflict(Operation operation, CaseAccess before, CancellationToken cancel)
    {
        if ((await door.Open(operation.Number, Caller.Of(before.Staff!), cancel)).Failed(out var closed, out var access))
            return Not(operation, OperationOutcome.Refused, closed);
        if ((await forms.Look(access, operation.Stage, cancel)).Failed(out var unknown, out var form))
            return Not(operation, OperationOutcome.Refused, unknown);
        var at = access.State.Stage(operation.Stage);
        var by = at.Assignee is { } assignee ? (await directory.Get(cancel)).Staff.GetValueOrDefault(assignee)?.Name : null;
        return Not(operation, OperationOutcome.Conflict, FieldErrors.Conflict) with
        {
            Entry = EntryTag.Of(at),
            Theirs = new OperationResult.Other(
                form.Fields.Where(f => f is { Origin: "entered", Value: not null }).ToDictionary(f => f.Field.Id, f => f.Value!.Value, StringComparer.Ordinal),
                Visit.Has(at), by ?? "", at.ActiveAt ?? access.State.ChangedAt),
        };
    }

    private async Task<OperationResult?> Done(Operation operation, StaffMember me, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Set<FieldOperation>().AsNoTracking().FirstOrDefaultAsync(o => o.Id == operation.Id && o.Staff == me.Id, cancel) is { } row
            ? new OperationResult(operation.Id, OperationOutcome.Done, row.Entry)
            : null;
    }

    private static OperationResult Not(Operation operation, OperationOutcome outcome, Error error) => new(
        operation.Id, outcome, Problem: new OperationResult.Trouble(
            error.Code, ErrorTexts.Title(error.Code), ErrorTexts.Detail(error.Code, error.Values),
            error.Fields.IsEmpty
                ? null
                : error.Fields.GroupBy(f => f.Field, StringComparer.Ordinal)
                    .ToDictionary(g => g.Key, g => g.Select(f => ErrorTexts.Line(f.Code, f.Values)).ToArray(), StringComparer.Ordinal)));
}
