using System.Security.Cryptography;
using System.Text;
using Tongdian.Domain.Evidence;

namespace Tongdian.Witness.Vouching;

/// <summary>
/// What a witness has vouched for, a file for each log, and its own key. A tree is remembered, on the disk, before it is signed; two requests at once, also of
/// two processes, are answered one after the other.
/// </summary>
internal sealed class SeenLogs(string folder, string name)
{
    private readonly Lock turn = new();

    /// <summary>The key that signs; made when there is none.</summary>
    /// <exception cref="InvalidDataException">There is one that cannot be used.</exception>
    public NoteSigner Signer()
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "witness.key");
        if (!File.Exists(path))
            Replace(path, NoteSigner.Make(name, SignatureType.Cosignature, RandomNumberGenerator.GetBytes(32)).Value.SecretText() + "\n", UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return NoteSigner.Read(File.ReadAllText(path).TrimEnd()).Failed(out _, out var signer) || signer.Key.Type != SignatureType.Cosignature
            ? throw new InvalidDataException($"{path} 不是见证密钥 is no key of a witness")
            : signer;
    }

    /// <summary>Decides on what was seen, and remembers the tree before it says yes.</summary>
    public WitnessDecision Decide(WitnessRequest request, IReadOnlyCollection<VerifierKey> keys)
    {
        lock (turn)
        {
            var path = Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request.Checkpoint.Origin))) + ".seen");
            using var alone = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var decision = WitnessDecision.For(request, keys, Seen(path));
            if (decision.Signs)
                Replace(path, request.Note.ToString(), null);
            // It is a proof against the log.
            if (decision.IsContradiction)
                Replace(Path.Combine(folder, $"contradiction-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request.ToString())))[..16]}.txt"), request.ToString(), null);
            return decision;
        }
    }

    private static SeenTree Seen(string path) =>
        !File.Exists(path) ? SeenTree.Nothing
        : !SignedNote.Read(File.ReadAllBytes(path)).Failed(out _, out var note) && !Checkpoint.Read(note.Text).Failed(out _, out var checkpoint) ? new SeenTree(checkpoint.Size, checkpoint.Root)
        : throw new InvalidDataException($"{path} 已损坏 is damaged");

    private static void Replace(string path, string text, UnixFileMode? mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (mode is not null && !OperatingSystem.IsWindows())
            options.UnixCreateMode = mode;
        using (var file = new FileStream(path + ".new", options))
        {
            file.Write(Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: true);
    }
}
