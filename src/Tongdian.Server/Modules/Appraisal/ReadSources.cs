using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Enquiries;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Enquiries;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Modules.Feedback;
using Tongdian.Server.Platform.Outbox;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Appraisal;

/// <summary>What is stored of a case, and what the log has of it.</summary>
/// <param name="Id">The case.</param>
/// <param name="Row">Its row; null when it is gone.</param>
/// <param name="IsErased">Its person was erased.</param>
/// <param name="Facts">Its history, in order.</param>
/// <param name="Ratings">What its customer thought.</param>
/// <param name="Recoveries">Its service recoveries with their facts, in order.</param>
/// <param name="Records">What was entered of it, by the id of the entry.</param>
/// <param name="Owed">The ids of entries that are still to be made.</param>
internal sealed record CaseSources(
    Guid Id, CaseRow? Row, bool IsErased, IReadOnlyList<CaseEventRow> Facts, IReadOnlyList<Evaluation> Ratings, IReadOnlyList<(EnquiryRow Row, IReadOnlyList<EnquiryEntry> Facts)> Recoveries,
    IReadOnlyDictionary<Guid, ProveRecords.Entry> Records, IReadOnlySet<Guid> Owed);

/// <summary>Both sources of all cases that something of the time since counts of, a handful at a time.</summary>
internal sealed class ReadSources(IDbContextFactory<TongdianContext> contexts, ProveRecords prove)
{
    private const int AtOnce = 50;

    /// <summary>The cases, in no order that means anything.</summary>
    public async IAsyncEnumerable<CaseSources> Since(DateTimeOffset since, ProveRecords.Head under, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var cases = context.Set<CaseRow>();
        // What was taken away from one of them is still in another.
        var ids = context.Set<CaseEventRow>().Where(e => e.At >= since).Select(e => e.CaseId)
            .Union(context.Set<WorkItem>().Select(w => w.CaseId))
            .Union(context.Set<Evaluation>().Where(e => e.RatedAt >= since).Select(e => e.CaseId))
            .Union(context.Set<EvidenceLeaf>().Where(l => l.At >= since).Select(l => l.CaseId))
            .Union(context.Set<EnquiryRow>().Where(e => e.Kind == EnquiryKind.Recovery && e.AskedAt >= since).Join(cases, e => e.CaseNumber, c => c.Number, (_, c) => c.Id))
            .OrderBy(id => id);
        await foreach (var some in ids.AsAsyncEnumerable().Chunk(AtOnce).WithCancellation(cancel))
        {
            foreach (var one in await Read(some, under, cancel))
                yield return one;
        }
    }

    /// <summary>When the first entry of the log was acknowledged; null while there is none.</summary>
    public async Task<DateTimeOffset?> Begin(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Set<EvidenceLeaf>().MinAsync(l => (DateTimeOffset?)l.At, cancel);
    }

    private async Task<IReadOnlyList<CaseSources>> Read(Guid[] ids, ProveRecords.Head under, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var rows = await context.Set<CaseRow>().AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancel);
        var (persons, numbers) = (rows.Values.Select(r => r.PersonId).Distinct().ToArray(), rows.Values.Select(r => r.Number).ToArray());
        var erased = await context.Set<Person>().Where(p => persons.Contains(p.Id) && p.ErasedAt != null).Select(p => p.Id).ToHashSetAsync(cancel);
        var recoveries = await context.Set<EnquiryRow>().AsNoTracking().Where(e => e.Kind == EnquiryKind.Recovery && numbers.Contains(e.CaseNumber!)).OrderBy(e => e.AskedAt).ToListAsync(cancel);
        var subjects = ids.Concat(recoveries.Select(r => r.Id)).ToArray();
        var owed = (await context.Set<EvidenceDue>().AsNoTracking().Where(d => subjects.Contains(d.Subject)).ToListAsync(cancel)).ConvertAll(MakeLeaf.IdOf)
            .Concat((await context.Set<OutboxRow>().AsNoTracking().Where(o => o.Consumer == OnFacts.Consumer && ids.Contains(o.CaseId)).ToListAsync(cancel))
                .ConvertAll(o => MakeLeaf.IdOf(o.CaseId, o.Version, o.Ordinal))).ToHashSet();
        // After what is owed: what is recorded meanwhile is found here, and not missed in both.
        var records = await prove.Of(ids, under, cancel);
        var facts = (await context.Set<CaseEventRow>().AsNoTracking().Where(e => ids.Contains(e.CaseId)).OrderBy(e => e.Version).ThenBy(e => e.Ordinal).ToListAsync(cancel)).ToLookup(e => e.CaseId);
        var ratings = (await context.Set<Evaluation>().AsNoTracking().Where(e => ids.Contains(e.CaseId) && e.RatedAt != null).OrderBy(e => e.Stage).ToListAsync(cancel)).ToLookup(e => e.CaseId);
        var mended = recoveries.ConvertAll(r => r.Id);
        var entries = (await context.Set<EnquiryEntry>().AsNoTracking().Where(e => mended.Contains(e.EnquiryId)).OrderBy(e => e.Version).ToListAsync(cancel)).ToLookup(e => e.EnquiryId);
        var ofCases = recoveries.ToLookup(r => r.CaseNumber, StringComparer.Ordinal);
        // What is said of an enquiry is filed under it, and is no case.
        return [.. ids.Where(id => rows.ContainsKey(id) || facts[id].Any() || records[id].Any(r => r.Leaf.Version is not null)).Select(id => new CaseSources(
            id, rows.GetValueOrDefault(id), rows.TryGetValue(id, out var row) && erased.Contains(row.PersonId), [.. facts[id]], [.. ratings[id]],
            [.. ofCases[row?.Number].Where(_ => row is not null).Select(r => (r, (IReadOnlyList<EnquiryEntry>)[.. entries[r.Id]]))],
            records[id].ToDictionary(r => r.Leaf.Id), owed))];
    }
}
