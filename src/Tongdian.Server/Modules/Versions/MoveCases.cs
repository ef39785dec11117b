using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Versions;

/// <summary>Chosen cases go on under a newer version of their process. One by one: what is refused for one holds up no other.</summary>
public sealed class MoveCases(CaseStore store, ProcessCatalog processes, CompanyDirectory directory, IDbContextFactory<TongdianContext> contexts, TimeProvider time)
{
    /// <summary>No more cases at once.</summary>
    public const int MostAtOnce = 200;

    private const int Tries = 3;

    /// <summary>The numbers of the cases, and why.</summary>
    public sealed record Request(IReadOnlyList<string> Cases, string Reason);

    /// <summary>A case that was moved; or why it was not.</summary>
    public sealed record Item(string Number, bool Moved, string? Refused);

    public async Task<Result<IReadOnlyList<Item>>> Do(ProcessKey key, Request request, StaffMember by, CancellationToken cancel)
    {
        if (!Codes.IsCode(key.Id) || processes.Find(key) is not { } target)
            return new Error(ErrorKind.NotFound, "process.unknown").With("process", key.ToString());
        if (request.Cases.Count is 0 or > MostAtOnce)
            return new Error(ErrorKind.Invalid, "request.invalid").For([new FieldError("cases", "rows.too-many").With("max", MostAtOnce.ToString(CultureInfo.InvariantCulture))]);
        if (string.IsNullOrWhiteSpace(request.Reason))
            return CaseErrors.ReasonMissing;
        if (FreeText.Check("reason", request.Reason) is { } unfit)
            return unfit;
        var done = new List<Item>();
        foreach (var number in request.Cases.Distinct(StringComparer.Ordinal))
            done.Add(await Move(number, target, request.Reason.Trim(), by, cancel) is { } refused ? new Item(number, false, refused.Code) : new Item(number, true, null));
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var moved = done.Where(d => d.Moved).Select(d => d.Number).ToList();
        if (moved.Count > 0)
        {
            context.Add(AdministrationEntry.Of(by, time.GetUtcNow(), Acts.CasesMoved, key.ToString(), new Change("cases", null, string.Join(", ", moved))));
            await context.SaveChangesAsync(cancel);
        }

        return done;
    }

    private async Task<Error?> Move(string number, ProcessDefinition target, string reason, StaffMember by, CancellationToken cancel)
    {
        // Somebody may be at work on the case: then what they did is looked at again.
        for (var i = 0; i < Tries; i++)
        {
            var state = CaseNumber.TryParse(number, out var read) ? await store.Find(read.Value, cancel) : null;
            if (state is null || !(await directory.Get(cancel)).Covers(by, state.Facts.Region))
                return AccessErrors.CaseNotFound;
            var now = time.GetUtcNow();
            if (state.Decide(processes.Get(state.Process), new MoveToVersion(target), new OperationContext(by.Actor, now, reason)).Failed(out var refused, out var change))
                return refused;
            if (await store.Commit(new CaseCommit(now, change), cancel) == CommitOutcome.Committed)
                return null;
        }

        return AccessErrors.Stale;
    }
}
