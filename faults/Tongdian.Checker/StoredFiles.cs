namespace Tongdian.Checker;

/// <summary>Every file that a case has taken has its bytes.</summary>
internal sealed class StoredFiles(Store store, string data, Findings findings)
{
    /// <summary>Where the bytes of a file lie: docs/files.md.</summary>
    public static string PathOf(string data, Guid id, bool view)
    {
        var name = id.ToString("N");
        return Path.Combine(data, "files", name[^4..^2], name[^2..], view ? $"{name}.view" : name);
    }

    public async Task Look()
    {
        foreach (var row in await store.Rows("SELECT id, bytes, derived_bytes FROM stored_files WHERE case_id IS NOT NULL"))
        {
            Fits(row.Id(0), view: false, row.Long(1));
            if (row.Has(2))
                Fits(row.Id(0), view: true, row.Long(2));
        }

        foreach (var row in await store.Rows("SELECT c.file_id, COUNT(*) FROM file_claims c LEFT JOIN stored_files f ON f.id = c.file_id AND f.case_id = c.case_id GROUP BY c.file_id HAVING COUNT(*) <> 1 OR MAX(f.bytes) IS NULL"))
            findings.Add($"The file {row.Id(0)} is claimed {row.Text(1)} times, or not the file of the case that claims it");
    }

    // What lies there is encrypted and a little longer.
    private void Fits(Guid id, bool view, long bytes)
    {
        var file = new FileInfo(PathOf(data, id, view));
        if (!file.Exists || file.Length < bytes)
            findings.Add($"The {(view ? "scaled copy" : "original")} of the file {id} has {bytes} bytes in the database, and {(file.Exists ? file.Length : 0)} on the disk");
    }
}
