using System.Text.Json;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Evidence;
using Tongdian.Domain.Forms;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Cases.Desk;
using Tongdian.Server.Modules.Notices;

namespace Tongdian.Server.Modules.Disputes;

/// <summary>Whether something is proved.</summary>
public enum Proof
{
    /// <summary>It is not one of the things that are recorded.</summary>
    NotRecorded,

    /// <summary>It is recorded and waits for its place, or for the witnesses.</summary>
    Waiting,

    /// <summary>Its receipt is in the file.</summary>
    There,

    /// <summary>The record was destroyed with the person.</summary>
    Destroyed,
}

/// <summary>An entry of the log about a case.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Place">Its number in the log.</param>
/// <param name="At">When it was acknowledged.</param>
/// <param name="Record">What it says; null when it was destroyed.</param>
/// <param name="Receipt">The receipt; null when there is none yet, or no more.</param>
/// <param name="File">The name of the receipt in the file.</param>
/// <param name="Since">Since when enough witnesses had seen it; null without witnesses.</param>
/// <param name="Salts">The salts of what the record hides, base64, by name.</param>
public sealed record DisputeEntry(
    Guid Id, long? Place, DateTimeOffset At, EvidenceRecord? Record, string? Receipt, string? File, DateTimeOffset? Since, IReadOnlyDictionary<string, string> Salts)
{
    /// <summary>Whether it is proved.</summary>
    public Proof Proof => Receipt is not null ? Proof.There : Record is null ? Proof.Destroyed : Proof.Waiting;

    /// <summary>Something that its record hides, to be shown; null when it hides nothing under that name, or has no receipt.</summary>
    public DisputeShown? Show(string name, byte[] content) =>
        File is { } file && Salts.TryGetValue(name, out var salt) ? new DisputeShown(file, name, salt, Convert.ToBase64String(content)) : null;
}

/// <summary>A fact of the case.</summary>
/// <param name="Recorded">Who, why, when and what.</param>
/// <param name="Proof">Whether it is proved.</param>
/// <param name="Entry">Its entry; null when it has none.</param>
/// <param name="Whole">The fact as it is kept; only for colleagues.</param>
/// <param name="Values">What was entered, as far as who reads may see it.</param>
public sealed record DisputeFact(RecordedEvent Recorded, Proof Proof, DisputeEntry? Entry, DisputeShown? Whole, IReadOnlyList<DisputeValue> Values);

/// <summary>A value that was entered.</summary>
public sealed record DisputeValue(FieldDefinition Field, JsonElement Value, DisputeShown? Shown);

/// <summary>A document, photograph or signature.</summary>
/// <param name="File">Its id.</param>
/// <param name="Kind">What it is; of a signature: whose.</param>
/// <param name="IsSignature">It is a signature.</param>
/// <param name="IsPicture">It is a picture.</param>
/// <param name="Recorded">The hash of the original.</param>
/// <param name="Stage">Where it was handed in; null: with the application.</param>
/// <param name="At">When.</param>
/// <param name="Proof">Whether the hash is proved.</param>
/// <param name="Entry">The entry in whose record the hash stands.</param>
/// <param name="Seen">The file that who reads gets for it; null when it is withheld.</param>
public sealed record DisputePaper(
    Guid File, string Kind, bool IsSignature, bool IsPicture, string Recorded, string? Stage, DateTimeOffset At, Proof Proof, DisputeEntry? Entry, Guid? Seen);

/// <summary>A message with the entries that record it.</summary>
public sealed record DisputeNotice(ReadTold.Item Message, IReadOnlyList<DisputeEntry> Entries, IReadOnlyList<DisputeShown> Shown)
{
    /// <summary>Whether it is proved; what was not handed over yet is not recorded.</summary>
    public Proof Proof => Entries.Count > 0 ? Entries.Min(e => e.Proof) : Message.Destroyed ? Proof.Destroyed : Message.SentAt is null && Message.State == MessageState.Waiting ? Proof.NotRecorded : Proof.Waiting;
}

/// <summary>What a dispute file says of one case. Whoever it is made for finds no more in it than on their pages.</summary>
/// <param name="Desk">The case with its clocks.</param>
/// <param name="Reader">For whom.</param>
public sealed record Dossier(CaseOnDesk Desk, ReadTold.Reader Reader)
{
    /// <summary>Was the customer told before the limit?</summary>
    public required IReadOnlyList<ToldInTime> Told { get; init; }

    /// <summary>What happened, the first thing first. What was only kept in between is left out.</summary>
    public required IReadOnlyList<DisputeFact> Facts { get; init; }

    /// <summary>Documents, photographs and signatures.</summary>
    public required IReadOnlyList<DisputePaper> Papers { get; init; }

    /// <summary>What the customer was told.</summary>
    public required IReadOnlyList<DisputeNotice> Notices { get; init; }

    /// <summary>Limits, with what counted of the time and why.</summary>
    public required IReadOnlyList<ExplainLimit.Response> Clocks { get; init; }

    /// <summary>All entries of the log.</summary>
    public required IReadOnlyList<DisputeEntry> Entries { get; init; }

    /// <summary>Entries that are neither a fact nor a message: ratings, reports.</summary>
    public IEnumerable<DisputeEntry> Others => Entries.Except(Facts.Select(f => f.Entry).OfType<DisputeEntry>().Concat(Notices.SelectMany(n => n.Entries)));

    /// <summary>Everything that is shown of what the records hide.</summary>
    public IEnumerable<DisputeShown> Shown => Facts.SelectMany(f => f.Values.Select(v => v.Shown).Append(f.Whole)).Concat(Notices.SelectMany(n => n.Shown)).OfType<DisputeShown>();

    /// <summary>Recorded, and without a receipt yet.</summary>
    public int Waiting => Facts.Count(f => f is { Proof: Proof.Waiting, Entry: null }) + Notices.Count(n => n is { Proof: Proof.Waiting, Entries: [] }) + Entries.Count(e => e.Proof == Proof.Waiting);
}
