using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Forms;
using Tongdian.Domain.Parties;
using Tongdian.Domain.Processes;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Cases;

/// <summary>What cases know about people: sealed when it comes in, opened for those who may see it, found by blind index.</summary>
public sealed class CaseParties(IDbContextFactory<TongdianContext> contexts, Vault vault)
{
    private const string DetailsPurpose = "party";

    // Every submission asks this: translated once.
    private readonly Func<TongdianContext, byte[], byte[], byte[], IAsyncEnumerable<CaseRow>> openAtSamePlace = EF.CompileAsyncQuery(
        (TongdianContext context, byte[] place, byte[] phone, byte[] identity) => context.Set<BlindIndexEntry>().AsNoTracking()
            .Where(e => e.Field == "address" && e.Hash == place && context.Set<BlindIndexEntry>().Any(
                o => o.CaseId == e.CaseId && ((o.Field == "phone" && o.Hash == phone) || (o.Field == "id-number" && o.Hash == identity))))
            .Join(context.Set<CaseRow>(), e => e.CaseId, c => c.Id, (_, c) => c)
            .Where(c => c.ClosedAt == null && c.Status != CaseStatus.Energised)
            .OrderByDescending(c => c.SubmittedAt).ThenBy(c => c.Id).Take(5));

    /// <summary>What the customer told, or null when the person was erased.</summary>
    public async Task<PartyDetails?> Read(PersonRef who, CancellationToken cancel) =>
        await Open(who.Person, who.Details, cancel) is { } bytes ? PartyDetails.FromJson(bytes) : null;

    /// <summary>The personal values entered at a stage, or null when there are none or the person was erased.</summary>
    public async Task<IReadOnlyDictionary<string, JsonElement>?> ReadEntry(Case state, StageEntry entry, CancellationToken cancel) =>
        entry.Sealed is { } id && await Open(state.Customer.Person, id, cancel) is { } bytes
            ? JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(bytes)
            : null;

    /// <summary>The open key of the case's customer, or null when the person was erased.</summary>
    public async Task<PersonKey?> Key(Case state, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var person = await context.Set<Person>().AsNoTracking().FirstAsync(p => p.Id == state.Customer.Person, cancel);
        return vault.OpenKey(person).Failed(out _, out var key) ? null : key;
    }

    /// <summary>A new person with what they told, and the rows for it.</summary>
    public (PersonRef Who, PersonKey Key, Action<WriteBatch> Rows) Admit(PartyDetails details, CaseId id, DateTimeOffset now)
    {
        var (person, key) = vault.NewPerson(now);
        var value = Vault.Seal(key, DetailsPurpose, details.ToJson(), now);
        return (new PersonRef(person.Id, value.Id), key, batch =>
        {
            batch.Insert("persons", ("id", person.Id), ("wrapped_key", person.WrappedKey), ("created_at", person.CreatedAt));
            Write(batch, value);
            Index(batch, details, id, person.Id);
        });
    }

    /// <summary>The same person with other details. What was told before stays sealed, for the history.</summary>
    public (PersonRef Who, Action<WriteBatch> Rows) Amend(PersonKey key, PartyDetails details, CaseId id, DateTimeOffset now)
    {
        var value = Vault.Seal(key, DetailsPurpose, details.ToJson(), now);
        return (new PersonRef(key.PersonId, value.Id), batch =>
        {
            Write(batch, value);
            batch.Add("DELETE FROM blind_index WHERE case_id = $1", id.Value);
            Index(batch, details, id, key.PersonId);
        });
    }

    /// <summary>Seals the personal fields of what is handed in for a stage; null when there are none.</summary>
    public static (Guid Id, Action<WriteBatch> Rows)? SealEntry(PersonKey key, StageDefinition stage, Submission submission, DateTimeOffset now)
    {
        var personal = PersonalFields.Of(stage).Where(submission.Fields.ContainsKey).ToDictionary(f => f, f => submission.Fields[f], StringComparer.Ordinal);
        if (personal.Count == 0)
            return null;
        var value = Vault.Seal(key, $"stage:{stage.Id}", JsonSerializer.SerializeToUtf8Bytes(personal), now);
        return (value.Id, batch => Write(batch, value));
    }

    /// <summary>Seals something more about the customer, to be found by an id that others know already.</summary>
    public static Action<WriteBatch> Seal(PersonKey key, Guid id, string purpose, ReadOnlySpan<byte> plain, DateTimeOffset now)
    {
        var value = Vault.Seal(key, purpose, plain, now);
        return batch => batch.Insert(
            "sealed_values", ("id", id), ("person_id", value.PersonId), ("purpose", value.Purpose), ("cipher", value.Cipher), ("at", value.At));
    }

    /// <summary>Seals words of the customer under an id of their own; null when nothing was said, or when the person was erased.</summary>
    public async Task<(Guid Id, Action<WriteBatch> Rows)?> SealWords(Case state, string purpose, string? words, DateTimeOffset now, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(words) || await Key(state, cancel) is not { } key)
            return null;
        var id = Guid.CreateVersion7(now);
        return (id, Seal(key, id, purpose, Encoding.UTF8.GetBytes(words.Trim()), now));
    }

    /// <summary>What was sealed about the customer under this id; null when nothing was, or when the person was erased.</summary>
    public async Task<byte[]?> Unseal(Case state, Guid id, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Set<SealedValue>().AsNoTracking().AnyAsync(v => v.Id == id && v.PersonId == state.Customer.Person, cancel)
            ? await Open(state.Customer.Person, id, cancel)
            : null;
    }

    /// <summary>Cases, newest first, in which this value stands: <c>phone</c>, <c>id-number</c>, <c>name</c> or <c>address</c>, in its one writing.</summary>
    public async Task<IReadOnlyList<CaseRow>> FindCases(string field, string normalised, int limit, CancellationToken cancel)
    {
        var hash = vault.BlindIndex(field, normalised);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Set<BlindIndexEntry>().AsNoTracking()
            .Where(e => e.Field == field && e.Hash == hash)
            .Join(context.Set<CaseRow>(), e => e.CaseId, c => c.Id, (_, c) => c)
            .OrderByDescending(c => c.SubmittedAt).ThenBy(c => c.Id).Take(limit).ToListAsync(cancel);
    }

    /// <summary>What several customers told, by the id of their details; those who were erased are missing.</summary>
    public async Task<IReadOnlyDictionary<Guid, PartyDetails>> ReadMany(IReadOnlyCollection<PersonRef> people, CancellationToken cancel)
    {
        var ids = people.Select(p => p.Details).ToArray();
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return (await OpenSealed.Many(context, vault, ids, cancel)).ToDictionary(o => o.Id, o => PartyDetails.FromJson(o.Plain));
    }

    /// <summary>Open cases of the same person at the same place.</summary>
    public async Task<IReadOnlyList<CaseRow>> PossibleDuplicates(PartyDetails details, CancellationToken cancel)
    {
        var place = vault.BlindIndex("address", Place(details));
        var phone = vault.BlindIndex("phone", details.Phone);
        var identity = vault.BlindIndex("id-number", details.IdNumber);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await openAtSamePlace(context, place, phone, identity).ToListAsync(cancel);
    }

    /// <summary>An address in the writing in which places are compared; what cannot be an address finds nothing.</summary>
    public static string Place(PartyDetails details) => AddressText.Parse(details.Address).Failed(out _, out var address) ? "" : address.Normalised;

    private void Index(WriteBatch batch, PartyDetails details, CaseId id, Guid person)
    {
        var name = PersonName.Parse(details.Name).Failed(out _, out var parsed) ? details.Name : parsed.Normalised;
        foreach (var (field, value) in new[] { ("phone", details.Phone), ("id-number", details.IdNumber), ("name", name), ("address", Place(details)) })
        {
            batch.Insert("blind_index", ("field", field), ("hash", vault.BlindIndex(field, value)), ("case_id", id.Value), ("person_id", person));
        }
    }

    private static void Write(WriteBatch batch, SealedValue value) => batch.Insert(
        "sealed_values", ("id", value.Id), ("person_id", value.PersonId), ("purpose", value.Purpose), ("cipher", value.Cipher), ("at", value.At));

    private async Task<byte[]?> Open(Guid personId, Guid valueId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var found = await context.Set<SealedValue>().AsNoTracking().Where(v => v.Id == valueId && v.PersonId == personId)
            .Join(context.Set<Person>(), v => v.PersonId, p => p.Id, (v, p) => new { Value = v, Person = p })
            .FirstAsync(cancel);
        return vault.Open(found.Person, found.Value).Failed(out _, out var bytes) ? null : bytes;
    }
}
