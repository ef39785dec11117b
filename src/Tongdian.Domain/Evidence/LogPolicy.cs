using System.Collections.Immutable;

namespace Tongdian.Domain.Evidence;

/// <summary>A witness that somebody trusts.</summary>
/// <param name="Name">What the policy calls it.</param>
/// <param name="Key">Its key, of the type <see cref="SignatureType.Cosignature"/>.</param>
/// <param name="Address">Where it takes checkpoints, if that is known.</param>
public sealed record Witness(string Name, VerifierKey Key, string? Address);

/// <summary>A log that somebody trusts to be who it says; what it says is what the witnesses are for.</summary>
public sealed record KnownLog(VerifierKey Key, string? Address);

/// <summary>A witness of this policy has seen the checkpoint at this time by its own clock.</summary>
public sealed record Sighting(Witness Witness, DateTimeOffset Time);

/// <summary>A checkpoint that a policy accepts.</summary>
/// <param name="Checkpoint">The checkpoint.</param>
/// <param name="Logs">The log's keys that signed it, one or more.</param>
/// <param name="Sightings">The witnesses that signed it, the earliest first.</param>
/// <param name="Since">
/// From when on the policy was fulfilled: so many witnesses had seen it by then as must lie together to deceive. Null where the policy asks for none: then the
/// log alone vouches for it, and for no time.
/// </param>
public sealed record WitnessedCheckpoint(
    Checkpoint Checkpoint, ImmutableArray<VerifierKey> Logs, ImmutableArray<Sighting> Sightings, DateTimeOffset? Since);

/// <summary>Whose word is enough: logs, witnesses, and how many of these. Source: C2SP tlog-policy; one file serves us and the tools of others.</summary>
public sealed class LogPolicy
{
    /// <summary>So far ahead a witness's clock may be.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    private readonly ImmutableDictionary<string, WitnessGroup> groups;
    private readonly string? quorum;

    internal LogPolicy(IEnumerable<KnownLog> logs, IEnumerable<Witness> witnesses, ImmutableDictionary<string, WitnessGroup> groups, string? quorum) =>
        (Logs, Witnesses, this.groups, this.quorum) = ([.. logs], [.. witnesses], groups, quorum);

    /// <summary>The logs.</summary>
    public ImmutableArray<KnownLog> Logs { get; }

    /// <summary>The witnesses.</summary>
    public ImmutableArray<Witness> Witnesses { get; }

    /// <summary>Reads a policy. Error: <see cref="EvidenceErrors.PolicyForm"/>.</summary>
    public static Result<LogPolicy> Read(string text) => LogPolicyReader.Read(text);

    /// <summary>The text of the usual policy: these logs, and so many of these witnesses (0: none is needed).</summary>
    public static string Write(IEnumerable<KnownLog> logs, IReadOnlyCollection<Witness> witnesses, int needed)
    {
        var lines = logs.Select(l => $"log {l.Key} {l.Address}".TrimEnd())
            .Concat(witnesses.Select(w => $"witness {w.Name} {w.Key} {w.Address}".TrimEnd()));
        return string.Join('\n', needed == 0
            ? [.. lines, "quorum none\n"]
            : [.. lines, $"group enough {StrictText.Number(needed)} {string.Join(' ', witnesses.Select(w => w.Name))}", "quorum enough\n"]);
    }

    /// <summary>
    /// Whether a signed checkpoint is to be believed. Errors: those of <see cref="SignedNote"/> and <see cref="Checkpoint.Read"/>,
    /// <see cref="EvidenceErrors.OriginUnknown"/>, <see cref="EvidenceErrors.Unsigned"/>, <see cref="EvidenceErrors.TimeAhead"/>,
    /// <see cref="EvidenceErrors.QuorumMissed"/>.
    /// </summary>
    /// <param name="note">The signed checkpoint.</param>
    /// <param name="now">Nobody can have seen it later.</param>
    public Result<WitnessedCheckpoint> Check(SignedNote note, DateTimeOffset now)
    {
        if (Checkpoint.Read(note.Text).Failed(out var error, out var checkpoint))
            return error;
        var own = Logs.Select(l => l.Key).Where(k => k.Name == checkpoint.Origin).ToList();
        if (own.Count == 0)
            return EvidenceErrors.OriginUnknown;
        if (note.Verify([.. own, .. Witnesses.Select(w => w.Key)]).Failed(out error, out var signed))
            return error;
        if (!signed.Any(s => own.Contains(s.Key)))
            return EvidenceErrors.Unsigned;
        var seen = signed.Where(s => s.Time is not null)
            .Select(s => new Sighting(Witnesses.Single(w => w.Key == s.Key), s.Time!.Value)).OrderBy(s => s.Time).ToImmutableArray();
        if (seen.Any(s => s.Time > now + ClockTolerance))
            return EvidenceErrors.TimeAhead;
        if (!IsEnough(seen))
            return EvidenceErrors.QuorumMissed;
        var since = quorum is null ? (DateTimeOffset?)null : seen[Enumerable.Range(1, seen.Length).First(n => IsEnough(seen.Take(n))) - 1].Time;
        return new WitnessedCheckpoint(checkpoint, [.. signed.Select(s => s.Key).Where(own.Contains)], seen, since);
    }

    private bool IsEnough(IEnumerable<Sighting> seen)
    {
        var names = seen.Select(s => s.Witness.Name).ToHashSet(StringComparer.Ordinal);
        return quorum is null || Has(quorum);

        bool Has(string name) => groups.TryGetValue(name, out var group) ? group.Members.Count(Has) >= group.Needed : names.Contains(name);
    }
}

/// <summary>So many of these, which are witnesses or groups.</summary>
internal sealed record WitnessGroup(int Needed, ImmutableArray<string> Members);
