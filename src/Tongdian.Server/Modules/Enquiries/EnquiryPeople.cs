using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Enquiries;
using Tongdian.Domain.Parties;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Enquiries;

/// <summary>Who asks, and how to reach them.</summary>
public sealed record EnquiryContact(string Name, string Phone)
{
    /// <summary>What others see.</summary>
    public EnquiryContact Masked() => new(Masking.Name(Name), Masking.Phone(Phone));
}

/// <summary>What enquiries know about people: who asks and everything that is said, sealed under the person's key; found by telephone.</summary>
public sealed class EnquiryPeople(IDbContextFactory<TongdianContext> contexts, Vault vault)
{
    private const string ContactPurpose = "enquiry-contact";
    private const string WordsPurpose = "enquiry-words";

    /// <summary>Somebody who is not known yet, with the rows for it.</summary>
    public (PersonRef Who, PersonKey Key, Action<WriteBatch> Rows) Admit(EnquiryContact contact, EnquiryId id, DateTimeOffset now)
    {
        var (person, key) = vault.NewPerson(now);
        var (who, rows) = Join(key, contact, id, now);
        return (who, key, batch =>
        {
            batch.Insert("persons", ("id", person.Id), ("wrapped_key", person.WrappedKey), ("created_at", person.CreatedAt));
            rows(batch);
        });
    }

    /// <summary>The customer of a case: what is told belongs to the same person, and is gone when they are erased.</summary>
    public (PersonRef Who, Action<WriteBatch> Rows) Join(PersonKey key, EnquiryContact contact, EnquiryId id, DateTimeOffset now)
    {
        var value = Vault.Seal(key, ContactPurpose, JsonSerializer.SerializeToUtf8Bytes(contact), now);
        return (new PersonRef(key.PersonId, value.Id), batch =>
        {
            Write(batch, value);
            batch.Insert(
                "blind_index", ("field", "phone"), ("hash", vault.BlindIndex("phone", contact.Phone)), ("case_id", id.Value), ("person_id", key.PersonId));
        });
    }

    /// <summary>Seals what somebody said.</summary>
    public static (Guid Id, Action<WriteBatch> Rows) Seal(PersonKey key, string words, DateTimeOffset now)
    {
        var value = Vault.Seal(key, WordsPurpose, words, now);
        return (value.Id, batch => Write(batch, value));
    }

    /// <summary>The open key of whoever asks, or null when they were erased.</summary>
    public async Task<PersonKey?> Key(Enquiry state, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var person = await context.Set<Person>().AsNoTracking().FirstAsync(p => p.Id == state.Customer.Person, cancel);
        return vault.OpenKey(person).Failed(out _, out var key) ? null : key;
    }

    /// <summary>Who asks, by the id of their details; those who were erased are missing.</summary>
    public async Task<IReadOnlyDictionary<Guid, EnquiryContact>> Contacts(IReadOnlyCollection<PersonRef> people, CancellationToken cancel) =>
        (await Open([.. people.Select(p => p.Details)], cancel)).ToDictionary(o => o.Key, o => JsonSerializer.Deserialize<EnquiryContact>(o.Value)!);

    /// <summary>Who asks; null when they were erased.</summary>
    public async Task<EnquiryContact?> Contact(Enquiry state, CancellationToken cancel) => (await Contacts([state.Customer], cancel)).GetValueOrDefault(state.Customer.Details);

    /// <summary>What was said, by its id; nothing when the person was erased.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Words(IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        (await Open(ids, cancel)).ToDictionary(o => o.Key, o => Encoding.UTF8.GetString(o.Value));

    /// <summary>The enquiries of whoever has this telephone, the newest first.</summary>
    public async Task<IReadOnlyList<EnquiryRow>> Find(PhoneNumber phone, int most, CancellationToken cancel)
    {
        var hash = vault.BlindIndex("phone", phone.Value);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Set<BlindIndexEntry>().AsNoTracking().Where(b => b.Field == "phone" && b.Hash == hash)
            .Join(context.Set<EnquiryRow>(), b => b.CaseId, e => e.Id, (_, e) => e)
            .OrderByDescending(e => e.AskedAt).ThenBy(e => e.Id).Take(most).ToListAsync(cancel);
    }

    private async Task<Dictionary<Guid, byte[]>> Open(IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return (await OpenSealed.Many(context, vault, ids, cancel)).ToDictionary(o => o.Id, o => o.Plain);
    }

    private static void Write(WriteBatch batch, SealedValue value) => batch.Insert(
        "sealed_values", ("id", value.Id), ("person_id", value.PersonId), ("purpose", value.Purpose), ("cipher", value.Cipher), ("at", value.At));
}
