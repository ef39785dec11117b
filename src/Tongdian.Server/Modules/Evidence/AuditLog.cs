using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain;
using Tongdian.Domain.Evidence;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Evidence.Chain;
using Tongdian.Server.Platform.Outbox;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Evidence;

/// <summary>
/// Computes the log anew from the tables and compares it with what was kept outside the database; and the histories of the cases with what was entered of them. It
/// changes nothing.
/// </summary>
internal sealed class AuditLog(IDbContextFactory<TongdianContext> contexts, KeptCheckpoints kept, Vault vault, EvidenceSettings settings, AnchorContract? chain = null)
{
    private const int MostCases = 100;

    /// <summary>One thing that was found.</summary>
    /// <param name="What">What was done.</param>
    /// <param name="From">The first entry concerned; null where it is a fact that has none.</param>
    /// <param name="To">The one after the last.</param>
    /// <param name="Cases">The cases that are concerned, as they were when the entries were kept; empty where nothing was kept that tells.</param>
    /// <param name="Against">What tells it, if it is a file.</param>
    public sealed record Finding(Alteration What, long? From, long? To, ImmutableArray<string> Cases, string? Against);

    /// <summary>What the audit says.</summary>
    /// <param name="Size">Entries that are stored.</param>
    /// <param name="Root">The root over them.</param>
    /// <param name="Proven">So many of them are those for which a checkpoint was kept.</param>
    /// <param name="Checkpoints">So many checkpoints were kept.</param>
    /// <param name="Findings">Empty: nothing contradicts what was kept.</param>
    /// <param name="Chain">What the chain says of it; null where the log is anchored in none.</param>
    public sealed record Report(long Size, TreeHash Root, long Proven, int Checkpoints, ImmutableArray<Finding> Findings, Anchored? Chain);

    /// <summary>What the chain says.</summary>
    /// <param name="Where">Chain and contract.</param>
    /// <param name="Anchors">So many anchors it has.</param>
    /// <param name="Proven">So many entries are those for which it has one.</param>
    /// <param name="Wrong">Why it could not be asked; null when it was.</param>
    public sealed record Anchored(string Where, int Anchors, long Proven, Error? Wrong);

    private sealed record Row(EvidenceLeaf Leaf, SealedValue? Value, Person? Person, CaseEventRow? Fact);

    /// <summary>Compares.</summary>
    /// <exception cref="InvalidDataException">What was kept was changed itself.</exception>
    public async Task<Report> Do(CancellationToken cancel)
    {
        var (checkpoints, leaves) = (kept.All().ToList(), kept.AllLeaves());
        var audit = new Audit(checkpoints, [], place => leaves(place)?.Hash);
        // Beside it, and not with it: what the chain has counts also against files that were rewritten.
        var (anchored, anchors) = await AskChain(cancel);
        var chained = new Audit(anchors, [], _ => null);
        var found = new List<Finding>();
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await foreach (var row in Rows(context).WithCancellation(cancel))
        {
            var place = row.Leaf.Place!.Value;
            var opened = MakeLeaf.Opened.Of(vault, row.Person, row.Value);
            // Nothing is not the same as no bytes.
            var entry = opened is null
                ? new StoredEntry(place, row.Leaf.Entry, row.Leaf.Number, null, null)
                : new StoredEntry(place, row.Leaf.Entry, row.Leaf.Number, opened.Salt, opened.Record);
            audit.Add(entry);
            chained.Add(entry);
            if (leaves(place) is { } leaf && leaf.Hash == Merkle.Leaf(row.Leaf.Entry) && leaf.Case != row.Leaf.Number)
                found.Add(new Finding(Alteration.RecordChanged, place, place + 1, [leaf.Case, row.Leaf.Number], null));
            if (opened is not null && row.Leaf.Version is not null && !EvidenceRecord.Read(opened.Record).Failed(out _, out var record) && Differs(record, row.Fact) is { } what)
                found.Add(new Finding(what, place, place + 1, [record.Case], null));
        }

        var report = audit.Finish();
        found.AddRange(report.Findings.Select(f => new Finding(f.What, f.From, f.To, Cases(f, leaves), f.Against)));
        var says = chained.Finish();
        // Anchors know no leaves: that rows are missing or changed is said above.
        found.AddRange(says.Findings.Where(f => f.What is Alteration.Rewritten or Alteration.CutOff or Alteration.Forked).Select(f => new Finding(f.What, f.From, f.To, Cases(f, leaves), f.Against)));
        found.AddRange(await Unrecorded(context, cancel));
        return new Report(
            report.Size, report.Root, report.Proven, checkpoints.Count, [.. found.OrderBy(f => f.From ?? long.MaxValue).ThenBy(f => f.What)],
            anchored is null ? null : anchored with { Proven = says.Proven });
    }

    private async Task<(Anchored? Said, IReadOnlyList<KeptCheckpoint> Anchors)> AskChain(CancellationToken cancel)
    {
        if (chain is null)
            return (null, []);
        var where = string.Create(CultureInfo.InvariantCulture, $"{chain.Chain} {chain.Address}");
        if ((await chain.Look(cancel)).Failed(out var error, out var last) || (await chain.Back(last, int.MaxValue, cancel)).Failed(out error, out var anchors))
            return (new Anchored(where, 0, 0, error), []);
        return (new Anchored(where, anchors.Count, 0, null),
            [.. anchors.Select(a => new KeptCheckpoint(
                new Checkpoint(settings.Origin, a.Size, a.Root), string.Create(CultureInfo.InvariantCulture, $"chain {where} block {a.Block} transaction {a.Transaction}")))]);
    }

    private static IAsyncEnumerable<Row> Rows(TongdianContext context) => context.Set<EvidenceLeaf>().AsNoTracking().Where(l => l.Place != null).OrderBy(l => l.Place)
        .LeftJoin(context.Set<SealedValue>(), l => l.Id, v => v.Id, (Leaf, Value) => new { Leaf, Value })
        .LeftJoin(context.Set<Person>(), l => l.Leaf.PersonId, p => p.Id, (l, Person) => new { l.Leaf, l.Value, Person })
        .LeftJoin(
            context.Set<CaseEventRow>(), l => new { l.Leaf.CaseId, l.Leaf.Version, l.Leaf.Ordinal }, e => new { e.CaseId, Version = (int?)e.Version, Ordinal = (int?)e.Ordinal },
            (l, Fact) => new Row(l.Leaf, l.Value, l.Person, Fact))
        .AsAsyncEnumerable();

    private static Alteration? Differs(EvidenceRecord record, CaseEventRow? fact) =>
        fact is null ? Alteration.FactGone : record.Has(OnFacts.Whole, fact.Salt, fact.Payload) ? null : Alteration.FactChanged;

    private static ImmutableArray<string> Cases(AuditFinding finding, Func<long, KeptCheckpoints.Leaf?> leaves)
    {
        // Where entries are gone or others, the row that stands there now says nothing.
        long[] places = finding.What switch
        {
            Alteration.Swapped => [finding.From, finding.To - 1],
            Alteration.EntryChanged or Alteration.Deleted or Alteration.CutOff => [.. Enumerable.Range(0, (int)Math.Min(finding.To - finding.From, MostCases)).Select(i => finding.From + i)],
            _ => [],
        };
        var known = places.Select(p => leaves(p)?.Case).OfType<string>().Distinct(StringComparer.Ordinal).ToImmutableArray();
        return known.IsEmpty && finding.Case is { } stored ? [stored] : known;
    }

    // Since there is a log, every fact of those kinds has an entry, or waits for one.
    private static async Task<IEnumerable<Finding>> Unrecorded(TongdianContext context, CancellationToken cancel)
    {
        var (leaves, outbox) = (context.Set<EvidenceLeaf>(), context.Set<OutboxRow>());
        if (await leaves.MinAsync(l => (DateTimeOffset?)l.At, cancel) is not { } since)
            return [];
        var missing = await context.Set<CaseEventRow>().AsNoTracking()
            .Where(e => OnFacts.Kinds.Contains(e.Kind) && e.At >= since
                && !leaves.Any(l => l.CaseId == e.CaseId && l.Version == e.Version && l.Ordinal == e.Ordinal)
                && !outbox.Any(o => o.Consumer == OnFacts.Consumer && o.CaseId == e.CaseId && o.Version == e.Version && o.Ordinal == e.Ordinal))
            .Join(context.Set<CaseRow>(), e => e.CaseId, c => c.Id, (Fact, Case) => new { Fact, Case })
            .Where(m => context.Set<Person>().Any(p => p.Id == m.Case.PersonId && p.ErasedAt == null)).ToListAsync(cancel);
        return missing.Select(m => m.Case.Number).Distinct(StringComparer.Ordinal).Select(number => new Finding(Alteration.FactUnrecorded, null, null, [number], null));
    }
}
