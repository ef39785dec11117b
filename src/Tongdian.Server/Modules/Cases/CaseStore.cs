using System.Collections.Immutable;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Cluster;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Outbox;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Cases;

/// <summary>What is to be committed: changes of cases, what else belongs to them, and the answer kept for a repeated request.</summary>
public sealed record CaseCommit(DateTimeOffset Now, params IReadOnlyList<CaseChange> Changes)
{
    /// <summary>Rows of other modules that must be there exactly when the change is: sealed values, taken files.</summary>
    public IReadOnlyList<Action<WriteBatch>> With { get; init; } = [];

    /// <summary>The answer, when the request had an idempotency key.</summary>
    public IdempotencyRow? Answer { get; init; }
}

/// <summary>How a commit ended.</summary>
public enum CommitOutcome
{
    Committed,

    /// <summary>Somebody else changed the case first; nothing was written.</summary>
    Stale,

    /// <summary>The same request was answered already; nothing was written.</summary>
    Repeated,

    /// <summary>The case number was taken by another case; nothing was written.</summary>
    NumberTaken,

    /// <summary>Another case took one of the files first; nothing was written.</summary>
    FileTaken,

    /// <summary>Another case has the time of the crew; nothing was written.</summary>
    TimeTaken,
}

/// <summary>What is known of a case without reading its state.</summary>
public sealed record CaseHead(CaseId Id, int Version, string Region, DateTimeOffset? ClosedAt)
{
    internal static CaseHead Of(Case state) => new(state.Id, state.Version, state.Facts.Region, state.ClosedAt);
}

/// <summary>A case, and whether anything was decided about its photographs: mostly nothing was, and then nobody asks what.</summary>
public sealed record FoundCase(Case State, bool PhotosDecided);

/// <summary>The one door to a case: reads its one row, and commits changes of it with everything that belongs to them.</summary>
public sealed class CaseStore(
    Database database, IDbContextFactory<TongdianContext> contexts, CaseProjection projection, CompanyDirectory directory, IEnumerable<OutboxConsumer> consumers)
{
    private readonly OutboxConsumer[] consumers = [.. consumers];
    private readonly ReadLately lately = new();

    /// <summary>The case with this number.</summary>
    public async Task<Case?> Find(CaseNumber number, CancellationToken cancel) => (await Look(number, cancel))?.State;

    /// <summary>The case with this identity.</summary>
    public async Task<Case?> Find(CaseId id, CancellationToken cancel) => (await Find("id", id.Value, id.ToString(), cancel))?.State;

    /// <summary>The case with this number, and what a look at it needs to know besides.</summary>
    public Task<FoundCase?> Look(CaseNumber number, CancellationToken cancel) => Find("number", number.Value, number.Value, cancel);

    /// <summary>Those of these cases that are there.</summary>
    public async Task<IReadOnlyDictionary<Guid, Case>> FindMany(IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        if (ids.Count == 0)
            return ImmutableDictionary<Guid, Case>.Empty;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var states = await context.Set<CaseRow>().Where(c => ids.Contains(c.Id)).Select(c => c.State).ToListAsync(cancel);
        return states.Select(Read).ToDictionary(s => s.Id.Value);
    }

    /// <summary>What decides who may see the case with this number and whether it changed, without its state.</summary>
    public async Task<CaseHead?> FindHead(CaseNumber number, CancellationToken cancel)
    {
        await using var connection = await database.OpenForReading(cancel);
        await using var query = Query(connection, "SELECT id, version, region, closed_at FROM cases WHERE number = $1", number.Value);
        await using var row = await query.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel)
            ? new CaseHead(
                new CaseId(row.GetGuid(0)), row.GetInt32(1), row.GetString(2),
                await row.IsDBNullAsync(3, cancel) ? null : new DateTimeOffset(DateTime.SpecifyKind(row.GetDateTime(3), DateTimeKind.Utc)))
            : null;
    }

    /// <summary>The facts of a case in order; after a version, at most <paramref name="limit"/>.</summary>
    public async Task<IReadOnlyList<CaseEventRow>> Events(CaseId id, int afterVersion, int limit, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Set<CaseEventRow>().AsNoTracking()
            .Where(e => e.CaseId == id.Value && e.Version > afterVersion && e.Version <= afterVersion + limit)
            .OrderBy(e => e.Version).ThenBy(e => e.Ordinal).ToListAsync(cancel);
    }

    /// <summary>Commits all of it or nothing.</summary>
    public async Task<CommitOutcome> Commit(CaseCommit commit, CancellationToken cancel)
    {
        var batch = new WriteBatch();
        var company = await directory.Get(cancel);
        // The guards come first, so that a change that lost the race costs as little as possible.
        foreach (var change in commit.Changes)
            WriteEvents(batch, change);
        foreach (var change in commit.Changes)
        {
            WriteRow(batch, change);
            projection.Write(batch, change, company, commit.Now);
        }

        foreach (var more in commit.With)
            more(batch);
        if (commit.Answer is { } answer)
            Idempotency.Write(batch, answer);
        try
        {
            await database.Commit(batch, cancel);
            return CommitOutcome.Committed;
        }
        catch (DuplicateKeyException e)
        {
            return e.Table switch
            {
                "case_events" => CommitOutcome.Stale,
                "idempotency_keys" => CommitOutcome.Repeated,
                "cases" => CommitOutcome.NumberTaken,
                "file_claims" => CommitOutcome.FileTaken,
                "visit_quarters" => CommitOutcome.TimeTaken,
                _ => throw new InvalidOperationException($"Unexpected duplicate in {e.Table}", e),
            };
        }
    }

    /// <summary>The case that is kept as this text.</summary>
    public static Case Read(string state) =>
        JsonSerializer.Deserialize(state, DomainJson.Default.Case) ?? throw new InvalidOperationException("A case row without a state");

    /// <summary>The text in which a case is kept.</summary>
    public static string Text(Case state) => JsonSerializer.Serialize(state, DomainJson.Default.Case);

    /// <summary>The bytes in which a fact is kept.</summary>
    public static byte[] Bytes(RecordedEvent fact) =>
        CanonicalJson.Bytes(JsonSerializer.SerializeToElement(fact, DomainJson.Default.RecordedEvent));

    /// <summary>The fact that is kept in these bytes.</summary>
    public static RecordedEvent Fact(byte[] payload) =>
        JsonSerializer.Deserialize(payload, DomainJson.Default.RecordedEvent) ?? throw new InvalidOperationException("An empty fact");

    // One row, and its text only when it is not the version that was read lately. A case that lost its words has the version that it had with them: it is not kept.
    private async Task<FoundCase?> Find(string column, object value, string key, CancellationToken cancel)
    {
        var known = lately.Find(key);
        await using var connection = await database.OpenForReading(cancel);
        await using var query = Query(
            connection,
            "SELECT CASE WHEN version = $2 AND blanked_at IS NULL THEN NULL ELSE state END, blanked_at IS NOT NULL, EXISTS (SELECT 1 FROM photo_releases WHERE case_id = cases.id) "
            + $"FROM cases WHERE {column} = $1", value, known?.Version ?? 0);
        await using var row = await query.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel))
            return null;
        var decided = row.GetBoolean(2);
        if (await row.IsDBNullAsync(0, cancel))
            return new FoundCase(known!, decided);
        var state = Read(row.GetString(0));
        if (row.GetBoolean(1))
            lately.Forget(key);
        else
            lately.Keep(key, state);
        return new FoundCase(state, decided);
    }

    private DbCommand Query(DbConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        var query = connection.CreateCommand();
        query.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = query.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (database.PositionalName(i + 1), values[i]);
            query.Parameters.Add(parameter);
        }

        return query;
    }

    // The facts one after the other, then what consumers are owed: rows of one table make one statement.
    private void WriteEvents(WriteBatch batch, CaseChange change)
    {
        var (id, version) = (change.After.Id.Value, change.After.Version);
        var kinds = change.Events.Select(e => EventKinds.Of(e.Event)).ToArray();
        foreach (var (ordinal, fact) in change.Events.Index())
        {
            batch.Insert(
                "case_events", ("case_id", id), ("version", version), ("ordinal", ordinal), ("kind", kinds[ordinal]), ("at", fact.At),
                ("payload", Bytes(fact)), ("salt", RandomNumberGenerator.GetBytes(32)));
        }

        foreach (var consumer in consumers)
        {
            foreach (var (ordinal, fact) in change.Events.Index().Where(e => consumer.Wants(kinds[e.Index])))
            {
                batch.Insert(
                    "outbox", ("consumer", consumer.Name), ("case_id", id), ("version", version), ("ordinal", ordinal), ("kind", kinds[ordinal]),
                    ("part", Partition.Of(id)), ("next_at", fact.At), ("attempts", 0));
            }
        }
    }

    private static void WriteRow(WriteBatch batch, CaseChange change)
    {
        var state = change.After;
        if (change.Before is null)
        {
            batch.Insert(
                "cases", ("id", state.Id.Value), ("number", state.Number.Value), ("version", state.Version), ("status", state.Status),
                ("process", state.Process.Id), ("process_version", state.Process.Version), ("region", state.Facts.Region),
                ("person_id", state.Customer.Person), ("owner", state.Owner), ("submitted_at", state.SubmittedAt), ("closed_at", state.ClosedAt),
                ("state", Text(state)));
        }
        else
        {
            batch.Add(
                "UPDATE cases SET version = $1, status = $2, process = $3, process_version = $4, region = $5, person_id = $6, owner = $7, "
                + "closed_at = $8, state = $9 WHERE id = $10",
                state.Version, state.Status, state.Process.Id, state.Process.Version, state.Facts.Region, state.Customer.Person, state.Owner,
                state.ClosedAt, Text(state), state.Id.Value);
        }
    }
}
