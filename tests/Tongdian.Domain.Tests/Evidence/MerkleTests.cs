using Tongdian.Domain.Evidence;
using Xunit;

namespace Tongdian.Domain.Tests.Evidence;

public sealed class MerkleTests
{
    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void The_well_known_trees_have_their_well_known_roots(int size, string root) =>
        Assert.Equal(root, Merkle.Root([.. Logs.Eight.Take(size).Select(e => Merkle.Leaf(e))]).Hex());

    [Fact]
    public void Appending_one_by_one_gives_the_root_of_the_definition_at_every_size()
    {
        var (tree, leaves) = (new CompactRange(), new List<TreeHash>());
        for (var size = 0; size <= 300; size++)
        {
            Assert.Equal(TreeByDefinition.Root([.. leaves]), tree.Root());
            Assert.Equal(tree.Root(), new CompactRange(size, tree.Peaks).Root());
            leaves.Add(Logs.Leaf(size));
            tree.Append(leaves[^1]);
        }
    }

    [Fact]
    public void A_long_entry_is_hashed_like_a_short_one()
    {
        var entry = new byte[EntryBundle.MaxEntry];
        Assert.Equal(System.Security.Cryptography.SHA256.HashData([0, .. entry]), Merkle.Leaf(entry).Bytes());
    }

    [Fact]
    public void Appending_allocates_nothing()
    {
        var tree = new CompactRange();
        tree.Append(Logs.Leaf(0));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            tree.Append(tree.Root());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
    }
}
