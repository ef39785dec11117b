using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Tongdian.Domain.Evidence;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Evidence;

/// <summary>
/// Makes an entry of what happened: a record in its one spelling and a random salt. Only their hash will leave the house; they themselves are sealed with the
/// person's key. What could be guessed in the record has a salt of its own, from a secret that is sealed with it and in no receipt.
/// </summary>
internal static class MakeLeaf
{
    /// <summary>What the sealed value is for.</summary>
    public const string Purpose = "evidence";

    /// <summary>What was sealed.</summary>
    /// <param name="Salt">The salt of the record.</param>
    /// <param name="Secret">From which the salts of hidden contents follow.</param>
    /// <param name="Record">The record in its one spelling.</param>
    public sealed record Opened(byte[] Salt, byte[] Secret, byte[] Record)
    {
        /// <summary>The salt of a hidden content.</summary>
        public byte[] SaltOf(string content) => HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes(content));

        /// <summary>Takes apart what was sealed.</summary>
        public static Opened Read(byte[] plain) =>
            new(plain[..EvidenceRecord.SaltLength], plain[EvidenceRecord.SaltLength..(2 * EvidenceRecord.SaltLength)], plain[(2 * EvidenceRecord.SaltLength)..]);

        /// <summary>
        /// What is stored of an entry. Null: it was destroyed with the person. Empty: something is there that is not what was sealed, or nothing is there of a
        /// person who was not erased.
        /// </summary>
        public static Opened? Of(Vault vault, Person? person, SealedValue? value)
        {
            if (person is { WrappedKey.Length: 0 })
                return null;
            try
            {
                return person is not null && value is not null && !vault.Open(person, value).Failed(out _, out var plain) ? Read(plain) : new Opened([], [], []);
            }
            catch (Exception e) when (e is CryptographicException or ArgumentOutOfRangeException)
            {
                return new Opened([], [], []);
            }
        }
    }

    /// <summary>The id of the entry for a fact of a case.</summary>
    public static Guid IdOf(Guid caseId, int version, int ordinal) => IdOf($"fact {caseId} {version} {ordinal}");

    /// <summary>The id of the entry for something else that happened.</summary>
    public static Guid IdOf(EvidenceDue due) => IdOf($"{due.Kind} {due.Subject} {due.Part}");

    /// <summary>The rows of an entry; they stay as they are when they are there already.</summary>
    public static Action<WriteBatch> Rows(Guid id, EvidenceFact fact, PersonKey key, DateTimeOffset now, (int Version, int Ordinal)? of = null)
    {
        var opened = new Opened(RandomNumberGenerator.GetBytes(EvidenceRecord.SaltLength), RandomNumberGenerator.GetBytes(EvidenceRecord.SaltLength), []);
        var record = new EvidenceRecord(fact.Kind, fact.Number, fact.Stage, fact.At, Hashes(fact.Contents, opened));
        var value = Vault.Seal(key, Purpose, [.. opened.Salt, .. opened.Secret, .. record.Bytes()], now);
        var entry = record.Entry(opened.Salt);
        return batch =>
        {
            batch.InsertOnce(
                "evidence_leaves", 1, ("id", id), ("case_id", fact.CaseId), ("number", fact.Number), ("person_id", key.PersonId), ("version", of?.Version), ("ordinal", of?.Ordinal),
                ("entry", entry), ("at", now), ("place", null));
            batch.InsertOnce(
                "sealed_values", 1, ("id", id), ("person_id", value.PersonId), ("purpose", value.Purpose), ("cipher", value.Cipher), ("at", value.At));
        };
    }

    private static Guid IdOf(string what) => new(SHA256.HashData(Encoding.UTF8.GetBytes(what)).AsSpan(0, 16));

    // The same name twice for different things: the second is called …-2.
    private static ImmutableSortedDictionary<string, string> Hashes(IReadOnlyList<EvidenceContent> contents, Opened opened)
    {
        var hashes = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var content in contents)
        {
            var name = content.Name;
            for (var nth = 2; hashes.TryGetValue(name, out var other) && (content.Stands is null || other != content.Stands); nth++)
                name = $"{content.Name}-{nth}";
            hashes[name] = content.Stands ?? EvidenceRecord.Salted(opened.SaltOf(name), content.Guessable);
        }

        return hashes.ToImmutable();
    }
}
