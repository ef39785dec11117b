using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace Tongdian.Checker;

/// <summary>
/// The evidence log: no place twice and none left out, every checkpoint signed and over the very entries, each continuing the one before, the tree as it is published, and
/// what was kept outside the database in the log as it was. The tree is computed anew as RFC 6962 says.
/// </summary>
internal sealed class EvidenceLog(Store store, Options options, Findings findings)
{
    private const int TileWidth = 256;

    private readonly string kept = Path.Combine(options.Data, "checkpoints");
    private readonly Dictionary<(long From, long Size), byte[]> subtrees = [];
    private List<byte[]> leaves = [];

    public async Task Look()
    {
        if (!await Places() || Key() is not { } key)
            return;
        await Checkpoints(key);
        await Tiles();
        Kept(key);
    }

    private async Task<bool> Places()
    {
        var rows = await store.Rows("SELECT place, entry, id FROM evidence_leaves WHERE place IS NOT NULL ORDER BY place");
        var fits = true;
        foreach (var (expected, row) in rows.Index())
        {
            if (row.Long(0) == expected)
                continue;
            findings.Add($"After the place {expected - 1} of the log comes {row.Text(0)} (entry {row.Id(2)}): a place is missing or there twice");
            fits = false;
            break;
        }

        if (options.Settled && await store.Number("SELECT COUNT(*) FROM evidence_leaves WHERE place IS NULL") is > 0 and var waiting)
            findings.Add($"{waiting} entries wait for a place in the log");
        leaves = rows.ConvertAll(r => Leaf(r.Bytes(1)));
        return fits;
    }

    private (string Name, byte[] Id, Ed25519PublicKeyParameters Key)? Key()
    {
        var policy = Path.Combine(kept, "policy");
        if (!File.Exists(policy))
        {
            if (leaves.Count > 0)
                findings.Add("The log has entries, and no checkpoint was kept outside the database");
            return null;
        }

        // "log name+id+base64(1, key)"
        var parts = File.ReadLines(policy).First(l => l.StartsWith("log ", StringComparison.Ordinal)).Split(' ')[1].Split('+', 3);
        var material = Convert.FromBase64String(parts[2]);
        return (parts[0], Convert.FromHexString(parts[1]), new Ed25519PublicKeyParameters(material, 1));
    }

    private async Task Checkpoints((string Name, byte[] Id, Ed25519PublicKeyParameters Key) key)
    {
        var size = 0L;
        foreach (var row in await store.Rows("SELECT follows, size, note FROM evidence_checkpoints ORDER BY follows, size"))
        {
            if (row.Long(0) != size)
                findings.Add($"A checkpoint continues {row.Text(0)} entries where the one before it has {size}: the log forks or has a gap");
            size = row.Long(1);
            Fits(row.Text(2), size, $"the checkpoint for {size} entries", key);
        }

        if (size != leaves.Count)
            findings.Add($"The last checkpoint has {size} entries, the log {leaves.Count}");
    }

    private void Fits(string note, long size, string what, (string Name, byte[] Id, Ed25519PublicKeyParameters Key) key)
    {
        var end = note.LastIndexOf("\n\n", StringComparison.Ordinal) + 1;
        var (text, lines) = (note[..end], note[..end].Split('\n'));
        var signed = note[(end + 1)..].Split('\n').Select(l => l.Split(' ')).Any(l => l is ["—", var name, var signature] && name == key.Name && Signed(key, text, Convert.FromBase64String(signature)));
        if (!signed)
            findings.Add($"{what} is not signed by the log");
        if (lines is not [var origin, var number, var root, ""] || origin != key.Name || number != size.ToString(CultureInfo.InvariantCulture))
            findings.Add($"{what} says something else: {text}");
        else if (size > leaves.Count)
            findings.Add($"{what} was given out, and the log has {leaves.Count}");
        else if (!Root(0, size).AsSpan().SequenceEqual(Convert.FromBase64String(root)))
            findings.Add($"{what} has another root than the entries that are there");
    }

    private static bool Signed((string Name, byte[] Id, Ed25519PublicKeyParameters Key) key, string text, byte[] signature)
    {
        if (!signature.AsSpan(0, 4).SequenceEqual(key.Id))
            return false;
        var verifier = new Ed25519Signer();
        verifier.Init(forSigning: false, key.Key);
        verifier.BlockUpdate(Encoding.UTF8.GetBytes(text));
        return verifier.VerifySignature(signature[4..]);
    }

    private async Task Tiles()
    {
        var seen = 0L;
        foreach (var row in await store.Rows("SELECT level, number, hashes FROM evidence_tiles ORDER BY level, number"))
        {
            var (level, number, hashes) = (row.Int(0), row.Long(1), row.Bytes(2));
            var each = (long)Math.Pow(TileWidth, level);
            for (var i = 0; i < hashes.Length / 32; i++)
            {
                var from = ((number * TileWidth) + i) * each;
                if (from + each <= leaves.Count && hashes.AsSpan(i * 32, 32).SequenceEqual(Root(from, each)))
                    continue;
                findings.Add($"The tile {number} of level {level} has another hash than the entries from {from} on");
                break;
            }

            if (level == 0)
                seen += hashes.Length / 32;
        }

        if (seen != leaves.Count)
            findings.Add($"The tiles have {seen} entries, the log {leaves.Count}");
    }

    private void Kept((string Name, byte[] Id, Ed25519PublicKeyParameters Key) key)
    {
        var next = 0L;
        foreach (var file in Directory.EnumerateFiles(kept, "*.checkpoint", SearchOption.AllDirectories).OrderBy(f => Path.GetFileName(f), StringComparer.Ordinal))
        {
            var size = long.Parse(Path.GetFileNameWithoutExtension(file), CultureInfo.InvariantCulture);
            Fits(File.ReadAllText(file), size, $"the checkpoint for {size} entries that was kept outside the database", key);
            foreach (var line in File.ReadLines(Path.ChangeExtension(file, ".leaves")).Select(l => l.Split(' ')))
            {
                var place = long.Parse(line[0], CultureInfo.InvariantCulture);
                // Two nodes may both keep the same.
                if (place > next)
                    findings.Add($"Of the leaves that were kept outside, those from {next} to {place - 1} are missing");
                if (place < leaves.Count && !leaves[(int)place].AsSpan().SequenceEqual(Convert.FromBase64String(line[1])))
                    findings.Add($"The entry at {place} is another one than was kept outside the database");
                next = Math.Max(next, place + 1);
            }
        }

        if (options.Settled && next != leaves.Count)
            findings.Add($"{next} entries were kept outside the database, the log has {leaves.Count}");
    }

    private static byte[] Leaf(byte[] entry) => SHA256.HashData([0, .. entry]);

    // RFC 6962, 2.1: the left part is the largest power of two that is smaller than the whole. Full parts are remembered.
    private byte[] Root(long from, long size)
    {
        if (size == 0)
            return SHA256.HashData([]);
        if (size == 1)
            return leaves[(int)from];
        if (subtrees.TryGetValue((from, size), out var known))
            return known;
        var left = 1L << BitOperations.Log2((ulong)(size - 1));
        var root = SHA256.HashData([1, .. Root(from, left), .. Root(from + left, size - left)]);
        if (BitOperations.IsPow2(size))
            subtrees[(from, size)] = root;
        return root;
    }
}
