using System.Globalization;

namespace Tongdian.Checker;

/// <summary>What is looked at.</summary>
/// <param name="Database">Path of a SQLite file, or a connection string of PostgreSQL.</param>
/// <param name="Data">The data folder: files and kept checkpoints.</param>
/// <param name="Journals">The folder with what the clients and the provider of text messages wrote down.</param>
/// <param name="Settled">Nothing waits any more: what still waits is a finding.</param>
/// <param name="Now">The platform's time when it stopped.</param>
/// <param name="Grace">As long as the watch over limits may take.</param>
internal sealed record Options(string Database, string Data, string Journals, bool Settled, DateTime Now, TimeSpan Grace)
{
    public const string Usage = """
        Tongdian.Checker --database <SQLite file | PostgreSQL connection string> --data <folder> --journals <folder> [--settled] [--now <UTC instant>] [--grace <seconds>]
          --settled: nothing waits any more; what still waits is a finding
          --grace: as long as the watch over limits may take (15)
        Exit code: 0 nothing found, 1 something is lost, double or does not fit, 2 it could not be looked at.
        """;

    private const string UsualGrace = "15";

    public static Options? Read(string[] args)
    {
        var (said, settled) = (new Dictionary<string, string>(StringComparer.Ordinal), false);
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--settled")
                settled = true;
            else if (args[i] is "--database" or "--data" or "--journals" or "--now" or "--grace" && i + 1 < args.Length)
                said[args[i]] = args[++i];
            else
                return null;
        }

        if (!said.TryGetValue("--database", out var database) || !said.TryGetValue("--data", out var data) || !said.TryGetValue("--journals", out var journals)
            || !int.TryParse(said.GetValueOrDefault("--grace", UsualGrace), NumberStyles.None, CultureInfo.InvariantCulture, out var grace))
            return null;
        var now = said.TryGetValue("--now", out var at)
            ? DateTime.Parse(at, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal)
            : TimeProvider.System.GetUtcNow().UtcDateTime;
        return new Options(database, data, journals, settled, now, TimeSpan.FromSeconds(grace));
    }
}
