using System.Globalization;
using Tongdian.Domain.Evidence;
using Tongdian.Server.Platform.Privacy;

namespace Tongdian.Server.Modules.Evidence;

/// <summary>Whose log it is and who vouches for it, from the settings below <c>Evidence</c>. What cannot be is said at the start.</summary>
public sealed class EvidenceSettings
{
    public EvidenceSettings(IConfiguration configuration, MasterKey master, string dataFolder)
    {
        var origin = OriginIn(configuration);
        var made = configuration["Evidence:Key"] is { Length: > 0 } key ? NoteSigner.Read(key) : NoteSigner.Make(origin, SignatureType.Ed25519, master.Derive(KeyPurpose(origin)));
        if (made.Failed(out _, out var signer) || signer.Key.Type != SignatureType.Ed25519 || signer.Key.Name != origin)
            throw new FormatException($"Evidence:Key must be PRIVATE+KEY+{origin}+… of the type 01 (Ed25519), and Evidence:Origin a name without spaces and plus");
        (Signer, Folder, ClosedFolder) = (signer, Path.Combine(dataFolder, "checkpoints"), Path.Combine(dataFolder, "closed-logs"));
        Policy = Witnesses(configuration, signer.Key);
    }

    /// <summary>What the log is called.</summary>
    internal static string OriginIn(IConfiguration configuration) => configuration["Evidence:Origin"] is { Length: > 0 } named ? named : "tongdian.example/log";

    /// <summary>
    /// What the key of a log of this name is derived for: a log that takes another's place is called like it with /2, /3 and so on after it, and has a key of its own. A
    /// policy that knows both refuses one key under two names.
    /// </summary>
    internal static string KeyPurpose(string origin) =>
        origin.LastIndexOf('/') is var slash and >= 0 && int.TryParse(origin[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var nth) && nth >= 2 ? $"evidence-log/{origin}" : "evidence-log";

    /// <summary>Signs for the log.</summary>
    public NoteSigner Signer { get; }

    /// <summary>Which log: the name of its key.</summary>
    public string Origin => Signer.Key.Name;

    /// <summary>Where checkpoints are kept, outside the database.</summary>
    public string Folder { get; }

    /// <summary>Where logs are that were closed, each in a folder of its own.</summary>
    public string ClosedFolder { get; }

    /// <summary>The log, its witnesses and how many of them are enough.</summary>
    public LogPolicy Policy { get; }

    /// <summary>How many of the witnesses are enough.</summary>
    public int Needed { get; private set; }

    /// <summary>The text of <see cref="Policy"/>, for those who check.</summary>
    public string PolicyText { get; private set; } = "";

    // Evidence__Witnesses=name key address, one each line or semicolon; Evidence__Needed=how many of them.
    private LogPolicy Witnesses(IConfiguration configuration, VerifierKey log)
    {
        var witnesses = (configuration["Evidence:Witnesses"] ?? "").Split(['\n', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var name, var key, var address] && !VerifierKey.Read(key).Failed(out _, out var read)
                && Uri.TryCreate(address, UriKind.Absolute, out _)
                    ? new Witness(name, read, address)
                    : throw new FormatException($"Evidence:Witnesses must be lines of a name, a key and an address, not {line}")).ToList();
        var needed = configuration.GetValue("Evidence:Needed", witnesses.Count);
        Needed = needed;
        // Receipts of a log that was closed stay good.
        PolicyText = LogPolicy.Write([new KnownLog(log, null), .. ClosedLog.KeysIn(ClosedFolder).Select(k => new KnownLog(k, null))], witnesses, needed);
        return needed >= 0 && needed <= witnesses.Count && !LogPolicy.Read(PolicyText).Failed(out _, out var policy)
            ? policy
            : throw new FormatException($"Evidence:Needed must be from 0 to the number of witnesses, which is {witnesses.Count}, and each of these must have a name and a key of its own");
    }
}
