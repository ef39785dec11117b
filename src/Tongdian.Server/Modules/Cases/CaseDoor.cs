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

/// <summary>A case that somebody was let in to, with who they are and the one instant of the operation.</summary>
public sealed record CaseAccess(Case State, ProcessDefinition Process, Actor Actor, StaffMember? Staff, DateTimeOffset Now)
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
}

/// <summary>
/// Lets people in to a case and carries their changes to the store: who may see it, the version they worked from, the key of a repeated
/// request. The use cases only say what is wanted.
/// </summary>
public sealed class CaseDoor(
    CaseStore store, ProcessCatalog processes, CalendarCatalog calendars, CompanyDirectory directory, StaffAccess staffAccess, AccessCode codes,
    AccessCodeGuard guard, Idempotency idempotency, TimeProvider time)
{
    private static readonly TimeSpan CodeLastsAfterClosing = TimeSpan.FromDays(180);

    /// <summary>The case, when the caller may see it. To others it looks as if it did not exist.</summary>
    public async Task<Result<CaseAccess>> Open(string number, HttpContext http)
    {
        var cancel = http.RequestAborted;
        var now = time.GetUtcNow();
        if (await staffAccess.Find(http.User, cancel) is { } staff)
        {
            var seen = CaseNumber.TryParse(number, out var read) ? await store.Find(read.Value, cancel) : null;
            return seen is not null && (await directory.Get(cancel)).Covers(staff, seen.Facts.Region)
                ? new CaseAccess(seen, processes.Get(seen.Process), staff.Actor, staff, now)
                : AccessErrors.CaseNotFound;
        }

        var visitor = http.Connection.RemoteIpAddress?.ToString() ?? "";
        if (guard.Blocks(number, visitor) is { } blocked)
            return blocked;
        var code = http.Request.Headers["X-Access-Code"].ToString();
        var found = CaseNumber.TryParse(number, out var parsed) ? await store.Find(parsed.Value, cancel) : null;
        if (guard.Judge(number, visitor, found is not null && codes.Matches(found.Id.Value, code)) is { } refused)
            return refused;
        return found!.ClosedAt is { } closed && now - closed > CodeLastsAfterClosing
            ? AccessErrors.CodeExpired
            : new CaseAccess(found, processes.Get(found.Process), Actor.Customer, null, now);
    }

    /// <summary>Opens the case, lets the use case say what it wants, decides, commits and answers.</summary>
    public async Task<IResult> Change(string number, HttpContext http, Func<CaseAccess, Task<Result<CaseWork>>> wanted)
    {
        var cancel = http.RequestAborted;
        if ((await Open(number, http)).Failed(out var closed, out var access))
            return Problem.From(closed);
        var scope = $"{access.State.Id}:{access.Staff?.Id ?? "customer"}";
        if (Idempotency.Read(http, scope).Failed(out var badKey, out var keyed) && badKey is not null)
            return Problem.From(badKey);
        if (keyed is not null && await Repeated(keyed, http) is { } before)
            return before;
        if (WorkedFrom(http, access.State.Version) is { } stale)
            return Problem.From(stale);
        if ((await wanted(access)).Failed(out var refused, out var work))
            return await Refused(refused);
        if (access.State.Decide(access.Process, work.Command, access.Context(work.Reason)).Failed(out var notGranted, out var change))
            return Problem.From(notGranted);

        var answer = JsonSerializer.Serialize(CaseProgress.Of(change.After, processes, calendars, access.Now), ApiJson.Options);
        var outcome = await store.Commit(
            new CaseCommit(access.Now, [change, .. work.Beside])
            {
                With = work.With, Answer = keyed is null ? null : Answer(keyed, answer, change.After, access.Now, StatusCodes.Status200OK),
            },
            cancel);
        return outcome switch
        {
            CommitOutcome.Committed => Reply(http, change.After.Version, answer),
            CommitOutcome.Stale or CommitOutcome.Repeated => await Refused(AccessErrors.Stale),
            CommitOutcome.FileTaken => await Refused(AccessErrors.FileTaken),
            _ => throw new InvalidOperationException($"Unexpected outcome {outcome}"),
        };

        // The same request may have come twice at once, and the other one was first: then its answer is this one's too.
        async Task<IResult> Refused(Error error) => keyed is not null && await Repeated(keyed, http) is { } first ? first : Problem.From(error);
    }

    internal static IdempotencyRow Answer(KeyedRequest keyed, string answer, Case state, DateTimeOffset now, int status) => new()
    {
        Scope = keyed.Scope, Key = keyed.Key, RequestHash = keyed.Hash, Status = status, Answer = answer, CaseId = state.Id.Value, At = now,
    };

    private async Task<IResult?> Repeated(KeyedRequest keyed, HttpContext http)
    {
        if ((await idempotency.Answered(keyed, http.RequestAborted)).Failed(out var other, out var row) && other is not null)
            return Problem.From(other);
        if (row is null)
            return null;
        var version = JsonDocument.Parse(row.Answer).RootElement.GetProperty("version").GetInt32();
        return Reply(http, version, row.Answer);
    }

    private static Error? WorkedFrom(HttpContext http, int version)
    {
        var header = http.Request.Headers.IfMatch.ToString().Trim();
        if (header.Length == 0)
            return AccessErrors.VersionRequired;
        if (!int.TryParse(header.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var from))
            return AccessErrors.VersionUnreadable;
        return from == version ? null : AccessErrors.Stale.With("version", version.ToString(CultureInfo.InvariantCulture));
    }

    private static IResult Reply(HttpContext http, int version, string json)
    {
        http.Response.Headers.ETag = ETag(version);
        return Results.Text(json, "application/json; charset=utf-8");
    }

    internal static string ETag(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
}
