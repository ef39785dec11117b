using System.Security.Cryptography;
using System.Text;
using Tongdian.Domain;

namespace Tongdian.Server.Platform.Privacy;

/// <summary>
/// Seals and opens what is personal. It reads and writes no database: it makes rows, and whoever changes a case stores them with it.
/// A value that was tampered with, or a foreign key, throws <see cref="CryptographicException"/>: that never happens by accident.
/// </summary>
public sealed class Vault(MasterKey master)
{
    /// <summary>What the key is for under which the keys of persons are.</summary>
    internal const string Wrapping = "person-keys";

    private const int BlindIndexLength = 16;
    private readonly byte[] wrapping = master.Derive(Wrapping);
    private readonly byte[] blindIndex = master.Derive("blind-index");

    /// <summary>A new person with a random key of their own.</summary>
    public (Person Person, PersonKey Key) NewPerson(DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        var key = RandomNumberGenerator.GetBytes(MasterKey.Length);
        var person = new Person { Id = id, WrappedKey = Envelope.Seal(wrapping, key, id.ToString("N")), CreatedAt = now };
        return (person, new PersonKey(id, key));
    }

    /// <summary>Stops the start when the master key is not the one that this person's data were written with.</summary>
    /// <exception cref="UnusableMasterKeyException">It is another one.</exception>
    public void Verify(Person person)
    {
        try
        {
            OpenKey(person);
        }
        catch (CryptographicException problem)
        {
            throw new UnusableMasterKeyException(
                "The master key is not the one that the personal data in this database were written with. "
                + "Restore keys/master.key in the data folder, or the setting TONGDIAN_MASTER_KEY; without it the data cannot be read.", problem);
        }
    }

    /// <summary>The person's key, or <see cref="PrivacyErrors.Erased"/>.</summary>
    public Result<PersonKey> OpenKey(Person person) =>
        person.WrappedKey.Length == 0
            ? PrivacyErrors.Erased
            : new PersonKey(person.Id, Envelope.Open(wrapping, person.WrappedKey, person.Id.ToString("N")));

    /// <summary>Forgets the person's key. What was sealed with it stays as bytes that nobody can read.</summary>
    public static void Erase(Person person, DateTimeOffset now)
    {
        person.WrappedKey = [];
        person.ErasedAt ??= now;
    }

    /// <summary>A value sealed for one purpose.</summary>
    public static SealedValue Seal(PersonKey key, string purpose, ReadOnlySpan<byte> plain, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        PersonId = key.PersonId,
        Purpose = purpose,
        Cipher = key.Seal(plain, purpose),
        At = now,
    };

    /// <summary>A text sealed for one purpose.</summary>
    public static SealedValue Seal(PersonKey key, string purpose, string plain, DateTimeOffset now) =>
        Seal(key, purpose, Encoding.UTF8.GetBytes(plain), now);

    /// <summary>What was sealed, with a key that is already open.</summary>
    public static byte[] Open(PersonKey key, SealedValue value) => key.Open(value.Cipher, value.Purpose);

    /// <summary>What was sealed, or <see cref="PrivacyErrors.Erased"/>.</summary>
    public Result<byte[]> Open(Person person, SealedValue value) =>
        OpenKey(person).Failed(out var error, out var key) ? error : Open(key, value);

    /// <summary>The hash by which a value is found; 16 bytes of HMAC-SHA256. Give the value in its one writing.</summary>
    public byte[] BlindIndex(string field, string normalisedValue) =>
        HMACSHA256.HashData(blindIndex, Encoding.UTF8.GetBytes($"{field}\0{normalisedValue}"))[..BlindIndexLength];
}
