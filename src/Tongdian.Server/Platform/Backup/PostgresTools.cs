using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Tongdian.Server.Platform.Backup;

/// <summary>PostgreSQL's own programs for copies, which come with every server and every client package.</summary>
internal sealed class PostgresTools(string connectionString)
{
    private const string Debian = "/usr/lib/postgresql";

    /// <summary>How a schema is called that was put aside by a restore.</summary>
    public const string PutAside = "replaced_";

    private readonly NpgsqlConnectionStringBuilder settings = new(connectionString) { Pooling = false };

    /// <summary>Where PostgreSQL's programs may be, the newest first: an older one refuses a newer server.</summary>
    public static IEnumerable<string> Folders() =>
        (Directory.Exists(Debian) ? Directory.GetDirectories(Debian) : [])
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A copy of the database as it is at one instant; nobody waits for it.</summary>
    public Task Dump(string to, CancellationToken cancel) =>
        Run("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", $"--exclude-schema={PutAside}*", $"--file={to}"], cancel);

    /// <summary>Puts a copy into an empty database: all of it, or nothing.</summary>
    public Task Restore(string from, CancellationToken cancel) =>
        Run("pg_restore", ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", $"--dbname={settings.Database}", from], cancel);

    /// <summary>The first value of an answer.</summary>
    public async Task<object?> Ask(string sql, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancel);
    }

    private async Task Run(string program, string[] arguments, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(Find(program), arguments) { UseShellExecute = false, RedirectStandardError = true };
        // Where a password is, it is not on the command line, which everybody can read.
        foreach (var (name, value) in new[]
        {
            ("PGHOST", settings.Host), ("PGPORT", settings.Port.ToString(CultureInfo.InvariantCulture)), ("PGDATABASE", settings.Database), ("PGUSER", settings.Username),
            ("PGPASSWORD", settings.Password), ("PGPASSFILE", settings.Passfile), ("PGSSLROOTCERT", settings.RootCertificate), ("PGSSLMODE", Ssl(settings.SslMode)),
        })
        {
            if (!string.IsNullOrEmpty(value))
                start.Environment[name] = value;
        }

        Process running;
        try
        {
            running = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new BackupException(
                $"没有找到 {program}。请安装 PostgreSQL 的客户端（Debian：apt-get install postgresql-client），版本不低于服务器。",
                $"{program} was not found. Install PostgreSQL's client programs (Debian: apt-get install postgresql-client), no older than the server.");
        }

        using (running)
        {
            var said = await running.StandardError.ReadToEndAsync(cancel);
            await running.WaitForExitAsync(cancel);
            if (running.ExitCode != 0)
                throw new BackupException($"{program} 没有成功：{said.Trim()}", $"{program} failed: {said.Trim()}");
        }
    }

    private static string Find(string program) => Folders().Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists) ?? program;

    private static string Ssl(SslMode mode) => mode switch
    {
        SslMode.Disable => "disable",
        SslMode.Allow => "allow",
        SslMode.Require => "require",
        SslMode.VerifyCA => "verify-ca",
        SslMode.VerifyFull => "verify-full",
        _ => "prefer",
    };
}
