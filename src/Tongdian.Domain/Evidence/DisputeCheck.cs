using System.Collections.Immutable;

namespace Tongdian.Domain.Evidence;

/// <summary>What does not fit in a dispute file.</summary>
public enum DisputeFault
{
    /// <summary>A file that is listed is not there.</summary>
    Missing = 1,

    /// <summary>A file is not the one that is listed.</summary>
    Changed = 2,

    /// <summary>A file is there that is not listed.</summary>
    Unlisted = 3,

    /// <summary>A receipt does not hold.</summary>
    ReceiptFails = 4,

    /// <summary>What is shown is not what was recorded.</summary>
    ShownDiffers = 5,

    /// <summary>A document or photograph is not recorded in the receipt that is named.</summary>
    NotRecorded = 6,
}

/// <summary>One thing that does not fit.</summary>
/// <param name="Fault">What.</param>
/// <param name="Name">The file, or the name of what is shown.</param>
/// <param name="Why">Why a receipt does not hold.</param>
public sealed record DisputeFinding(DisputeFault Fault, string Name, Error? Why = null);

/// <summary>Checks a dispute file: its receipts, what is shown of the records, and the hashes of all files. Nobody is asked.</summary>
public static class DisputeCheck
{
    private const int HexLength = 64;

    /// <summary>Everything that does not fit; empty: all of it fits.</summary>
    /// <param name="index">What it says it holds.</param>
    /// <param name="sums">The text of the list of hashes.</param>
    /// <param name="hashes">The hashes of the files that are there, by name, without the list itself.</param>
    /// <param name="text">The text of a file that is there.</param>
    /// <param name="policy">Whose word is enough.</param>
    /// <param name="now">The time of whoever asks.</param>
    public static ImmutableArray<DisputeFinding> Of(
        DisputeIndex index, string sums, IReadOnlyDictionary<string, string> hashes, Func<string, string> text, LogPolicy policy, DateTimeOffset now)
    {
        var listed = Listed(sums);
        var found = listed.Where(l => !hashes.ContainsKey(l.Key)).Select(l => new DisputeFinding(DisputeFault.Missing, l.Key))
            .Concat(hashes.Where(h => listed.TryGetValue(h.Key, out var hash) && hash != h.Value).Select(h => new DisputeFinding(DisputeFault.Changed, h.Key)))
            .Concat(hashes.Where(h => !listed.ContainsKey(h.Key)).Select(h => new DisputeFinding(DisputeFault.Unlisted, h.Key)))
            .OrderBy(f => f.Name, StringComparer.Ordinal).ToList();
        var records = new Dictionary<string, EvidenceRecord>(StringComparer.Ordinal);
        foreach (var (file, _) in index.Receipts)
        {
            if (!hashes.ContainsKey(file))
                found.Add(new DisputeFinding(DisputeFault.Missing, file));
            else if (Receipt.Read(text(file)).Failed(out var wrong, out var receipt) || receipt.Verify(policy, now).Failed(out wrong, out _))
                found.Add(new DisputeFinding(DisputeFault.ReceiptFails, file, wrong));
            else
                records[file] = receipt.Record;
        }

        // A receipt that does not hold was told already; one that is not there at all proves nothing.
        var named = index.Receipts.Select(r => r.File).ToHashSet(StringComparer.Ordinal);
        found.AddRange(index.Shown.Where(s => records.TryGetValue(s.Receipt, out var record) ? !Fits(s, record) : !named.Contains(s.Receipt))
            .Select(s => new DisputeFinding(DisputeFault.ShownDiffers, $"{s.Receipt} {s.Name}")));
        foreach (var one in index.Contents)
        {
            if (hashes.TryGetValue(one.File, out var hash) && hash != one.Sha256)
                found.Add(new DisputeFinding(DisputeFault.Changed, one.File));
            else if (!hashes.ContainsKey(one.File))
                found.Add(new DisputeFinding(DisputeFault.Missing, one.File));
            if (one.Receipt is { } by && (records.TryGetValue(by, out var record) ? !record.NamesFile(one.Recorded) : !named.Contains(by)))
                found.Add(new DisputeFinding(DisputeFault.NotRecorded, one.File));
        }

        return [.. found.Distinct()];
    }

    private static bool Fits(DisputeShown shown, EvidenceRecord record) =>
        StrictText.Base64(shown.Salt) is { } salt && StrictText.Base64(shown.Content) is { } content && record.Has(shown.Name, salt, content);

    // As sha256sum writes it: the hash, two spaces, the name.
    private static Dictionary<string, string> Listed(string sums) => sums.Split('\n').Where(l => l.Length > HexLength + 2)
        .GroupBy(l => l[(HexLength + 2)..], l => l[..HexLength], StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
}
