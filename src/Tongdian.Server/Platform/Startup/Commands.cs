using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Modules.Evidence.Chain;
using Tongdian.Server.Platform.Backup;
using Tongdian.Server.Platform.Cluster.Local;
using Tongdian.Server.Platform.Privacy.Rotation;

namespace Tongdian.Server.Platform.Startup;

/// <summary>What the program does when its first word is no option.</summary>
internal static class Commands
{
    private static readonly (string Words, Func<string[], Task<int>> Run)[] All =
    [
        ("audit", AuditCommand.Run), ("backup", BackupCommand.Run), ("chain deploy", DeployContract.Run), ("cluster", RunCluster.Run), ("log begin-anew", BeginLogCommand.Run),
        ("restore", RestoreCommand.Run), ("rotate-key", RotateKeyCommand.Run),
    ];

    /// <summary>Runs the one that is named. A slip of the pen starts no server.</summary>
    /// <returns>Its exit code, or 2 when there is no such command; null when none was asked for.</returns>
    public static async Task<int?> Run(string[] args)
    {
        if (args is not [var first, ..] || first.StartsWith("--", StringComparison.Ordinal))
            return null;
        foreach (var (words, run) in All)
        {
            var named = words.Split(' ');
            if (args.Take(named.Length).SequenceEqual(named, StringComparer.Ordinal))
                return await run(args[named.Length..]);
        }

        var all = string.Join(", ", All.Select(c => c.Words));
        await Console.Error.WriteLineAsync($"没有 {first} 这个命令，或者它不完整。命令有：{all}\nThere is no command {first}, or it is not whole. Commands: {all}");
        return 2;
    }
}
