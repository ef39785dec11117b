using System.Globalization;
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

    private const string Folder = "keys";
    private const string File = "master.key";

    // Stands first, so that a text that was cut off anywhere is noticed.
    private const string Count = "words=";

    private readonly byte[] key;

    // Keys that were derived from an earlier master key and cannot be made anew without telling every customer another access code.
    private readonly IReadOnlyDictionary<string, byte[]> carried;

    private MasterKey(byte[] key, IReadOnlyDictionary<string, byte[]> carried) => (this.key, this.carried) = (key, carried);

    /// <summary>
    /// The key from its setting, or else from <c>keys/master.key</c> in the data folder, which is made at the first start.
    /// Throws <see cref="UnusableMasterKeyException"/> when there is a key that cannot be used: a new one would make the data unreadable.
    /// </summary>
    public static MasterKey Load(IConfiguration configuration, string dataFolder)
    {
        if (System.IO.File.Exists(NextIn(dataFolder)))
            throw new UnusableMasterKeyException($"A change of the master key was begun and not finished ({NextIn(dataFolder)}). Run ./run rotate-key again: it goes on where it was.");
        return Old(configuration, dataFolder);
    }

    /// <summary>The same, also while it is being changed.</summary>
    internal static MasterKey Old(IConfiguration configuration, string dataFolder)
    {
        if (configuration[Setting] is { Length: > 0 } setting)
            return Parse(setting, $"The setting {Setting}");
        var path = PathIn(dataFolder);
        try
        {
            if (!System.IO.File.Exists(path))
                Write(path, New());
            return Parse(System.IO.File.ReadAllText(path), $"The file {path}");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UnusableMasterKeyException($"The master key in {path} cannot be read or made: {problem.Message}", problem);
        }
    }

    /// <summary>The key as <see cref="Load"/> finds it; null where there is none yet. Nothing is made.</summary>
    public static MasterKey? Find(IConfiguration configuration, string dataFolder) =>
        configuration[Setting] is { Length: > 0 } || System.IO.File.Exists(PathIn(dataFolder)) ? Load(configuration, dataFolder) : null;

    /// <summary>The file of the key in a data folder.</summary>
    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, Folder, File);

    /// <summary>The file of the key that is to take its place.</summary>
    internal static string NextIn(string dataFolder) => PathIn(dataFolder) + ".next";

    /// <summary>The file of a key that is to be put into the setting.</summary>
    internal static string NewIn(string dataFolder) => PathIn(dataFolder) + ".new";

    /// <summary>Reads a key from its file.</summary>
    internal static MasterKey Read(string path) => Parse(System.IO.File.ReadAllText(path), $"The file {path}");

    /// <summary>The text of a new key that goes on with these purposes of an earlier one: one line, as files of settings take it.</summary>
    internal static string After(MasterKey before, IEnumerable<string> purposes)
    {
        string[] words = [New(), .. purposes.Select(p => $"{p}={Convert.ToBase64String(before.Derive(p))}")];
        return string.Create(CultureInfo.InvariantCulture, $"{Count}{words.Length + 1} {string.Join(' ', words)}");
    }

    /// <summary>Whether the keys of persons are under the same key.</summary>
    internal bool WrapsLike(MasterKey other) => Derive(Vault.Wrapping).AsSpan().SequenceEqual(other.Derive(Vault.Wrapping));

    /// <summary>A key of 32 bytes for one purpose (HKDF-SHA256, RFC 5869); keys of different purposes tell nothing about each other.</summary>
    public byte[] Derive(string purpose) => carried.TryGetValue(purpose, out var kept)
        ? [.. kept]
        : HKDF.DeriveKey(HashAlgorithmName.SHA256, key, Length, info: Encoding.UTF8.GetBytes("tongdian/1/" + purpose));

    // The key in base64; after a rotation before it the number of words, and after it words purpose=key that are carried on.
    private static MasterKey Parse(string text, string source)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words is [var count, ..] && count.StartsWith(Count, StringComparison.Ordinal))
        {
            if (count != string.Create(CultureInfo.InvariantCulture, $"{Count}{words.Length}"))
                throw new UnusableMasterKeyException($"{source} was cut off: it begins with {Count} and does not hold as many. Take the whole line that rotate-key wrote, in quotes where a shell reads it.");
            words = words[1..];
        }

        var further = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var word in words.Skip(1))
        {
            if (word.Split('=', 2) is not [{ Length: > 0 } purpose, var kept] || Bytes(kept) is not { } bytes)
                throw Unusable(source);
            further[purpose] = bytes;
        }

        return words.Length > 0 && Bytes(words[0]) is { } key ? new MasterKey(key, further) : throw Unusable(source);
    }

    private static byte[]? Bytes(string text)
    {
        var bytes = new byte[Length + 1];
        return Convert.TryFromBase64String(text, bytes, out var length) && length == Length ? bytes[..Length] : null;
    }

    private static UnusableMasterKeyException Unusable(string source) => new(
        $"{source} must hold exactly {Length} bytes in base64. Restore the key that the data were written with; "
        + "for an empty installation make one with: openssl rand -base64 32");

    private static string New() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length));

    /// <summary>Writes a key to a file that only its owner may read, whole or not at all; one that is there stays.</summary>
    internal static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = path + "." + Guid.NewGuid().ToString("N");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, options))
        {
            file.Write(Encoding.ASCII.GetBytes(text + "\n"));
            file.Flush(flushToDisk: true);
        }
        try
        {
            System.IO.File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (System.IO.File.Exists(path))
        {
            // Another node was first: its key counts.
            System.IO.File.Delete(draft);
        }
    }
}

/// <summary>There is a master key, but it cannot be used. The start ends with the message.</summary>
public sealed class UnusableMasterKeyException(string message, Exception? inner = null) : Exception(message, inner);
