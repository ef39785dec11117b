using System.Collections.Immutable;
using System.Text;
using CsCheck;
using Tongdian.Domain.Evidence;
using Tongdian.Domain.Tests.Clocks;
using Xunit;

namespace Tongdian.Domain.Tests.Evidence;

public sealed class ReceiptTests
{
    [Fact]
    public void A_record_has_one_spelling()
    {
        var record = new EvidenceRecord(
            "notice-sent", "TD2603021234569", null, Given.At("2026-03-02 17:00").AddMilliseconds(500),
            ImmutableSortedDictionary<string, string>.Empty.Add("text", "salted:00"));
        Assert.Equal(
            """{"case":"TD2603021234569","contents":{"text":"salted:00"},"kind":"notice-sent","time":"2026-03-02T09:00:00.5Z","v":1}""",
            Encoding.UTF8.GetString(record.Bytes()));
        Assert.Equal(record.Bytes(), EvidenceRecord.Read(record.Bytes()).Value.Bytes());
    }

    [Theory]
    [InlineData("""{"case":"a","contents":{},"kind":"b","time":"2026-03-02T09:00:00Z","v":2}""")]
    [InlineData("""{"case":"a","contents":{},"kind":"b","time":"2026-03-02T09:00:00Z"}""")]
    [InlineData("""{"case":"a","contents":{},"kind":"b","time":"2026-03-02T09:00:00.50Z","v":1}""")]
    [InlineData("""{"case":"a","contents":{},"kind":"b","more":1,"time":"2026-03-02T09:00:00Z","v":1}""")]
    [InlineData("""{"case":"a","case":"a","contents":{},"kind":"b","time":"2026-03-02T09:00:00Z","v":1}""")]
    [InlineData("""{"contents":{},"case":"a","kind":"b","time":"2026-03-02T09:00:00Z","v":1}""")]
    [InlineData("""{"case":"a","contents":{"x":1},"kind":"b","time":"2026-03-02T09:00:00Z","v":1}""")]
    [InlineData("""{"case":"\ud800","contents":{},"kind":"b","time":"2026-03-02T09:00:00Z","v":1}""")]
    [InlineData("""{"case": "a","contents":{},"kind":"b","time":"2026-03-02T09:00:00Z","v":1}""")]
    [InlineData("[]")]
    [InlineData("")]
    public void Another_spelling_is_no_record(string json) => Assert.Equal("evidence.record-form", EvidenceRecord.Read(Encoding.UTF8.GetBytes(json)).Error!.Code);

    [Fact]
    public void Contents_are_shown_to_be_the_ones_that_were_recorded()
    {
        var record = Logs.Record(5);
        Assert.True(record.Has("photo", Logs.Seed(5)));
        Assert.True(record.Has("notice.text", Logs.Seed(5), "明天上午九点通电"u8));
        Assert.False(record.Has("photo", Logs.Seed(6)));
        Assert.False(record.Has("notice.text", Logs.Seed(5), "明天上午十点通电"u8));
        Assert.False(record.Has("notice.text", Logs.Seed(6), "明天上午九点通电"u8));
        Assert.False(record.Has("notice.text", "明天上午九点通电"u8));
        Assert.False(record.Has("video", Logs.Seed(5)));
    }

    [Fact]
    public void The_same_record_is_another_entry_under_another_salt()
    {
        Assert.NotEqual(Logs.Record(1).Entry(Logs.Seed(1)), Logs.Record(1).Entry(Logs.Seed(2)));
        Assert.Throws<ArgumentException>(() => Logs.Record(1).Entry(new byte[31]));
    }

    [Fact]
    public void A_receipt_is_checked_by_a_stranger_and_says_since_when()
    {
        var text = Logs.Receipt(11, 20, 2, 1).ToString();
        var receipt = Receipt.Read(text).Value;
        Assert.Equal(text, receipt.ToString());
        Assert.Equal(Logs.Record(11).Bytes(), receipt.Record.Bytes());
        var seen = receipt.Verify(Logs.Policy(2, 2), Logs.Now.AddHours(1)).Value;
        Assert.Equal((20, Logs.Now.AddMinutes(1)), (seen.Checkpoint.Size, seen.Since!.Value));
        // Those who know nothing of records need the extra bytes only.
        var proof = LogProof.Read(text).Value;
        Assert.Null(proof.Verify(System.Security.Cryptography.SHA256.HashData(proof.Extra!.Value.Span), Logs.Policy(2, 2), Logs.Now.AddHours(1)).Error);
    }

    [Fact]
    public void A_receipt_for_another_entry_or_another_log_proves_nothing()
    {
        var (mine, other) = (Logs.Receipt(3, 20), Logs.Receipt(4, 20));
        Assert.Equal("evidence.proof-wrong", Receipt.Make(other.Record, other.Salt.Span, mine.Proof).Verify(Logs.Policy(0, 0), Logs.Now).Error!.Code);
        Assert.Equal("evidence.proof-wrong", Receipt.Make(mine.Record, mine.Salt.Span, mine.Proof with { Index = 4 }).Verify(Logs.Policy(0, 0), Logs.Now).Error!.Code);
        Assert.Equal("evidence.proof-wrong", Receipt.Make(mine.Record, mine.Salt.Span, mine.Proof with { Note = Logs.Receipt(3, 21).Proof.Note }).Verify(Logs.Policy(0, 0), Logs.Now).Error!.Code);
        Assert.Equal("evidence.quorum-missed", mine.Verify(Logs.Policy(1, 1), Logs.Now).Error!.Code);
    }

    [Fact]
    public void Every_single_bit_change_of_a_receipt_fails()
    {
        var bytes = Encoding.UTF8.GetBytes(Logs.Receipt(11, 20, 1).ToString());
        var policy = Logs.Policy(1, 1);
        Assert.True(Holds(bytes));
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Holds(bytes), $"bit {bit}");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        bool Holds(byte[] file) => !Receipt.Read(Encoding.UTF8.GetString(file)).Failed(out _, out var receipt) && receipt.Verify(policy, Logs.Now).Error is null;
    }

    [Fact]
    public void What_is_read_is_written_back_and_nothing_throws()
    {
        string[] texts =
        [
            Logs.Receipt(11, 20, 1).ToString(), LogPolicy.Write([new KnownLog(Logs.Log.Key, null)], [Logs.Witness(1)], 1), Logs.Log.SecretText()!,
            Logs.Signer("a", SignatureType.Sm2, 1).Key.ToString(), Encoding.UTF8.GetString(Logs.Record(1).Bytes()),
            $"old 0\n\n{Logs.Receipt(0, 1).Proof.Note}", "tile/0/x001/234.p/7",
        ];
        var edits = Gen.Select(Gen.Int[0, 3000], Gen.Int[0, 3], Gen.Char["0129+-/=. \n\t—AZaz{}[]\":,\\u\ud800中\0"]).Array[1, 4];
        Gen.Select(Gen.Int[0, texts.Length - 1].Select(i => texts[i]), edits).Sample(
            (text, changes) =>
            {
                foreach (var (place, kind, c) in changes)
                {
                    var at = place % Math.Max(text.Length, 1);
                    text = kind switch
                    {
                        0 => text.Insert(at, c.ToString()),
                        1 => text[..at],
                        2 => text.Length == 0 ? text : text.Remove(at, 1),
                        _ => text.Length == 0 ? text : text[..at] + c + text[(at + 1)..],
                    };
                }

                Same(Receipt.Read(text), text);
                Same(LogProof.Read(text), text);
                Same(SignedNote.Read(text), text);
                Same(WitnessRequest.Read(text), text);
                Same(VerifierKey.Read(text), text);
                Same(NoteSigner.Read(text), text, s => s.SecretText());
                Same(Checkpoint.Read(text), text, c => c.Text);
                Same(EvidenceRecord.Read(Encoding.UTF8.GetBytes(text)), text.Replace('\ud800', '\ufffd'), r => Encoding.UTF8.GetString(r.Bytes()));
                Assert.True(TileId.Read(text) is not { } tile || tile.Path == text);
                _ = LogPolicy.Read(text);
                _ = SignedNote.ReadLines(text);
            }, iter: 20_000);
    }

    private static void Same<T>(Result<T> result, string text, Func<T, string?>? write = null)
        where T : notnull
    {
        if (!result.Failed(out _, out var found))
            Assert.Equal(text, write is null ? found.ToString() : write(found));
    }
}
