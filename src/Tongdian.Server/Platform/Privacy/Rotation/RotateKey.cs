using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Platform.Privacy.Rotation;

/// <summary>
/// Puts what is under one master key under another one: the keys of all persons, and the key ring. A row is changed by its old value, so that whoever is killed on the
/// way begins again and skips what is done.
/// </summary>
internal sealed class RotateKey(MasterKey before, MasterKey after, Database database, IDbContextFactory<TongdianContext> contexts)
{
    /// <summary>So many keys are written in one commit.</summary>
    public const int AtOnce = 500;

    private readonly byte[] old = before.Derive(Vault.Wrapping);
    private readonly byte[] fresh = after.Derive(Vault.Wrapping);

    /// <summary>Does it.</summary>
    /// <returns>How many keys were put under the new one; those that were before are not counted.</returns>
    /// <exception cref="UnusableMasterKeyException">A key is under neither.</exception>
    public async Task<int> Do(CancellationToken cancel)
    {
        var done = 0;
        for (Guid? last = null; ;)
        {
            await using var context = await contexts.CreateDbContextAsync(cancel);
            var persons = await context.Set<Person>().AsNoTracking().Where(p => last == null || p.Id.CompareTo(last.Value) > 0).OrderBy(p => p.Id).Take(AtOnce).ToListAsync(cancel);
            if (persons.Count == 0)
                break;
            last = persons[^1].Id;
            done += await Write(persons, cancel);
        }

        return done + await KeyRing(cancel);
    }

    private async Task<int> Write(List<Person> persons, CancellationToken cancel)
    {
        var (batch, count) = (new WriteBatch(), 0);
        foreach (var person in persons.Where(p => p.WrappedKey.Length > 0))
        {
            var label = person.Id.ToString("N");
            if (TryOpen(fresh, person.WrappedKey, label) is not null)
                continue;
            var key = TryOpen(old, person.WrappedKey, label) ?? throw new UnusableMasterKeyException("The key of a person is under neither the old master key nor the new one. Nothing more was changed; bring back the master key that the data were written with.");
            batch.Add("UPDATE persons SET wrapped_key = $1 WHERE id = $2 AND wrapped_key = $3", Envelope.Seal(fresh, key, label), person.Id, person.WrappedKey);
            count++;
        }

        if (count > 0)
            await database.Commit(batch, cancel);
        return count;
    }

    // Whoever is signed in stays so: the ring itself is the same.
    private async Task<int> KeyRing(CancellationToken cancel)
    {
        var (from, to) = (before.Derive(KeyRingSealer.Label), after.Derive(KeyRingSealer.Label));
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var count = 0;
        foreach (var row in await context.Set<DataProtectionKey>().ToListAsync(cancel))
        {
            if (row.Xml is null)
                continue;
            var document = XElement.Parse(row.Xml);
            foreach (var part in document.Descendants("sealed"))
            {
                var bytes = Convert.FromBase64String(part.Value);
                if (TryOpen(to, bytes, KeyRingSealer.Label) is not null || TryOpen(from, bytes, KeyRingSealer.Label) is not { } plain)
                    continue;
                part.Value = Convert.ToBase64String(Envelope.Seal(to, plain, KeyRingSealer.Label));
                count++;
            }

            row.Xml = document.ToString(SaveOptions.DisableFormatting);
        }

        await context.SaveChangesAsync(cancel);
        return count;
    }

    private static byte[]? TryOpen(byte[] key, byte[] envelope, string label)
    {
        try
        {
            return Envelope.Open(key, envelope, label);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
