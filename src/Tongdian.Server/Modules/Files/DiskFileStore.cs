namespace Tongdian.Server.Modules.Files;

/// <summary>Files in folders of the disk.</summary>
public sealed class DiskFileStore(FileSettings settings) : IFileStore
{
    public Task Keep(StoredObject name, string incoming, CancellationToken cancellation)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // On the disk first, then under its name: a name never leads to half a file, not even after a power cut.
        using (var file = new FileStream(incoming, FileMode.Open, FileAccess.Write))
            file.Flush(flushToDisk: true);
        File.Move(incoming, path, overwrite: true);
        return Task.CompletedTask;
    }

    public Task<Stream> Open(StoredObject name, CancellationToken cancellation) => Task.FromResult<Stream>(
        new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1, useAsync: true));

    public Task<bool> Has(StoredObject name, CancellationToken cancellation) => Task.FromResult(File.Exists(PathOf(name)));

    public Task Delete(StoredObject name, CancellationToken cancellation)
    {
        var path = PathOf(name);
        if (File.Exists(path))
            File.Delete(path);
        return Task.CompletedTask;
    }

    // The last digits of an id are random, the first are the time: all files of a year would share one folder.
    private string PathOf(StoredObject name)
    {
        var id = name.File.ToString("N");
        return Path.Combine(settings.Folder, id[^4..^2], id[^2..], name.ToString());
    }
}
