using Tongdian.Domain.Evidence;

namespace Tongdian.Server.Modules.Evidence;

/// <summary>A log that was closed: what was kept of it outside the database, with its key. Nothing is added to it; it can be checked for ever.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Key">Its key.</param>
internal sealed record ClosedLog(string Folder, VerifierKey Key)
{
    /// <summary>The folder of its checkpoints and leaves, as they were given out.</summary>
    public const string Checkpoints = "checkpoints";

    /// <summary>The file that names the entries which the database did not have any more.</summary>
    public const string Lost = "lost.txt";

    /// <summary>Its last checkpoint with the signatures of witnesses, as far as the database had it.</summary>
    public const string Witnessed = "last-witnessed.checkpoint";

    /// <summary>What the check of a closed log says.</summary>
    /// <param name="Size">Entries that were given out.</param>
    /// <param name="Holds">They are those over which its last checkpoint was signed.</param>
    /// <param name="Lost">So many of them were lost.</param>
    public sealed record Checked(long Size, bool Holds, int Lost);

    /// <summary>All that were closed, the first one first.</summary>
    public static IEnumerable<ClosedLog> In(string folder) =>
        (Directory.Exists(folder) ? Directory.EnumerateDirectories(folder) : []).Order(StringComparer.Ordinal)
            .Select(f => KeyIn(Path.Combine(f, Checkpoints)) is { } key ? new ClosedLog(f, key) : null).OfType<ClosedLog>();

    /// <summary>The keys of those that were closed.</summary>
    public static IEnumerable<VerifierKey> KeysIn(string folder) => In(folder).Select(l => l.Key).DistinctBy(k => k.Id);

    /// <summary>The key of the log whose checkpoints lie in this folder; null when it says none.</summary>
    public static VerifierKey? KeyIn(string folder) =>
        Path.Combine(folder, "policy") is var policy && File.Exists(policy) && !LogPolicy.Read(File.ReadAllText(policy)).Failed(out _, out var read) ? read.Logs.FirstOrDefault()?.Key : null;

    /// <summary>Computes it anew from what was kept.</summary>
    /// <exception cref="InvalidDataException">A checkpoint was changed.</exception>
    public Checked Check()
    {
        var kept = new KeptCheckpoints(Path.Combine(Folder, Checkpoints), Key);
        var lost = Path.Combine(Folder, Lost) is var file && File.Exists(file) ? File.ReadLines(file).Count(l => !l.StartsWith('#')) : 0;
        return kept.Newest() is { } last ? new Checked(last.Size, Root(kept.AllLeaves(), last.Size) == last.Root, lost) : new Checked(0, true, lost);
    }

    /// <summary>The root over the leaves that were kept; null when one is missing.</summary>
    public static TreeHash? Root(Func<long, KeptCheckpoints.Leaf?> leaves, long size)
    {
        var tree = new CompactRange();
        while (tree.Size < size)
        {
            if (leaves(tree.Size) is not { } leaf)
                return null;
            tree.Append(leaf.Hash);
        }

        return tree.Root();
    }
}
