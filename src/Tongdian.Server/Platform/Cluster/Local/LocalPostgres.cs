using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Npgsql;
using Tongdian.Server.Platform.Backup;

namespace Tongdian.Server.Platform.Cluster.Local;

/// <summary>A PostgreSQL server in the data folder, for whoever has named none: it is there as long as the cluster runs, and has at the next start what it had.</summary>
internal static class LocalPostgres
{
    private const string User = "tongdian";

    /// <summary>Starts it.</summary>
    /// <returns>The program, and the connection string of its database.</returns>
    /// <exception cref="LocalClusterException">There is none, or it cannot work in this folder.</exception>
    public static async Task<(Companion Program, string ConnectionString)> Start(string folder, CancellationToken cancel)
    {
        var programs = Programs() ?? throw new LocalClusterException(
            "这台机器上没有 PostgreSQL。请安装（Debian：apt-get install postgresql），或设 ConnectionStrings__Postgres 指向已有的服务器。",
            "There is no PostgreSQL on this machine. Install it (Debian: apt-get install postgresql), or let ConnectionStrings__Postgres name a server.");
        var data = Path.Combine(folder, "data");
        Directory.CreateDirectory(folder);
        var secret = Path.Combine(folder, "password");
        if (!File.Exists(secret))
            await Write(secret, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)), cancel);
        var asUser = await OwnedByWhoMayRunIt(folder, cancel);
        if (!File.Exists(Path.Combine(data, "PG_VERSION")))
        {
            await Run(
                [.. asUser, Path.Combine(programs, "initdb"), "-D", data, "-U", User, "--auth=scram-sha-256", $"--pwfile={secret}", "--no-locale", "--encoding=UTF8"], cancel);
        }

        var said = new ConcurrentQueue<string>();
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var port = ClusterServices.FreePort(IPAddress.Loopback).ToString(CultureInfo.InvariantCulture);
        var program = Companion.Start(
            "INT",
            [.. asUser, Path.Combine(programs, "postgres"), "-D", data, "-c", "listen_addresses=127.0.0.1", "-c", $"port={port}", "-c", "unix_socket_directories=", "-c", "logging_collector=off"],
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["LC_ALL"] = "C" },
            line =>
            {
                said.Enqueue(line);
                if (line.Contains("ready to accept connections", StringComparison.Ordinal))
                    ready.TrySetResult();
            });
        if (await Task.WhenAny(ready.Task, program.Ended) != ready.Task)
            throw new LocalClusterException("PostgreSQL 没有启动：", "PostgreSQL did not start:", [.. said]);
        var server = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1", Port = int.Parse(port, CultureInfo.InvariantCulture), Username = User, Password = await File.ReadAllTextAsync(secret, cancel), Database = "postgres",
        };
        await MakeDatabase(server.ConnectionString, cancel);
        server.Database = "tongdian";
        return (program, server.ConnectionString);
    }

    // The folder of the newest PostgreSQL's programs; null when there is none.
    private static string? Programs() =>
        PostgresTools.Folders().FirstOrDefault(f => File.Exists(Path.Combine(f, "initdb")) && File.Exists(Path.Combine(f, "postgres")));

    // Nobody else may read it, from its first byte on.
    private static async Task Write(string path, string secret, CancellationToken cancel)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var file = new StreamWriter(path, options);
        await file.WriteAsync(secret.AsMemory(), cancel);
    }

    // PostgreSQL refuses to run as root; Debian's package brings a user for it.
    private static async Task<string[]> OwnedByWhoMayRunIt(string folder, CancellationToken cancel)
    {
        if (!Environment.IsPrivilegedProcess)
            return [];
        await Run(["chown", "-R", "postgres:postgres", folder], cancel);
        string[] asUser = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"];
        try
        {
            await Run([.. asUser, "test", "-w", folder], cancel);
        }
        catch (LocalClusterException)
        {
            throw new LocalClusterException(
                $"PostgreSQL 不能以 root 运行，而用户 postgres 进不了 {folder}。请换一个数据文件夹（TONGDIAN_DATA）、换普通用户，或设 ConnectionStrings__Postgres。",
                $"PostgreSQL does not run as root, and the user postgres cannot enter {folder}. Choose another data folder (TONGDIAN_DATA), an ordinary user, or set ConnectionStrings__Postgres.");
        }

        return asUser;
    }

    private static async Task MakeDatabase(string maintenance, CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(maintenance);
        await using var ask = source.CreateCommand("select 1 from pg_database where datname = 'tongdian'");
        if (await ask.ExecuteScalarAsync(cancel) is not null)
            return;
        await using var make = source.CreateCommand("create database tongdian");
        await make.ExecuteNonQueryAsync(cancel);
    }

    private static async Task Run(string[] command, CancellationToken cancel)
    {
        using var program = Process.Start(new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (program.StandardOutput.ReadToEndAsync(cancel), program.StandardError.ReadToEndAsync(cancel));
        await program.WaitForExitAsync(cancel);
        if (program.ExitCode != 0)
            throw new LocalClusterException("PostgreSQL 的数据文件夹没有建成：", "The folder of PostgreSQL could not be made:", await output, await error);
    }
}
