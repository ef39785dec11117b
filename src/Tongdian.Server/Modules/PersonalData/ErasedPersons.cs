namespace Tongdian.Server.Modules.PersonalData;

/// <summary>
/// Who was erased, kept outside the database: an empty file each, called by the person's id. No restore takes one away, so that nobody comes back with a backup.
/// </summary>
internal sealed class ErasedPersons(string folder)
{
    /// <summary>Keeps it, on the disk when this returns.</summary>
    public void Add(IEnumerable<Guid> persons)
    {
        Directory.CreateDirectory(folder);
        foreach (var person in persons)
        {
            using var file = new FileStream(Path.Combine(folder, person.ToString("N")), FileMode.OpenOrCreate, FileAccess.Write);
            file.Flush(flushToDisk: true);
        }
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<Guid> All() =>
        [.. (Directory.Exists(folder) ? Directory.EnumerateFiles(folder) : []).Select(Path.GetFileName).Select(n => Guid.TryParseExact(n, "N", out var id) ? id : (Guid?)null).OfType<Guid>()];
}
