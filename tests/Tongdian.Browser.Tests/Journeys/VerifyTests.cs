using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Playwright;
using Tongdian.Browser.Tests.Vocabulary;
using Tongdian.Domain.Evidence;
using Xunit;

namespace Tongdian.Browser.Tests.Journeys;

/// <summary>Somebody checks receipts in a browser that has lost its network, with keys they have from elsewhere.</summary>
public sealed class VerifyTests(Site site) : BrowserTest(site)
{
    private const string Origin = "log.example/power";
    private const int Size = 300;

    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly NoteSigner Log = Signer(Origin, SignatureType.Ed25519, 1);

    private static readonly NoteSigner[] Witnesses = [.. Enumerable.Range(1, 3).Select(n => Signer($"witness.example/{n}", SignatureType.Cosignature, 10 + n))];

    [Fact]
    public async Task A_receipt_is_checked_without_a_network_and_a_changed_one_is_refused()
    {
        var person = await Somebody();
        await person.Open("/verify");
        await person.Page.Context.SetOfflineAsync(true);
        await person.Unfold("信任谁");
        await person.Fill("信任策略", Policy(needed: 2));
        await person.Press("核验");
        await person.Sees("请先选择一份存证凭证");

        foreach (var index in new[] { 0, 255, 256, 299 })
        {
            await Check(person, Receipt(index, 0, 1).ToString());
            await person.Sees("证明成立");
            Assert.Equal((Number(index), $"{index} / {Size}"), (await person.Read("案件"), await person.Read("位置")));
            await person.Sees("w1");
        }

        await Check(person, Receipt(7, 0).ToString());
        await person.Sees("见证方不够");
        await Check(person, Receipt(7, 0, 1).ToString()[..^30]);
        await person.Sees("证明不成立");
        var receipt = Receipt(7, 0, 1);
        await Check(person, (receipt.Proof with { Index = 8 }).ToString());
        await person.Sees("或者这是另一条的证明");
        await Check(person, Domain.Evidence.Receipt.Make(Record(8), receipt.Salt.Span, receipt.Proof).ToString());
        await person.Sees("或者这是另一条的证明");

        // Whatever else is changed in it: what the rules refuse, the page refuses.
        var (bytes, policy) = (Encoding.UTF8.GetBytes(receipt.ToString()), LogPolicy.Read(Policy(needed: 2)).Value);
        for (var at = 3; at < bytes.Length; at += 97)
        {
            var changed = bytes.ToArray();
            changed[at] ^= 1;
            var text = Encoding.UTF8.GetString(changed);
            Assert.True(Domain.Evidence.Receipt.Read(text).Failed(out _, out var read) || read.Verify(policy, Now.AddDays(1)).Failed(out _, out _), $"byte {at}");
            await Check(person, text);
            await person.Sees("证明不成立");
        }

        await person.Fill("信任策略", Policy(needed: 0));
        await Check(person, Receipt(7).ToString());
        await person.Sees("只有公司自己的签名");
        await person.Page.Context.SetOfflineAsync(false);
    }

    private static async Task Check(Person person, string receipt)
    {
        await person.Attach("存证凭证", new FilePayload { Name = "r.tlog-proof", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(receipt) });
        await person.Press("核验");
    }

    private static NoteSigner Signer(string name, SignatureType type, int seed) => NoteSigner.Make(name, type, Seed(seed)).Value;

    private static byte[] Seed(int number) => SHA256.HashData(BitConverter.GetBytes(number));

    private static string Policy(int needed) => LogPolicy.Write([new KnownLog(Log.Key, null)], [.. Witnesses.Select((w, i) => new Witness($"w{i + 1}", w.Key, null))], needed);

    private static string Number(int index) => $"TD260302{index:000000}0";

    private static EvidenceRecord Record(int index) => new(
        "stage-completed", Number(index), "survey", Now, ImmutableSortedDictionary<string, string>.Empty.Add("file.photo", EvidenceRecord.Open(Seed(index))));

    private static Receipt Receipt(int index, params int[] witnesses)
    {
        var edge = new TileEdge();
        for (var i = 0; i < Size; i++)
            edge.Append(Merkle.Leaf(Record(i).Entry(Seed(i))));
        var note = witnesses.Aggregate(new Checkpoint(Origin, Size, edge.Root()).Sign(Now, Log), (n, w) => n.With(Witnesses[w].Sign(n.Text, Now.AddMinutes(w))));
        var tiles = new TileSet(Size);
        foreach (var tile in edge.TakeTiles())
            Assert.Null(tiles.Add(tile.Id, tile.Bytes.Span));
        return Domain.Evidence.Receipt.Make(Record(index), Seed(index), new LogProof(null, index, InclusionProof.Make(index, tiles).Value, note));
    }
}
