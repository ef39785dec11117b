using CsCheck;
using Tongdian.Domain.Evidence;
using Xunit;

namespace Tongdian.Domain.Tests.Evidence;

public sealed class TileTests
{
    [Theory]
    [InlineData(0, 1234067, 256, "tile/0/x001/x234/067")]
    [InlineData(0, 0, 256, "tile/0/000")]
    [InlineData(4, 1, 5, "tile/4/001.p/5")]
    [InlineData(TileId.Entries, 1234, 255, "tile/entries/x001/234.p/255")]
    [InlineData(1, 3057500, 2, "tile/1/x003/x057/500.p/2")]
    public void A_tile_has_the_path_of_the_specification(int level, long index, int width, string path)
    {
        Assert.Equal(path, new TileId(level, index, width).Path);
        Assert.Equal(new TileId(level, index, width), TileId.Read(path));
    }

    [Theory]
    [InlineData("tile/3/5/123/456/078")]
    [InlineData("tile/3/-01/x123/078")]
    [InlineData("tile/0/1")]
    [InlineData("tile/00/001")]
    [InlineData("tile/8/001")]
    [InlineData("tile/0/x000/001")]
    [InlineData("tile/0/001.p/256")]
    [InlineData("tile/0/001.p/0")]
    [InlineData("tile/0/001.p/007")]
    [InlineData("tile/0/001.p")]
    [InlineData("tile/data/001")]
    [InlineData("tile/0/../001")]
    [InlineData("tile/0/x999/x999/x999/x999/x999/x999/x999/999")]
    [InlineData("")]
    public void Nothing_else_is_a_path(string path) => Assert.Null(TileId.Read(path));

    [Fact]
    public void A_tree_of_70_000_has_the_tiles_of_the_specification()
    {
        var tiles = TileId.Grown(0, 70_000).Where(t => t.Level >= 0).ToLookup(t => (t.Level, t.Width == TileId.Full));
        Assert.Equal((273, 112), (tiles[(0, true)].Count(), tiles[(0, false)].Single().Width));
        Assert.Equal((1, 17), (tiles[(1, true)].Count(), tiles[(1, false)].Single().Width));
        Assert.Equal((0, 1), (tiles[(2, true)].Count(), tiles[(2, false)].Single().Width));
        Assert.Equal([(0, 256), (1, 1)], TileId.Grown(0, 256).Where(t => t.Level >= 0).Select(t => (t.Level, t.Width)));
    }

    [Fact]
    public void Tiles_read_again_give_the_same_tree_however_it_grew_and_was_begun_anew() =>
        Gen.Int[0, 400].Array[1, 8].Sample(
            batches =>
            {
                var (edge, disk, size) = (new TileEdge(), new Dictionary<TileId, ReadOnlyMemory<byte>>(), 0L);
                foreach (var batch in batches)
                {
                    for (var i = 0; i < batch; i++)
                        edge.Append(Logs.Leaf(size + i));
                    var files = edge.TakeTiles();
                    Assert.Equal(
                        TileId.Grown(size, size + batch).Where(t => t.Level >= 0).OrderBy(t => t.Path, StringComparer.Ordinal),
                        files.Select(f => f.Id).OrderBy(t => t.Path, StringComparer.Ordinal));
                    foreach (var file in files)
                        disk.Add(file.Id, file.Bytes);
                    size += batch;
                    var read = new TileSet(size);
                    foreach (var tile in TileEdge.Needed(size))
                        Assert.Null(read.Add(tile, disk[tile].Span));
                    edge = TileEdge.Continue(read, edge.Root()).Value;
                }

                var whole = Logs.Tiles(size, disk.Select(d => new TileFile(d.Key, d.Value)).OrderBy(f => f.Id.Width));
                Assert.Equal(Merkle.Root([.. Enumerable.Range(0, (int)size).Select(i => Logs.Leaf(i))]), whole.Root().Value);
                Assert.Equal(edge.Root(), whole.Root().Value);
                Assert.All(Enumerable.Range(0, (int)size), i => Assert.Equal(Logs.Leaf(i), whole.Leaf(i)));
                Assert.Null(whole.Leaf(size));
            }, iter: 30, threads: 1);

    [Fact]
    public void Tiles_that_are_cut_off_or_of_another_tree_are_refused()
    {
        var edge = new TileEdge();
        for (var i = 0; i < 300; i++)
            edge.Append(Logs.Leaf(i));
        var file = edge.TakeTiles().First(f => f.Id is { Level: 0, Width: 44 });
        Assert.Equal("evidence.tile-form", new TileSet(300).Add(file.Id, file.Bytes.Span[..^1])!.Code);
        Assert.Equal("evidence.tile-form", new TileSet(300).Add(file.Id, file.Bytes.Span[..^32])!.Code);
        Assert.Equal("evidence.proof-wrong", TileEdge.Continue(Logs.Tiles(300), Logs.Leaf(1)).Error!.Code);
        Assert.Equal("evidence.tile-missing", TileEdge.Continue(new TileSet(300), edge.Root()).Error!.Code);
    }

    [Fact]
    public void Entries_come_out_as_they_went_in_and_nothing_else_is_read() =>
        Gen.Byte.Array[0, 300].Array[1, 20].Sample(
            entries =>
            {
                var bytes = EntryBundle.Write([.. entries.Select(e => (ReadOnlyMemory<byte>)e)]);
                var id = new TileId(TileId.Entries, 3, entries.Length);
                Assert.Equal(entries, EntryBundle.Read(bytes, id).Value.Select(e => e.ToArray()));
                Assert.Equal((entries[0].Length >> 8, entries[0].Length & 255), (bytes[0], bytes[1]));
                Assert.NotNull(EntryBundle.Read(bytes.AsMemory(0, bytes.Length - 1), id).Error);
                Assert.NotNull(EntryBundle.Read((byte[])[.. bytes, 0], id).Error);
                Assert.NotNull(EntryBundle.Read(bytes, id with { Width = entries.Length + 1 }).Error);
            }, iter: 200);
}
