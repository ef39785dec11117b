using System.Globalization;
using System.Text.Json;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Enquiries;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Enquiries;

/// <summary>An enquiry that somebody was let in to, with who they are and the one instant of the operation.</summary>
public sealed record EnquiryAccess(Enquiry State, Actor Actor, StaffMember? Staff, DateTimeOffset Now);

/// <summary>What a use case wants to happen, and what else must be written with it.</summary>
public sealed record EnquiryWork(EnquiryCommand Command, params IReadOnlyList<Action<WriteBatch>> With);

/// <summary>What somebody wants of an enquiry that they were let in to.</summary>
public delegate Task<Result<EnquiryWork>> EnquiryUse(EnquiryAccess access);

/// <summary>How a change is made.</summary>
/// <param name="From">The version it was made from, or why that is not known; null for what fits every version: it is written after whatever came first.</param>
/// <param name="Once">The key of a request that may come twice.</param>
public sealed record EnquiryEdit(Result<int>? From, OnceKey? Once = null);

/// <summary>Lets people in to an enquiry and carries their changes to the store, as <c>CaseDoor</c> does for cases.</summary>
public sealed class EnquiryDoor(EnquiryStore store, CompanyDirectory directory, AccessCode codes, AccessCodeGuard guard, Idempotency idempotency, TimeProvider time)
{
    private const int MostTries = 20;

    private static readonly TimeSpan CodeLastsAfterClosing = TimeSpan.FromDays(180);

    /// <summary>The enquiry, when the caller may see it. To others it looks as if it did not exist.</summary>
    public async Task<Result<EnquiryAccess>> Open(string number, Caller caller, CancellationToken cancel)
    {
        if (caller.Staff is null && guard.Blocks(number, caller.Visitor) is { } blocked)
            return blocked;
        var now = time.GetUtcNow();
        var found = EnquiryNumber.TryParse(number, out var read) ? await store.Find(read.Value, cancel) : null;
        var company = await directory.Get(cancel);
        if (Refuse(number, found, caller, company, now) is { } refused)
            return refused;
        return new EnquiryAccess(found!, caller.Staff is null ? Actor.Customer : company.ActorOf(caller.Staff, now), caller.Staff, now);
    }

    /// <summary>Opens the enquiry, lets the use case say what it wants, decides and commits.</summary>
    public async Task<Result<CaseAnswer>> Change(string number, Caller caller, EnquiryEdit edit, EnquiryUse use, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            if ((await Open(number, caller, cancel)).Failed(out var closed, out var access))
                return closed;
            var keyed = edit.Once?.In($"{access.State.Id}:{access.Staff?.Id ?? "customer"}");
            if (keyed is not null && await CaseAnswer.Before(idempotency, keyed, cancel) is { } before)
                return before;
            if (edit.From is { } known && known.Failed(out var unknown, out _))
                return unknown;
            if (edit.From is { } version && version.Value != access.State.Version)
                return AccessErrors.Stale.With("version", access.State.Version.ToString(CultureInfo.InvariantCulture));
            if ((await use(access)).Failed(out var refused, out var work))
                return await Refused(refused);
            if (access.State.Decide(work.Command, new OperationContext(access.Actor, access.Now)).Failed(out var notGranted, out var change))
                return notGranted;

            var answer = JsonSerializer.Serialize(EnquiryProgress.Of(change.After, store.Calendar, access.Now), ApiJson.Options);
            switch (await store.Commit(change, work.With, keyed is null ? null : keyed.Answered(answer, change.After.Id.Value, access.Now, StatusCodes.Status200OK), cancel))
            {
                case CommitOutcome.Committed:
                    return new CaseAnswer(change.After.Version, answer);
                case CommitOutcome.Stale when edit.From is null && attempt < MostTries:
                    // Somebody else was first; what was said comes after it.
                    continue;
                case CommitOutcome.Stale or CommitOutcome.Repeated:
                    return await Refused(AccessErrors.Stale);
                case CommitOutcome.FileTaken:
                    return await Refused(AccessErrors.FileTaken);
                case var outcome:
                    throw new InvalidOperationException($"Unexpected outcome {outcome}");
            }

            // The same request may have come twice at once, and the other one was first: then its answer is this one's too.
            async Task<Result<CaseAnswer>> Refused(Error error) => keyed is not null && await CaseAnswer.Before(idempotency, keyed, cancel) is { } first ? first : error;
        }
    }

    private Error? Refuse(string number, Enquiry? found, Caller caller, Company company, DateTimeOffset now)
    {
        if (caller.Staff is { } staff)
            return found is not null && company.Covers(staff, found.Region) ? null : EnquiryErrors.NotFound;
        var right = found is not null && codes.Matches(found.Id.Value, caller.AccessCode);
        if (guard.Judge(number, caller.Visitor, right) is { } refused)
            return refused;
        return found!.ClosedAt is { } closed && now - closed > CodeLastsAfterClosing ? AccessErrors.CodeExpired : null;
    }
}
