using System.Collections.Immutable;
using System.Security.Cryptography;
using Tongdian.Domain.Evidence;
using Xunit;

namespace Tongdian.Domain.Tests.Evidence;

/// <summary>Logs, keys and witnesses for tests; everything follows from small numbers.</summary>
internal static class Logs
{
    public const string Origin = "log.example/power";

    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static readonly NoteSigner Log = Signer(Origin, SignatureType.Ed25519, 1);

    /// <summary>The eight entries that the tests of Certificate Transparency have used since 2012.</summary>
    public static readonly ImmutableArray<byte[]> Eight =
        [.. new[] { "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f" }.Select(Convert.FromHexString)];

    public static NoteSigner Signer(string name, SignatureType type, int seed) => NoteSigner.Make(name, type, Seed(seed)).Value;

    public static NoteSigner WitnessSigner(int number) => Signer($"witness.example/w{number}", SignatureType.Cosignature, 100 + number);

    public static Witness Witness(int number) => new($"w{number}", WitnessSigner(number).Key, null);

    public static LogPolicy Policy(int witnesses, int needed) =>
        LogPolicy.Read(LogPolicy.Write([new KnownLog(Log.Key, null)], [.. Enumerable.Range(1, witnesses).Select(Witness)], needed)).Value;

    public static byte[] Seed(int number) => SHA256.HashData(BitConverter.GetBytes(number));

    public static TreeHash Leaf(long number) => Merkle.Leaf(BitConverter.GetBytes(number));

    /// <summary>Leaves from 0 on, with their tiles.</summary>
    public static TileSet Tiles(long size)
    {
        var edge = new TileEdge();
        for (var i = 0L; i < size; i++)
            edge.Append(Leaf(i));
        return Tiles(size, edge.TakeTiles());
    }

    public static TileSet Tiles(long size, IEnumerable<TileFile> files)
    {
        var tiles = new TileSet(size);
        foreach (var file in files)
            Assert.Null(tiles.Add(file.Id, file.Bytes.Span));
        return tiles;
    }

    public static EvidenceRecord Record(int number) => new(
        "inspection-passed", $"TD260302{number:000000}0", "inspection", Now.AddSeconds(number),
        ImmutableSortedDictionary<string, string>.Empty
            .Add("photo", EvidenceRecord.Open(Seed(number)))
            .Add("notice.text", EvidenceRecord.Salted(Seed(number), "明天上午九点通电"u8)));

    /// <summary>A receipt for one of the records of a log of this size, seen by these witnesses a minute apart.</summary>
    public static Receipt Receipt(int index, int size, params int[] witnesses)
    {
        var edge = new TileEdge();
        for (var i = 0; i < size; i++)
            edge.Append(Merkle.Leaf(Record(i).Entry(Seed(i))));
        var note = new Checkpoint(Origin, size, edge.Root()).Sign(Now, Log);
        foreach (var (number, i) in witnesses.Select((w, i) => (w, i)))
            note = note.With(WitnessSigner(number).Sign(note.Text, Now.AddMinutes(i)));
        var proof = InclusionProof.Make(index, Tiles(size, edge.TakeTiles())).Value;
        return Domain.Evidence.Receipt.Make(Record(index), Seed(index), new LogProof(null, index, proof, note));
    }
}
