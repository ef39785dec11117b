namespace Tongdian.Server.Platform.Backup;

/// <summary>
/// Folders of a backup on their way into the data folder: everything is written beside its place first, so that a full disk is found out before anything is replaced.
/// </summary>
internal sealed class StagedFolders(string backup, string data)
{
    /// <summary>How is called what is not in its place yet.</summary>
    public const string Ending = ".restoring";

    private readonly List<string> whole = [];
    private readonly List<string> missing = [];

    /// <summary>Writes a folder that is to take the place of the one that is there.</summary>
    public async Task Bring(string name, CancellationToken cancel)
    {
        whole.Add(name);
        await BackupPlaces.Copy(Path.Combine(backup, name), Begin(name), Beside(name), cancel);
    }

    /// <summary>Writes those files of a folder that the one that is there does not have.</summary>
    public async Task BringMissing(string name, CancellationToken cancel)
    {
        missing.Add(name);
        await BackupPlaces.Copy(Path.Combine(backup, name), Begin(name), At(name), cancel);
    }

    /// <summary>Puts all of them in their places. It needs no room any more.</summary>
    /// <param name="aside">Where goes what was replaced.</param>
    public void Put(string aside)
    {
        foreach (var name in whole)
        {
            if (Directory.Exists(At(name)))
            {
                Directory.CreateDirectory(aside);
                Directory.Move(At(name), Path.Combine(aside, name));
            }

            Directory.Move(Beside(name), At(name));
        }

        foreach (var name in missing)
        {
            foreach (var file in Directory.EnumerateFiles(Beside(name), "*", SearchOption.AllDirectories).ToList())
            {
                var place = Path.Combine(At(name), Path.GetRelativePath(Beside(name), file));
                Directory.CreateDirectory(Path.GetDirectoryName(place)!);
                File.Move(file, place);
            }
        }
    }

    /// <summary>Removes what is not in its place.</summary>
    public void Clear()
    {
        foreach (var name in whole.Concat(missing).Where(n => Directory.Exists(Beside(n))))
            Directory.Delete(Beside(name), recursive: true);
    }

    // What a killed restore left is of no use.
    private string Begin(string name)
    {
        if (Directory.Exists(Beside(name)))
            Directory.Delete(Beside(name), recursive: true);
        return Directory.CreateDirectory(Beside(name)).FullName;
    }

    private string At(string name) => Path.Combine(data, name);

    private string Beside(string name) => At(name) + Ending;
}
