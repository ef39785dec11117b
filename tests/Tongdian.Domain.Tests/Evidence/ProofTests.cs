using System.Text.Json;
using CsCheck;
using Tongdian.Domain.Evidence;
using Xunit;

namespace Tongdian.Domain.Tests.Evidence;

/// <summary>The vectors are those of github.com/transparency-dev/merkle (Apache License 2.0), testdata, all files of a kind in one.</summary>
public sealed class ProofTests
{
    [Fact]
    public void Inclusion_proofs_of_others_hold_or_fail_as_they_should()
    {
        foreach (var (v, wrong, name) in Vectors("inclusion.json"))
            Assert.True(wrong != (Hash(v, "root") is { } root && Hash(v, "leafHash") is { } leaf && Proof(v) is { } proof
                && InclusionProof.Holds(leaf, Number(v, "leafIdx"), Number(v, "treeSize"), proof, root)), name);
    }

    [Fact]
    public void Consistency_proofs_of_others_hold_or_fail_as_they_should()
    {
        // Roots that have not 32 bytes nobody should care about, they say; here they are no roots.
        foreach (var (v, wrong, name) in Vectors("consistency.json"))
            Assert.True((wrong || Hash(v, "root1") is null || Hash(v, "root2") is null) != (Hash(v, "root1") is { } old && Hash(v, "root2") is { } root && Proof(v) is { } proof
                && ConsistencyProof.Holds(Number(v, "size1"), old, Number(v, "size2"), root, proof)), name);
    }

    [Fact]
    public void Proofs_made_from_tiles_are_those_of_the_definition()
    {
        foreach (var size in Enumerable.Range(1, 40).Append(300))
        {
            var tiles = Logs.Tiles(size);
            var leaves = Enumerable.Range(0, size).Select(i => Logs.Leaf(i)).ToArray();
            for (var i = 0; i < size; i += size < 300 ? 1 : 7)
            {
                Assert.Equal(TreeByDefinition.Path(i, leaves), InclusionProof.Make(i, tiles).Value);
                Assert.Equal(TreeByDefinition.SubProof(i + 1, leaves, whole: true), ConsistencyProof.Make(i + 1, tiles).Value);
            }
        }
    }

    [Fact]
    public void Every_leaf_is_proved_in_every_tree_and_every_tree_is_consistent_with_all_before()
    {
        var roots = new List<TreeHash> { Merkle.Empty };
        for (var size = 1; size <= 300; size++)
        {
            var tiles = Logs.Tiles(size);
            roots.Add(tiles.Root().Value);
            for (var i = 0; i <= size; i++)
            {
                Assert.True(i == size || InclusionProof.Holds(Logs.Leaf(i), i, size, InclusionProof.Make(i, tiles).Value.AsSpan(), roots[size]));
                Assert.True(ConsistencyProof.Holds(i, roots[i], size, roots[size], ConsistencyProof.Make(i, tiles).Value.AsSpan()));
            }
        }
    }

    [Fact]
    public void Large_trees_are_proved_from_the_few_tiles_that_are_asked_for()
    {
        const int size = 70_000;
        var files = new TileEdge();
        for (var i = 0; i < size; i++)
            files.Append(Logs.Leaf(i));
        var all = files.TakeTiles().ToDictionary(f => f.Id);
        foreach (var index in new[] { 0, 255, 256, 65_535, 65_536, 69_887, 69_888, size - 1 })
        {
            var needed = TileSet.Needed(InclusionProof.Ranges(index, size), size);
            Assert.InRange(needed.Length, 1, 5);
            var proof = InclusionProof.Make(index, Logs.Tiles(size, needed.Select(n => all[n]))).Value;
            Assert.True(InclusionProof.Holds(Logs.Leaf(index), index, size, proof.AsSpan(), files.Root()));
            var tiles = Logs.Tiles(size, TileSet.Needed(ConsistencyProof.Ranges(index, size), size).Select(n => all[n]));
            Assert.True(ConsistencyProof.Holds(index, Merkle.Root([.. Enumerable.Range(0, index).Select(i => Logs.Leaf(i))]), size, files.Root(), ConsistencyProof.Make(index, tiles).Value.AsSpan()));
        }

        Assert.Equal("evidence.tile-missing", InclusionProof.Make(7, new TileSet(size)).Error!.Code);
        Assert.Equal("evidence.index-outside", InclusionProof.Make(size, new TileSet(size)).Error!.Code);
    }

    [Fact]
    public void Every_single_bit_change_of_a_proof_fails() => Gen.Int[2, 400].SelectMany(size => Gen.Select(Gen.Const(size), Gen.Int[0, size - 1])).Sample(
        (size, index) =>
        {
            var tiles = Logs.Tiles(size);
            var (root, leaf) = (tiles.Root().Value, Logs.Leaf(index));
            var proof = InclusionProof.Make(index, tiles).Value.ToArray();
            var between = ConsistencyProof.Make(index, tiles).Value.ToArray();
            var old = Merkle.Root([.. Enumerable.Range(0, index).Select(i => Logs.Leaf(i))]);
            for (var bit = 0; bit < 256; bit++)
            {
                Assert.False(InclusionProof.Holds(Flip(leaf, bit), index, size, proof, root));
                Assert.False(InclusionProof.Holds(leaf, index, size, proof, Flip(root, bit)));
                for (var i = 0; i < proof.Length; i++)
                    Assert.False(InclusionProof.Holds(leaf, index, size, [.. proof[..i], Flip(proof[i], bit), .. proof[(i + 1)..]], root));
                for (var i = 0; i < between.Length; i++)
                    Assert.False(ConsistencyProof.Holds(index, old, size, root, [.. between[..i], Flip(between[i], bit), .. between[(i + 1)..]]));
                Assert.False(ConsistencyProof.Holds(index, Flip(old, bit), size, root, between));
                Assert.False(index > 0 && ConsistencyProof.Holds(index, old, size, Flip(root, bit), between));
            }

            for (var bit = 0; bit < 63; bit++)
                Assert.False(InclusionProof.Holds(leaf, index ^ (1L << bit), size, proof, root));
        }, iter: 6, threads: 1);

    internal static TreeHash Flip(TreeHash hash, int bit)
    {
        var bytes = hash.Bytes();
        bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        return new TreeHash(bytes);
    }

    private static IEnumerable<(JsonElement Vector, bool Wrong, string Name)> Vectors(string file)
    {
        var vectors = JsonElement.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vectors", file))).EnumerateArray().ToList();
        Assert.Equal(98, vectors.Count);
        return vectors.Select(v => (v, v.GetProperty("wantErr").GetBoolean(), v.ToString()));
    }

    private static TreeHash? Hash(JsonElement vector, string name) => TreeHash.Read(vector.GetProperty(name).GetString());

    private static TreeHash[]? Proof(JsonElement vector)
    {
        var proof = vector.GetProperty("proof");
        if (proof.ValueKind == JsonValueKind.Null)
            return [];
        var hashes = proof.EnumerateArray().Select(h => TreeHash.Read(h.GetString())).OfType<TreeHash>().ToArray();
        return hashes.Length == proof.GetArrayLength() ? hashes : null;
    }

    private static long Number(JsonElement vector, string name) => unchecked((long)vector.GetProperty(name).GetUInt64());
}
