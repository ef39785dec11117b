using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tongdian.Domain;
using Tongdian.Domain.Cases;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Notices;

/// <summary>
/// The one way out for messages. What it returns is committed with the cause of the message (<see cref="CaseWork.With"/>, or a batch of its
/// own): there is never a message without its cause, nor a cause whose message was lost.
/// </summary>
public sealed class WriteNotice(CaseParties parties)
{
    private const string SealedFor = "message";

    /// <summary>To whom, and what it says.</summary>
    internal sealed record Content(string To, string Text);

    /// <summary>What a message is about: a case, or an enquiry.</summary>
    /// <param name="Id">Its identity.</param>
    /// <param name="Number">What the customer quotes.</param>
    /// <param name="Region">Whose colleagues see to it that the message goes out.</param>
    public sealed record Subject(Guid Id, string Number, string Region);

    /// <summary>A text to the telephone on file.</summary>
    /// <param name="state">The case that it is about.</param>
    /// <param name="purpose">What it is for, a code.</param>
    /// <param name="text">What it says, in the customer's language (<see cref="Case.Language"/>).</param>
    /// <param name="now">The instant of the operation.</param>
    /// <param name="cancel">Stops it.</param>
    /// <param name="cause">What it is written for, when that may come twice: then the message is there once.</param>
    /// <returns>Rows to commit; or <c>person.erased</c>.</returns>
    public async Task<Result<Action<WriteBatch>>> Sms(
        Case state, string purpose, string text, DateTimeOffset now, CancellationToken cancel, string? cause = null)
    {
        if (await parties.Read(state.Customer, cancel) is not { } told || await parties.Key(state, cancel) is not { } key)
            return new Error(ErrorKind.NotFound, "person.erased");
        var id = cause is null ? Guid.CreateVersion7(now) : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{state.Id} {purpose} {cause}")).AsSpan(0, 16));
        return Sms(new Subject(state.Id.Value, state.Number.Value, state.Facts.Region), key, told.Phone, purpose, text, now, id);
    }

    /// <summary>A text to a telephone that is known otherwise, sealed under its person's key.</summary>
    /// <returns>Rows to commit.</returns>
    public static Action<WriteBatch> Sms(Subject about, PersonKey key, string phone, string purpose, string text, DateTimeOffset now) =>
        Sms(about, key, phone, purpose, text, now, Guid.CreateVersion7(now));

    private static Action<WriteBatch> Sms(Subject about, PersonKey key, string phone, string purpose, string text, DateTimeOffset now, Guid id)
    {
        var content = Vault.Seal(key, SealedFor, JsonSerializer.SerializeToUtf8Bytes(new Content(phone, text)), now);
        return batch =>
        {
            batch.Insert(
                "sealed_values", ("id", content.Id), ("person_id", content.PersonId), ("purpose", content.Purpose), ("cipher", content.Cipher), ("at", content.At));
            batch.InsertOnce(
                "messages", 1, ("id", id), ("case_id", about.Id), ("number", about.Number), ("region", about.Region), ("person_id", key.PersonId), ("purpose", purpose),
                ("channel", MessageChannel.Sms), ("sealed_id", content.Id), ("created_at", now), ("next_at", now), ("attempts", 0));
        };
    }

    /// <summary>To whom and what; null when the person was erased.</summary>
    internal static Content? Open(Vault vault, Person person, SealedValue content) =>
        vault.Open(person, content).Failed(out _, out var bytes) ? null : JsonSerializer.Deserialize<Content>(bytes);
}
