using System.Security.Cryptography;
using System.Text.Json;
using Tongdian.Server.Platform.Privacy;

namespace Tongdian.Server.Platform.Backup;

/// <summary>A file of a backup: its path in the folder, its length and its SHA-256.</summary>
internal sealed record BackupFile(string Path, long Bytes, string Sha256);

/// <summary>What a backup is and what it holds. It is written last: a folder without it is no backup.</summary>
/// <param name="Format">How to read it.</param>
/// <param name="Version">The program that wrote it.</param>
/// <param name="Database"><c>SQLite</c> or <c>PostgreSQL</c>.</param>
/// <param name="Begun">When it was begun: what was acknowledged before is in it.</param>
/// <param name="Ended">When it was done.</param>
/// <param name="KeyMark">By which the master key is recognised that the data need; the key itself is in no backup.</param>
/// <param name="Bucket">The bucket that the files are in; null when they are in the backup.</param>
/// <param name="Files">Everything else in the folder.</param>
internal sealed record BackupManifest(
    int Format, string Version, string Database, DateTimeOffset Begun, DateTimeOffset Ended, string? KeyMark, string? Bucket, IReadOnlyList<BackupFile> Files)
{
    /// <summary>The format that this program writes and reads.</summary>
    public const int Current = 1;

    /// <summary>Its file.</summary>
    public const string Name = "manifest.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Reads the manifest of a backup; null when there is none that can be read.</summary>
    public static BackupManifest? Read(string folder)
    {
        try
        {
            var path = System.IO.Path.Combine(folder, Name);
            return File.Exists(path) && JsonSerializer.Deserialize<BackupManifest>(File.ReadAllText(path), Json) is { Format: Current, Files: not null } read ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes it.</summary>
    public void Write(string folder) => File.WriteAllText(System.IO.Path.Combine(folder, Name), JsonSerializer.Serialize(this, Json));

    /// <summary>The files that are not there any more, or are others than those that were written.</summary>
    public async Task<IReadOnlyList<string>> Damaged(string folder, CancellationToken cancel)
    {
        var damaged = new List<string>();
        foreach (var file in Files)
        {
            var path = Inside(folder, file.Path);
            if (path is null || !File.Exists(path) || new FileInfo(path).Length != file.Bytes || await Hash(path, cancel) != file.Sha256)
                damaged.Add(file.Path);
        }

        return damaged;
    }

    /// <summary>The mark of a key.</summary>
    public static string MarkOf(MasterKey key) => Convert.ToHexStringLower(key.Derive("backup-mark")[..8]);

    /// <summary>SHA-256 of a file, in lower-case hexadecimal.</summary>
    public static async Task<string> Hash(string path, CancellationToken cancel)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel));
    }

    // A path that leads out of the folder is nobody's backup.
    private static string? Inside(string folder, string path) =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, path)) is var full && full.StartsWith(System.IO.Path.GetFullPath(folder) + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal) ? full : null;
}
