using System.Security.Cryptography;
using System.Text.Json;
using Tongdian.Server.Platform.Privacy;

namespace Tongdian.Server.Modules.Files;

/// <summary>
/// Wraps the keys of files: under the master key in quarantine, under the person's key once a case has taken the file. Erasing the
/// person then makes the file unreadable.
/// </summary>
public sealed class FileKeys(MasterKey master)
{
    private readonly byte[] quarantine = master.Derive("file-keys");

    /// <summary>What the camera wrote into the picture, or null. A file that a case has taken needs the person's key.</summary>
    public PhotoFacts? Facts(StoredFile file, PersonKey? person) => file.SealedFacts is { } facts
        ? JsonSerializer.Deserialize<PhotoFacts>(Envelope.Open(FactsKey(Open(file, derived: false, person)), facts, Label(file.Original)))
        : null;

    internal static byte[] SealFacts(byte[] fileKey, PhotoFacts facts, StoredObject original) =>
        Envelope.Seal(FactsKey(fileKey), JsonSerializer.SerializeToUtf8Bytes(facts), Label(original));

    internal byte[] Wrap(byte[] fileKey, StoredObject name) => Envelope.Seal(quarantine, fileKey, Label(name));

    internal byte[] Open(StoredFile file, bool derived, PersonKey? person)
    {
        var (name, wrapped) = derived ? (file.View, file.DerivedWrappedKey) : (file.Original, file.WrappedKey);
        if (wrapped is null)
            throw new InvalidOperationException($"File {file.Id} has no derived copy");
        if (file.PersonId is null)
            return Envelope.Open(quarantine, wrapped, Label(name));
        return person is not null ? person.Open(wrapped, Label(name)) : throw new InvalidOperationException($"File {file.Id} needs the key of its person");
    }

    internal void HandOver(StoredFile file, PersonKey person)
    {
        var original = person.Seal(Open(file, derived: false, null), Label(file.Original));
        file.DerivedWrappedKey = file.DerivedWrappedKey is null ? null : person.Seal(Open(file, derived: true, null), Label(file.View));
        file.WrappedKey = original;
        file.PersonId = person.PersonId;
    }

    private static byte[] FactsKey(byte[] fileKey) => HKDF.DeriveKey(HashAlgorithmName.SHA256, fileKey, 32, info: "facts"u8.ToArray());

    private static string Label(StoredObject name) => $"file/{name}";
}
