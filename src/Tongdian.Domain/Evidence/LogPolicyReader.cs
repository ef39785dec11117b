using System.Collections.Immutable;

namespace Tongdian.Domain.Evidence;

/// <summary>Reads the lines of a <see cref="LogPolicy"/>. Names must be known before they are used, so no group can be within itself.</summary>
internal sealed class LogPolicyReader
{
    private const string None = "none";

    private readonly List<KnownLog> logs = [];
    private readonly List<Witness> witnesses = [];
    private readonly Dictionary<string, WitnessGroup> groups = [];
    private readonly HashSet<string> members = [];
    private string? quorum;

    public static Result<LogPolicy> Read(string text)
    {
        var (reader, lines) = (new LogPolicyReader(), text.Split('\n'));
        for (var i = 0; i < lines.Length; i++)
        {
            var words = lines[i].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (lines[i].Any(c => (c < ' ' && c != '\t') || c == '\x7f') || (words is [var first, ..] && first[0] != '#' && !reader.Takes(words)))
                return EvidenceErrors.PolicyForm(i + 1);
        }

        return reader.quorum is { } name
            ? new LogPolicy(reader.logs, reader.witnesses, reader.groups.ToImmutableDictionary(), name == None ? null : name)
            : EvidenceErrors.PolicyForm(lines.Length);
    }

    private bool Takes(string[] words) => words switch
    {
        ["log", var key, .. { Length: <= 1 } address] => TakesLog(key, address.FirstOrDefault()),
        ["witness", var name, var key, .. { Length: <= 1 } address] => TakesWitness(name, key, address.FirstOrDefault()),
        ["group", var name, var needed, .. { Length: > 0 } names] => TakesGroup(name, needed, names),
        ["quorum", var name] => TakesQuorum(name),
        _ => false,
    };

    private bool TakesLog(string text, string? address)
    {
        if (VerifierKey.Read(text).Failed(out _, out var key) || key.Type == SignatureType.Cosignature || IsTwice(key, logs.Select(l => l.Key)))
            return false;
        logs.Add(new KnownLog(key, address));
        return true;
    }

    private bool TakesWitness(string name, string text, string? address)
    {
        if (IsKnown(name) || VerifierKey.Read(text).Failed(out _, out var key) || key.Type != SignatureType.Cosignature
            || IsTwice(key, witnesses.Select(w => w.Key)))
        {
            return false;
        }

        witnesses.Add(new Witness(name, key, address));
        return true;
    }

    private bool TakesGroup(string name, string needed, string[] names)
    {
        var count = needed switch { "all" => names.Length, "any" => 1, _ => StrictText.Number(needed) ?? 0 };
        if (IsKnown(name) || count < 1 || count > names.Length || !names.All(n => n != None && IsKnown(n) && members.Add(n)))
            return false;
        groups.Add(name, new WitnessGroup((int)count, [.. names]));
        return true;
    }

    private bool TakesQuorum(string name)
    {
        if (quorum is not null || !IsKnown(name))
            return false;
        quorum = name;
        return true;
    }

    // The same key under two names would count twice.
    private static bool IsTwice(VerifierKey key, IEnumerable<VerifierKey> others) => others.Any(o => o.Key.Span.SequenceEqual(key.Key.Span));

    private bool IsKnown(string name) => name == None || groups.ContainsKey(name) || witnesses.Exists(w => w.Name == name);
}
