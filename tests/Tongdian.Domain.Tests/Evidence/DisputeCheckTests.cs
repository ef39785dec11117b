using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Tongdian.Domain.Evidence;
using Xunit;

namespace Tongdian.Domain.Tests.Evidence;

/// <summary>A dispute file with three receipts, a photograph and a message; every change of it is named.</summary>
public sealed class DisputeCheckTests
{
    private static readonly byte[] Photo = Logs.Seed(1);

    private static readonly string[] Receipts = ["receipts/0.tlog-proof", "receipts/1.tlog-proof", "receipts/2.tlog-proof"];

    private readonly Dictionary<string, byte[]> files = new(StringComparer.Ordinal)
    {
        ["photos/1.jpg"] = Photo, [Receipts[0]] = Text(Logs.Receipt(0, 5).ToString()), [Receipts[1]] = Text(Logs.Receipt(1, 5).ToString()), [Receipts[2]] = Text(Logs.Receipt(2, 5).ToString()),
    };

    private DisputeIndex index = new(
        ["TD2603020000110"], Logs.Now, [.. Receipts.Select(r => new DisputeReceipt(r))],
        [new DisputeShown(Receipts[2], "notice.text", Convert.ToBase64String(Logs.Seed(2)), Convert.ToBase64String("明天上午九点通电"u8))],
        [new DisputeContent("photos/1.jpg", Hash(Photo), Hash(Photo), Receipts[1])], 0, 0);

    [Fact]
    public void What_nobody_touched_fits()
    {
        Assert.Empty(Check());
        Assert.Equal(index.ToJson(), DisputeIndex.Read(index.ToJson())!.ToJson());
        Assert.Null(DisputeIndex.Read("{}"));
        Assert.Null(DisputeIndex.Read("PK"));
    }

    [Fact]
    public void A_byte_of_any_receipt_makes_it_fail_even_when_all_hashes_are_written_anew() => Gen.Int[0, files[Receipts[1]].Length - 1].Sample(
        at =>
        {
            var kept = files[Receipts[1]];
            var changed = kept.ToArray();
            changed[at] ^= 1;
            files[Receipts[1]] = changed;
            Assert.Contains(Check(), f => f is { Fault: DisputeFault.ReceiptFails, Why: not null } && f.Name == Receipts[1]);
            files[Receipts[1]] = kept;
        },
        threads: 1);

    [Fact]
    public void A_photograph_that_was_changed_is_named_by_the_list_and_by_its_receipt()
    {
        var sums = Sums();
        files["photos/1.jpg"] = Logs.Seed(9);
        Assert.Equal([(DisputeFault.Changed, "photos/1.jpg")], Check(sums).Select(f => (f.Fault, f.Name)));
        // The lists written anew: the record still knows the hash.
        index = index with { Contents = [new DisputeContent("photos/1.jpg", Hash(Logs.Seed(9)), Hash(Logs.Seed(9)), Receipts[1])] };
        Assert.Equal([(DisputeFault.NotRecorded, "photos/1.jpg")], Check().Select(f => (f.Fault, f.Name)));
        index = index with { Contents = [index.Contents[0] with { Receipt = "receipts/9.tlog-proof" }] };
        Assert.Equal([(DisputeFault.NotRecorded, "photos/1.jpg")], Check().Select(f => (f.Fault, f.Name)));
    }

    [Fact]
    public void A_message_with_other_words_is_not_what_was_recorded()
    {
        var shown = index.Shown[0];
        index = index with { Shown = [shown with { Content = Convert.ToBase64String("明天上午十点通电"u8) }] };
        Assert.Equal([(DisputeFault.ShownDiffers, $"{Receipts[2]} notice.text")], Check().Select(f => (f.Fault, f.Name)));
        index = index with { Shown = [shown with { Receipt = "receipts/9.tlog-proof" }] };
        Assert.Equal(DisputeFault.ShownDiffers, Assert.Single(Check()).Fault);
        index = index with { Shown = [shown with { Salt = "?" }] };
        Assert.Equal(DisputeFault.ShownDiffers, Assert.Single(Check()).Fault);
    }

    [Fact]
    public void A_file_that_is_gone_and_one_that_was_put_in_are_named()
    {
        var sums = Sums();
        files.Remove(Receipts[0]);
        files["photos/2.jpg"] = Photo;
        Assert.Equal(
            [(DisputeFault.Unlisted, "photos/2.jpg"), (DisputeFault.Missing, Receipts[0])], Check(sums).Select(f => (f.Fault, f.Name)).OrderBy(f => f.Item2, StringComparer.Ordinal));
    }

    [Fact]
    public void Another_log_proves_nothing() =>
        Assert.Equal(3, DisputeCheck.Of(index, Sums(), Hashes(), Of, LogPolicy.Read(LogPolicy.Write([new KnownLog(Logs.Signer(Logs.Origin, SignatureType.Ed25519, 7).Key, null)], [], 0)).Value, Logs.Now).Length);

    private DisputeFinding[] Check(string? sums = null) => [.. DisputeCheck.Of(index, sums ?? Sums(), Hashes(), Of, Logs.Policy(0, 0), Logs.Now)];

    private string Of(string name) => Encoding.UTF8.GetString(files[name]);

    private Dictionary<string, string> Hashes() => files.ToDictionary(f => f.Key, f => Hash(f.Value), StringComparer.Ordinal);

    private string Sums() => string.Concat(Hashes().Select(h => $"{h.Value}  {h.Key}\n"));

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
