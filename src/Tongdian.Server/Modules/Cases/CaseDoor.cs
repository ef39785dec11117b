using System.Globalization;
using System.Text.Json;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Cases;

/// <summary>A case that somebody was let in to, with who they are, the one instant of the operation, and whether anything was decided about its photographs.</summary>
public sealed record CaseAccess(Case State, ProcessDefinition Process, Actor Actor, StaffMember? Staff, DateTimeOffset Now, bool PhotosDecided)
{
    /// <summary>Who, why and when of a command.</summary>
    public OperationContext Context(string? reason) => new(Actor, Now, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim());
}

/// <summary>What a use case wants to happen: the command, why, and what else must be written with it.</summary>
public sealed record CaseWork(CaseCommand Command, string? Reason = null)
{
    /// <summary>Rows of other modules.</summary>
    public IReadOnlyList<Action<WriteBatch>> With { get; init; } = [];

    /// <summary>Changes of other cases that happen together with this one.</summary>
    public IReadOnlyList<CaseChange> Beside { get; init; } = [];

    /// <summary>A use case that wants this and needs to look at nothing first.</summary>
    public static CaseUse Plain(CaseCommand command, string? reason = null) => _ => Task.FromResult<Result<CaseWork>>(new CaseWork(command, reason));

    /// <summary>A use case that is refused before it began.</summary>
    public static CaseUse Refused(Error error) => _ => Task.FromResult<Result<CaseWork>>(error);
}

/// <summary>What somebody wants of a case that they were let in to.</summary>
public delegate Task<Result<CaseWork>> CaseUse(CaseAccess access);

/// <summary>How a change is made: the version it was made from (or why that is not known), and the key of a request that may come twice.</summary>
public sealed record CaseEdit(Result<int> From, OnceKey? Once = null);

/// <summary>The answer to a change, as it is kept for a request that comes again: the version, and a <see cref="CaseProgress"/> as JSON.</summary>
public sealed record CaseAnswer(int Version, string Json)
{
    /// <summary>What was answered when the request came first; null when it did not come before.</summary>
    internal static async Task<Result<CaseAnswer>?> Before(Idempotency idempotency, KeyedRequest keyed, CancellationToken cancel)
    {
        if ((await idempotency.Answered(keyed, cancel)).Failed(out var other, out var row) && other is not null)
            return other;
        if (row is null)
            return null;
        return new CaseAnswer(JsonDocument.Parse(row.Answer).RootElement.GetProperty("version").GetInt32(), row.Answer);
    }
}

/// <summary>
/// Lets people in to a case and carries their changes to the store: who may see it, the version they worked from, the key of a repeated
/// request. The use cases only say what is wanted.
/// </summary>
public sealed class CaseDoor(
    CaseStore store, ProcessCatalog processes, CalendarCatalog calendars, CompanyDirectory directory, AccessCode codes, AccessCodeGuard guard,
    Idempotency idempotency, TimeProvider time)
{
    private static readonly TimeSpan CodeLastsAfterClosing = TimeSpan.FromDays(180);

    /// <summary>The case, when the caller may see it. To others it looks as if it did not exist.</summary>
    public async Task<Result<CaseAccess>> Open(string number, Caller caller, CancellationToken cancel)
    {
        if (caller.Staff is null && guard.Blocks(number, caller.Visitor) is { } blocked)
            return blocked;
        var now = time.GetUtcNow();
        var found = CaseNumber.TryParse(number, out var read) ? await store.Look(read.Value, cancel) : null;
        return await Refuse(number, found is null ? null : CaseHead.Of(found.State), caller, now, cancel) is { } refused
            ? refused
            : new CaseAccess(found!.State, processes.Get(found.State.Process), await ActorOf(caller.Staff, now, cancel), caller.Staff, now, found.PhotosDecided);
    }

    /// <summary>
    /// Whether the caller may see the case and has this version of it already; one row without its state answers that. When not, for whatever
    /// reason, <see cref="Open"/> says why.
    /// </summary>
    public async Task<bool> Unchanged(string number, string tag, Caller caller, CancellationToken cancel)
    {
        if (!CaseNumber.TryParse(number, out var read) || (caller.Staff is null && guard.Blocks(number, caller.Visitor) is not null))
            return false;
        return await store.FindHead(read.Value, cancel) is { } head && tag == ETag(head.Version)
            && (caller.Staff is not null || codes.Matches(head.Id.Value, caller.AccessCode))
            && await Refuse(number, head, caller, time.GetUtcNow(), cancel) is null;
    }

    /// <summary>Opens the case, lets the use case say what it wants, decides and commits.</summary>
    public async Task<Result<CaseAnswer>> Change(string number, Caller caller, CaseEdit edit, CaseUse use, CancellationToken cancel)
    {
        if ((await Open(number, caller, cancel)).Failed(out var closed, out var access))
            return closed;
        var keyed = edit.Once?.In($"{access.State.Id}:{access.Staff?.Id ?? "customer"}");
        if (keyed is not null && await CaseAnswer.Before(idempotency, keyed, cancel) is { } before)
            return before;
        if (edit.From.Failed(out var unknown, out var from))
            return unknown;
        if (from != access.State.Version)
            return AccessErrors.Stale.With("version", access.State.Version.ToString(CultureInfo.InvariantCulture));
        if ((await use(access)).Failed(out var refused, out var work))
            return await Refused(refused);
        if (access.State.Decide(access.Process, work.Command, access.Context(work.Reason)).Failed(out var notGranted, out var change))
            return notGranted;

        var answer = JsonSerializer.Serialize(CaseProgress.Of(change.After, processes, calendars, access.Now), ApiJson.Options);
        var outcome = await store.Commit(
            new CaseCommit(access.Now, [change, .. work.Beside])
            {
                With = work.With, Answer = keyed is null ? null : keyed.Answered(answer, change.After.Id.Value, access.Now, StatusCodes.Status200OK),
            },
            cancel);
        return outcome switch
        {
            CommitOutcome.Committed => new CaseAnswer(change.After.Version, answer),
            CommitOutcome.Stale or CommitOutcome.Repeated => await Refused(AccessErrors.Stale),
            CommitOutcome.FileTaken => await Refused(AccessErrors.FileTaken),
            CommitOutcome.TimeTaken => await Refused(CaseErrors.SlotTaken),
            _ => throw new InvalidOperationException($"Unexpected outcome {outcome}"),
        };

        // The same request may have come twice at once, and the other one was first: then its answer is this one's too.
        async Task<Result<CaseAnswer>> Refused(Error error) => keyed is not null && await CaseAnswer.Before(idempotency, keyed, cancel) is { } first ? first : error;
    }

    internal static string ETag(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Why the caller may not see the case; a wrong code counts, however it was asked with.</summary>
    private async ValueTask<Error?> Refuse(string number, CaseHead? head, Caller caller, DateTimeOffset now, CancellationToken cancel)
    {
        if (caller.Staff is { } staff)
            return head is not null && (await directory.Get(cancel)).Covers(staff, head.Region) ? null : AccessErrors.CaseNotFound;
        var right = head is not null && codes.Matches(head.Id.Value, caller.AccessCode);
        if (guard.Judge(number, caller.Visitor, right) is { } refused)
            return refused;
        return head!.ClosedAt is { } closed && now - closed > CodeLastsAfterClosing ? AccessErrors.CodeExpired : null;
    }

    private async ValueTask<Actor> ActorOf(StaffMember? staff, DateTimeOffset now, CancellationToken cancel) =>
        staff is null ? Actor.Customer : (await directory.Get(cancel)).ActorOf(staff, now);
}
