using System.Globalization;
using Tongdian.Domain.Evidence;

namespace Tongdian.Server.Modules.Evidence;

/// <summary>The checkpoints that were kept outside the database, and the leaves that were new in each.</summary>
internal sealed class KeptCheckpoints(string folder, VerifierKey key)
{
    /// <summary>How the file of a checkpoint ends.</summary>
    public const string Note = ".checkpoint";

    /// <summary>How the file of its new leaves ends.</summary>
    public const string Leaves = ".leaves";

    private readonly Dictionary<string, Dictionary<long, Leaf>> read = new(StringComparer.Ordinal);

    /// <summary>Those of the log that is written now.</summary>
    public KeptCheckpoints(EvidenceSettings settings)
        : this(settings.Folder, settings.Signer.Key)
    {
    }

    /// <summary>A leaf that was kept, and of which case it is.</summary>
    public sealed record Leaf(TreeHash Hash, string Case);

    private sealed record OnDisk(long Size, string Path);

    /// <summary>The largest checkpoint; null when none was kept.</summary>
    public Checkpoint? Newest() => Files(Note).MaxBy(f => f.Size) is { } last ? Read(last.Path) : null;

    /// <summary>All of them, with the file that each is in.</summary>
    public IEnumerable<KeptCheckpoint> All() => Files(Note).OrderBy(f => f.Size).Select(f => new KeptCheckpoint(Read(f.Path), Path.GetRelativePath(folder, f.Path)));

    /// <summary>The leaves by their place. Files are read as they are asked for, and the last few of them remembered.</summary>
    public Func<long, Leaf?> AllLeaves()
    {
        var files = Files(Leaves).OrderBy(f => f.Size).ToList();
        return place =>
        {
            var (from, to) = (0, files.Count);
            while (from < to)
            {
                var middle = (from + to) / 2;
                (from, to) = files[middle].Size <= place ? (middle + 1, to) : (from, middle);
            }

            return from < files.Count ? Content(files[from].Path).GetValueOrDefault(place) : null;
        };
    }

    private IEnumerable<OnDisk> Files(string ending) =>
        !Directory.Exists(folder) ? [] : Directory.EnumerateFiles(folder, "*" + ending, SearchOption.AllDirectories)
            .Select(path => new OnDisk(long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : -1, path))
            .Where(f => f.Size >= 0);

    private Checkpoint Read(string path) =>
        !SignedNote.Read(File.ReadAllBytes(path)).Failed(out _, out var note) && !note.Verify([key]).Failed(out _, out _)
        && !Checkpoint.Read(note.Text).Failed(out _, out var checkpoint)
            ? checkpoint
            : throw new InvalidDataException($"{path} is no checkpoint that this log has signed: the file was changed, or it is of another log");

    private Dictionary<long, Leaf> Content(string path)
    {
        if (read.TryGetValue(path, out var known))
            return known;
        if (read.Count > 8)
            read.Clear();
        var found = new Dictionary<long, Leaf>();
        foreach (var line in File.ReadLines(path))
        {
            if (line.Split(' ') is [var number, var hash, var of] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && TreeHash.Read(hash) is { } leaf)
                found[place] = new Leaf(leaf, of);
        }

        read[path] = found;
        return found;
    }
}
