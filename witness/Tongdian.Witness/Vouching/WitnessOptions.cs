using Tongdian.Domain.Evidence;

namespace Tongdian.Witness.Vouching;

/// <summary>How a witness is started.</summary>
/// <param name="Name">The name of its key.</param>
/// <param name="Folder">Where it keeps its key and what it has seen.</param>
/// <param name="Urls">Where it listens.</param>
/// <param name="Logs">The keys of the logs it vouches for.</param>
internal sealed record WitnessOptions(string Name, string Folder, string Urls, IReadOnlyList<VerifierKey> Logs)
{
    /// <summary>Reads options; null where they are not understood.</summary>
    public static WitnessOptions? Read(IReadOnlyList<string> args)
    {
        var options = new WitnessOptions("witness.example/tongdian", "witness-data", "http://127.0.0.1:5090", []);
        if (args.Count % 2 != 0)
            return null;
        for (var i = 0; i < args.Count; i += 2)
        {
            if (Next(options, args[i], args[i + 1]) is not { } next)
                return null;
            options = next;
        }

        return options.Logs.Count > 0 ? options : null;
    }

    private static WitnessOptions? Next(WitnessOptions options, string name, string value) => name switch
    {
        "--name" when VerifierKey.IsName(value) => options with { Name = value },
        "--data" => options with { Folder = value },
        "--urls" => options with { Urls = value },
        "--log" when !VerifierKey.Read(value).Failed(out _, out var key) => options with { Logs = [.. options.Logs, key] },
        _ => null,
    };
}
