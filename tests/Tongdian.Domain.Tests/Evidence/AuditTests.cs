using CsCheck;
using Tongdian.Domain.Evidence;
using Xunit;

namespace Tongdian.Domain.Tests.Evidence;

public sealed class AuditTests
{
    private const int Size = 60;

    private static readonly StoredEntry[] Original = [.. Enumerable.Range(0, Size).Select(Entry)];

    private static readonly TreeHash[] Leaves = [.. Original.Select(e => Merkle.Leaf(e.Entry.Span))];

    private static readonly KeptCheckpoint[] Checkpoints = [.. new[] { 10, 25, 40, 60 }.Select(Kept)];

    [Fact]
    public void What_nobody_touched_is_found_whole()
    {
        var report = Run(Original, Checkpoints, Leaves);
        Assert.Equal((Size, Size, 0), (report.Size, report.Proven, report.Findings.Length));
        Assert.Equal(Merkle.Root(Leaves), report.Root);
        Assert.Empty(Run(Original, Checkpoints, []).Findings);
        Assert.Equal(40, Run(Original, Checkpoints[..3], Leaves).Proven);
        Assert.Empty(Run([], [], []).Findings);
    }

    [Fact]
    public void What_was_erased_with_a_person_still_fits()
    {
        var erased = Original.Select(e => e.Index % 3 == 0 ? e with { Salt = null, Record = null } : e);
        Assert.Empty(Run(erased, Checkpoints, Leaves).Findings);
    }

    [Fact]
    public void A_record_that_was_changed_in_the_database_is_named() => Gen.Int[0, Size - 1].Sample(at =>
    {
        var changed = Changed(at, e => e with { Record = Logs.Record(999).Bytes() });
        Assert.Equal((Alteration.RecordChanged, at, Original[at].Case), One(Run(changed, Checkpoints, Leaves)));
    });

    [Fact]
    public void A_change_with_its_entry_is_named_by_tiles_or_by_a_receipt_and_bounded_by_checkpoints_alone() => Gen.Int[0, Size - 1].Sample(at =>
    {
        var rewritten = Changed(at, e => Entry(999) with { Index = at, Case = e.Case });
        Assert.Equal((Alteration.EntryChanged, at, Original[at].Case), One(Run(rewritten, Checkpoints, Leaves)));
        Assert.Equal((Alteration.EntryChanged, at, Original[at].Case), One(Run(rewritten, Checkpoints, [], new KeptLeaf(at, Leaves[at], Original[at].Case!, "customer"))));
        var bounded = Assert.Single(Run(rewritten, Checkpoints, []).Findings);
        Assert.Equal((Alteration.Rewritten, Before(at), After(at)), (bounded.What, bounded.From, bounded.To));
    });

    [Fact]
    public void Database_and_tiles_that_were_rewritten_together_are_found_by_what_others_kept() => Gen.Int[0, Size - 1].Sample(at =>
    {
        var rewritten = Changed(at, e => Entry(999) with { Index = at, Case = e.Case });
        var tiles = rewritten.Select(e => Merkle.Leaf(e.Entry.Span)).ToArray();
        var report = Run(rewritten, Checkpoints, tiles);
        Assert.Equal(Before(at), report.Proven);
        Assert.Equal([Alteration.Rewritten, Alteration.TilesChanged], report.Findings.Select(f => f.What).Order());
        Assert.All(report.Findings, f => Assert.Equal((Before(at), After(at)), (f.From, f.To)));

        var told = Run(rewritten, Checkpoints, tiles, new KeptLeaf(at, Leaves[at], Original[at].Case!, "customer")).Findings;
        Assert.Contains(told, f => f is { What: Alteration.EntryChanged, Against: "customer" } && f.From == at && f.Case == Original[at].Case && f.Leaf == Leaves[at]);
        Assert.DoesNotContain(told, f => f.What == Alteration.Rewritten);
    });

    [Fact]
    public void Entries_that_were_deleted_are_named_whether_the_numbers_were_closed_up_or_not() => Gen.Select(Gen.Int[0, Size - 1], Gen.Int[1, 5]).Sample((at, wanted) =>
    {
        var count = Math.Min(wanted, Size - at);
        var gap = Original.Where(e => e.Index < at || e.Index >= at + count).ToArray();
        var closed = Run(Numbered(gap), Checkpoints, Leaves).Findings;
        if (at + count < Size)
        {
            var finding = Assert.Single(closed);
            Assert.Equal((Alteration.Deleted, at, at + count, Leaves[at]), (finding.What, finding.From, finding.To, finding.Leaf!.Value));
            var open = Run(gap, Checkpoints, Leaves).Findings;
            Assert.Equal(Enumerable.Range(at, count).Select(i => (Alteration.Deleted, (long)i)), open.Select(f => (f.What, f.From)));
        }
        else
        {
            // Nothing comes after it: that is a log that was cut off.
            Assert.Equal((Alteration.CutOff, at, null), One(Run(gap, Checkpoints, Leaves)));
            Assert.Equal(Leaves[at], closed[0].Leaf);
        }

        Assert.NotEmpty(Run(Numbered(gap), Checkpoints, []).Findings);
    });

    [Fact]
    public void Entries_that_were_put_in_are_named() => Gen.Select(Gen.Int[0, Size - 1], Gen.Int[1, 4]).Sample((at, count) =>
    {
        var put = Numbered([.. Original[..at], .. Enumerable.Range(900, count).Select(Entry), .. Original[at..]]);
        var finding = Assert.Single(Run(put, Checkpoints, Leaves).Findings);
        Assert.Equal((Alteration.Inserted, at, at + count), (finding.What, finding.From, finding.To));
        Assert.NotEmpty(Run(put, Checkpoints, []).Findings);
    });

    [Fact]
    public void Entries_that_changed_places_are_named() =>
        Gen.Int[0, Size - 2].SelectMany(a => Gen.Select(Gen.Const(a), Gen.Int[a + 1, Size - 1])).Sample((a, b) =>
        {
            var swapped = Original.ToArray();
            (swapped[a], swapped[b]) = (swapped[b], swapped[a]);
            var finding = Assert.Single(Run(Numbered(swapped), Checkpoints, Leaves).Findings);
            Assert.Equal((Alteration.Swapped, a, b + 1), (finding.What, finding.From, finding.To));
            Assert.NotEmpty(Run(Numbered(swapped), Checkpoints, []).Findings);
        });

    [Fact]
    public void A_tail_that_was_cut_off_is_missed_wherever_a_checkpoint_was_given_out_for_it() => Gen.Int[0, Size - 1].Sample(left =>
    {
        var finding = Assert.Single(Run(Original[..left], Checkpoints, []).Findings);
        Assert.Equal((Alteration.CutOff, left, Size, "witness 60"), (finding.What, finding.From, finding.To, finding.Against));
        Assert.NotEmpty(Run(Original[..left], Checkpoints, Leaves[..left]).Findings);
    });

    [Fact]
    public void A_tail_that_nobody_saw_can_be_cut_off_unseen_but_for_a_receipt()
    {
        Assert.Empty(Run(Original[..50], Checkpoints[..3], []).Findings);
        Assert.Equal((Alteration.Deleted, 55, "TD2603020000550"), One(Run(Original[..50], Checkpoints[..3], [], new KeptLeaf(55, Leaves[55], Original[55].Case!, "customer"))));
    }

    [Fact]
    public void Checkpoints_that_contradict_each_other_show_a_fork()
    {
        var lie = new KeptCheckpoint(new Checkpoint(Logs.Origin, 25, Logs.Leaf(1)), "liar");
        Assert.Equal("liar", Assert.Single(Run(Original, [.. Checkpoints, lie], Leaves).Findings, f => f.What == Alteration.Forked).Against);
        var later = new KeptCheckpoint(new Checkpoint(Logs.Origin, 60, Logs.Leaf(1)), "liar");
        Assert.Equal(Alteration.Forked, Assert.Single(Run(Original, [.. Checkpoints, later], Leaves).Findings).What);
    }

    [Fact]
    public void Tiles_that_alone_were_changed_accuse_no_case()
    {
        var tiles = Leaves.ToArray();
        tiles[30] = Logs.Leaf(1);
        var finding = Assert.Single(Run(Original, Checkpoints, tiles).Findings);
        Assert.Equal((Alteration.TilesChanged, 25, 40), (finding.What, finding.From, finding.To));
    }

    [Fact]
    public void Whatever_is_done_to_the_rows_is_found() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, Size - 1], Gen.Int[0, Size - 1]).Array[1, 4].Sample(deeds =>
        {
            var rows = Original.ToList();
            foreach (var (deed, a, b) in deeds)
            {
                var at = a % rows.Count;
                switch (deed)
                {
                    case 0: rows[at] = Entry(2000 + b); break;
                    case 1: rows.RemoveAt(at); break;
                    case 2: rows.Insert(at, Entry(3000 + b)); break;
                    default: (rows[at], rows[b % rows.Count]) = (rows[b % rows.Count], rows[at]); break;
                }
            }

            var after = Numbered(rows);
            var same = after.Length >= Size && after.Take(Size).Select(e => Merkle.Leaf(e.Entry.Span)).SequenceEqual(Leaves);
            Assert.Equal(same, Run(after, Checkpoints, Leaves).Findings.IsEmpty);
            Assert.Equal(same, Run(after, Checkpoints, []).Findings.IsEmpty);
        });

    private static AuditReport Run(IEnumerable<StoredEntry> rows, IEnumerable<KeptCheckpoint> checkpoints, TreeHash[] tiles, params KeptLeaf[] receipts)
    {
        var audit = new Audit(checkpoints, receipts, i => i < tiles.Length ? tiles[i] : null);
        foreach (var row in rows)
            audit.Add(row);
        return audit.Finish();
    }

    private static (Alteration What, long From, string? Case) One(AuditReport report)
    {
        var finding = Assert.Single(report.Findings);
        return (finding.What, finding.From, finding.Case);
    }

    private static StoredEntry Entry(int number)
    {
        var record = Logs.Record(number);
        return new StoredEntry(number, record.Entry(Logs.Seed(number)), record.Case, Logs.Seed(number), record.Bytes());
    }

    private static KeptCheckpoint Kept(int size) => new(new Checkpoint(Logs.Origin, size, Merkle.Root(Leaves.AsSpan(0, size))), $"witness {size}");

    private static StoredEntry[] Changed(int at, Func<StoredEntry, StoredEntry> change) => [.. Original.Select(e => e.Index == at ? change(e) : e)];

    private static StoredEntry[] Numbered(IEnumerable<StoredEntry> rows) => [.. rows.Select((r, i) => r with { Index = i })];

    private static long Before(int at) => Checkpoints.Select(c => c.Checkpoint.Size).Where(s => s <= at).DefaultIfEmpty().Max();

    private static long After(int at) => Checkpoints.Select(c => c.Checkpoint.Size).First(s => s > at);
}
