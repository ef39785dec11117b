using System.Security.Cryptography;
using System.Text;

namespace Tongdian.Server.Platform.Privacy;

/// <summary>The one secret from which all keys of the platform follow. Whoever loses it loses all personal data.</summary>
public sealed class MasterKey
{
    /// <summary>Length of the key and of all keys derived from it, in bytes.</summary>
    public const int Length = 32;

    /// <summary>The setting that holds the key in base64.</summary>
    public const string Setting = "TONGDIAN_MASTER_KEY";

    private readonly byte[] key;

    private MasterKey(byte[] key) => this.key = key;

    /// <summary>
    /// The key from its setting, or else from <c>keys/master.key</c> in the data folder, which is made at the first start.
    /// Throws <see cref="UnusableMasterKeyException"/> when there is a key that cannot be used: a new one would make the data unreadable.
    /// </summary>
    public static MasterKey Load(IConfiguration configuration, string dataFolder)
    {
        if (configuration[Setting] is { Length: > 0 } setting)
            return Parse(setting, $"The setting {Setting}");
        var path = Path.Combine(dataFolder, "keys", "master.key");
        try
        {
            if (!File.Exists(path))
                Create(path);
            return Parse(File.ReadAllText(path), $"The file {path}");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UnusableMasterKeyException($"The master key in {path} cannot be read or made: {problem.Message}", problem);
        }
    }

    /// <summary>A key of 32 bytes for one purpose (HKDF-SHA256, RFC 5869); keys of different purposes tell nothing about each other.</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, Length, info: Encoding.UTF8.GetBytes("tongdian/1/" + purpose));

    private static MasterKey Parse(string text, string source)
    {
        var bytes = new byte[Length + 1];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length) && length == Length
            ? new MasterKey(bytes[..Length])
            : throw new UnusableMasterKeyException(
                $"{source} must hold exactly {Length} bytes in base64. Restore the key that the data were written with; "
                + "for an empty installation make one with: openssl rand -base64 32");
    }

    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = path + "." + Guid.NewGuid().ToString("N");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, options))
        {
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length)) + "\n"));
            file.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another node was first: its key counts.
            File.Delete(draft);
        }
    }
}

/// <summary>There is a master key, but it cannot be used. The start ends with the message.</summary>
public sealed class UnusableMasterKeyException(string message, Exception? inner = null) : Exception(message, inner);
