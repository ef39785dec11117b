using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Coordination;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Coordination.Rounds;

/// <summary>
/// What the coordinator decides about a stage of the round: why, what, who, until when. Giving it to a colleague happens with the decision, in
/// one commit; the other actions are asked of whoever is named, and done where they are always done. Until the round is closed it can be decided anew.
/// </summary>
public sealed class DecideItem(
    Database database, IDbContextFactory<TongdianContext> contexts, CompanyDirectory directory, CaseDoor door, StageActions actions, Causes causes, TimeProvider time)
{
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(31);

    /// <summary>The decision. <c>Assignee</c> is needed to give it to a colleague, <c>Department</c> to ask another department.</summary>
    public sealed record Request(string Cause, DispatchAction Action, string? Department, string? Assignee, DateTimeOffset Until, string? Note);

    /// <summary>The round and the stage.</summary>
    public sealed record Response(DateTimeOffset Hour, string Number, string Stage);

    /// <summary>Decides. Errors: <c>round.unknown</c>, <c>round.closed</c>, <c>round.item-unknown</c>, <c>request.invalid</c>, and what assigning refuses.</summary>
    public async Task<Result<Response>> Do(DateTimeOffset hour, string number, string stage, Request request, Caller caller, CancellationToken cancel)
    {
        var (me, now, company) = (caller.Staff!, time.GetUtcNow(), await directory.Get(cancel));
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (await context.Set<DispatchRound>().AsNoTracking().FirstOrDefaultAsync(r => r.Hour == hour, cancel) is not { } round)
            return CoordinationErrors.RoundUnknown;
        var item = await context.Set<DispatchItem>().AsNoTracking().FirstOrDefaultAsync(i => i.Hour == hour && i.Number == number && i.Stage == stage, cancel);
        if (item is null || !company.Covers(me, item.Region))
            return CoordinationErrors.ItemUnknown;
        if (round.ClosedAt is not null)
            return CoordinationErrors.RoundClosed;
        if (await Faults(request, now, cancel) is { Count: > 0 } faults)
            return new Error(ErrorKind.Invalid, "request.invalid").For(faults);
        if (FreeText.Check("note", request.Note) is { } unfit)
            return unfit;
        if (request.Action != DispatchAction.Assign || request.Assignee == item.Assignee)
        {
            var batch = new WriteBatch();
            Write(batch, item, request, me, now);
            await database.Commit(batch, cancel);
            return await Late(context, item, request, me, cancel) is { } late ? late : new Response(hour, number, stage);
        }

        if ((await door.Open(number, caller, cancel)).Failed(out var hidden, out var access))
            return hidden;
        var reason = request.Note ?? (await causes.List(cancel)).First(c => c.Code == request.Cause).Name;
        var given = await door.Change(
            number, caller, new CaseEdit(access.State.Version),
            async open => (await actions.Assign(stage, new StageActions.AssignRequest(request.Assignee!, reason))(open)).Failed(out var refused, out var work)
                ? refused
                : work with { With = [.. work.With, batch => Write(batch, item, request, me, now)] },
            cancel);
        if (given.Failed(out var error, out _))
            return error;
        return await Late(context, item, request, me, cancel) is { } tooLate ? tooLate : new Response(hour, number, stage);
    }

    // The next round may have closed this one in between: then the decision was not written, and whoever made it is told.
    private static async Task<Error?> Late(TongdianContext context, DispatchItem item, Request request, StaffMember me, CancellationToken cancel)
    {
        var (hour, id, stage, who) = (item.Hour, item.CaseId, item.Stage, me.Id);
        return await context.Set<DispatchItem>().AnyAsync(
            i => i.Hour == hour && i.CaseId == id && i.Stage == stage && i.DecidedBy == who && i.Cause == request.Cause && i.Action == request.Action, cancel)
            ? null
            : CoordinationErrors.RoundClosed;
    }

    private async Task<IReadOnlyList<FieldError>> Faults(Request request, DateTimeOffset now, CancellationToken cancel)
    {
        var faults = new List<FieldError>();
        if ((await causes.List(cancel)).All(c => c.Code != request.Cause))
            faults.Add(new FieldError("cause", "field.option"));
        if (!Enum.IsDefined(request.Action))
            faults.Add(new FieldError("action", "field.option"));
        if (request.Action == DispatchAction.OtherDepartment && request.Department is null)
            faults.Add(new FieldError("department", "field.required"));
        if (request.Department is { } department && !Departments.All.Contains(department))
            faults.Add(new FieldError("department", "field.option"));
        if (request.Action == DispatchAction.Assign && string.IsNullOrEmpty(request.Assignee))
            faults.Add(new FieldError("assignee", "field.required"));
        if (request.Until <= now)
            faults.Add(new FieldError("until", "dispatch.until-past"));
        else if (request.Until > now + Furthest)
            faults.Add(new FieldError("until", "dispatch.until-far").With("days", $"{Furthest.Days}"));
        return faults;
    }

    // A round that was closed meanwhile stays as it is.
    private static void Write(WriteBatch batch, DispatchItem item, Request request, StaffMember me, DateTimeOffset now) => batch.Add(
        "UPDATE dispatch_items SET cause = $1, action = $2, to_department = $3, to_staff = $4, until = $5, note = $6, decided_by = $7, decided_at = $8 "
        + "WHERE hour = $9 AND case_id = $10 AND stage = $11 AND EXISTS (SELECT 1 FROM dispatch_rounds r WHERE r.hour = $9 AND r.closed_at IS NULL)",
        request.Cause, request.Action, request.Department, request.Assignee ?? item.Assignee, request.Until, request.Note?.Trim(), me.Id, now, item.Hour, item.CaseId, item.Stage);
}
