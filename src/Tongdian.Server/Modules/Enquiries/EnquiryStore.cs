using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Clocks;
using Tongdian.Domain.Enquiries;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Clocks;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Enquiries;

/// <summary>The one door to an enquiry: reads its row, and commits a change of it with everything that belongs to it.</summary>
public sealed class EnquiryStore(Database database, IDbContextFactory<TongdianContext> contexts, CalendarCatalog calendars)
{
    private const int MostFacts = 500;

    private static readonly Dictionary<string, CommitOutcome> Outcomes = new(StringComparer.Ordinal)
    {
        ["enquiry_entries"] = CommitOutcome.Stale, ["idempotency_keys"] = CommitOutcome.Repeated, ["enquiries"] = CommitOutcome.NumberTaken, ["file_claims"] = CommitOutcome.FileTaken,
    };

    /// <summary>For the company's zone: natural hours know no holidays, so one calendar serves every region.</summary>
    public WorkCalendar Calendar => calendars.Newest(CalendarCatalog.Default) ?? throw new InvalidOperationException("There is no calendar");

    /// <summary>The enquiry with this number.</summary>
    public async Task<Enquiry?> Find(EnquiryNumber number, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var (value, found) = (number.Value, context.Set<EnquiryRow>().AsNoTracking());
        return await found.Where(e => e.Number == value).Select(e => e.State).FirstOrDefaultAsync(cancel) is { } state ? Read(state) : null;
    }

    /// <summary>What happened, in order; of very long ones the last part.</summary>
    public async Task<IReadOnlyList<RecordedFact>> Facts(Enquiry state, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var (id, from) = (state.Id.Value, state.Version - MostFacts);
        var kept = await context.Set<EnquiryEntry>().AsNoTracking().Where(e => e.EnquiryId == id && e.Version > from && e.Version <= state.Version)
            .OrderBy(e => e.Version).Select(e => e.Payload).ToListAsync(cancel);
        return kept.ConvertAll(p => JsonSerializer.Deserialize(p, EnquiryJson.Default.RecordedFact) ?? throw new InvalidOperationException("An empty fact"));
    }

    /// <summary>Commits all of it or nothing.</summary>
    public async Task<CommitOutcome> Commit(EnquiryChange change, IReadOnlyList<Action<WriteBatch>> with, IdempotencyRow? answer, CancellationToken cancel)
    {
        var batch = new WriteBatch();
        // The guard comes first, so that a change that lost the race costs as little as possible.
        batch.Insert(
            "enquiry_entries", ("enquiry_id", change.After.Id.Value), ("version", change.After.Version), ("at", change.Fact.At),
            ("payload", CanonicalJson.Bytes(JsonSerializer.SerializeToElement(change.Fact, EnquiryJson.Default.RecordedFact))),
            ("salt", RandomNumberGenerator.GetBytes(32)));
        WriteRow(batch, change);
        RecordRecoveries.Owe(batch, change.After, change.Fact);
        foreach (var more in with)
            more(batch);
        if (answer is not null)
            Idempotency.Write(batch, answer);
        try
        {
            await database.Commit(batch, cancel);
            return CommitOutcome.Committed;
        }
        catch (DuplicateKeyException e) when (Outcomes.TryGetValue(e.Table, out var outcome))
        {
            // Whose row it was in another table knows what that means.
            return outcome;
        }
    }

    internal static Enquiry Read(string state) =>
        JsonSerializer.Deserialize(state, EnquiryJson.Default.Enquiry) ?? throw new InvalidOperationException("An enquiry row without a state");

    private static string Text(Enquiry state) => JsonSerializer.Serialize(state, EnquiryJson.Default.Enquiry);

    private void WriteRow(WriteBatch batch, EnquiryChange change)
    {
        var (state, at) = (change.After, change.Fact.At);
        var clocks = new EnquiryClocks(state, Calendar, at);
        var (due, near, next) = (clocks.DueAt ?? EnquiryRow.NothingOwed, clocks.NearAt, clocks.NextAfter(at));
        if (change.Before is null)
        {
            batch.Insert(
                "enquiries", ("id", state.Id.Value), ("number", state.Number.Value), ("version", state.Version), ("kind", state.Kind), ("status", state.Status),
                ("region", state.Region), ("department", state.Department), ("owner", state.Owner), ("assignee", state.Assignee),
                ("case_number", state.Case?.Value), ("person_id", state.Customer.Person), ("rank", EnquiryRow.RankOf(state.Kind)), ("asked_at", state.AskedAt),
                ("due_at", due), ("near_at", near), ("breached_at", clocks.BreachedAt), ("next_at", next), ("closed_at", state.ClosedAt), ("state", Text(state)));
            return;
        }

        batch.Add(
            "UPDATE enquiries SET version = $1, status = $2, department = $3, owner = $4, assignee = $5, due_at = $6, near_at = $7, "
            + "breached_at = COALESCE(breached_at, $8), next_at = $9, closed_at = $10, state = $11 WHERE id = $12",
            state.Version, state.Status, state.Department, state.Owner, state.Assignee, due, near, clocks.BreachedAt, next, state.ClosedAt, Text(state), state.Id.Value);
        // What was reached since the change before, whether or not anybody watched.
        foreach (var alert in EnquiryAlerts.Of(change.Before, clocks, at))
            alert.Write(batch);
        if (state.Kind == EnquiryKind.Recovery && change.Fact.Fact is CustomerJudged { Answered: false })
            EnquiryAlerts.NotSatisfiedAgain(state, at).Write(batch);
    }
}
