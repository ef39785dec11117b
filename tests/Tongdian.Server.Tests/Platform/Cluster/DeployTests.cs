using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Npgsql;
using Tongdian.Server.Platform.Cluster.Local;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Cluster;

/// <summary>What <c>deploy/cluster</c> and <c>./run cluster</c> bring.</summary>
public sealed class DeployTests(PostgresServer postgres)
{
    private static readonly string Folder = Path.Combine(Repository.Root, "deploy", "cluster");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nginx_takes_the_committed_configuration()
    {
        Assert.SkipWhen(LocalProxy.Program is null, "nginx is not installed: apt-get install nginx-light");
        using var folder = new TemporaryFolder();
        var main = LocalProxy.Write(folder.Path, new Uri("http://127.0.0.1:1"), []);
        foreach (var name in new[] { "nodes.conf", "listen.conf" })
        {
            // The places of a real machine are not on this one.
            var text = (await File.ReadAllTextAsync(Path.Combine(Folder, "nginx", "tongdian", name), Cancel))
                .Replace("/etc/nginx/tongdian", folder.Path, StringComparison.Ordinal).Replace("/var/log/nginx", folder.Path, StringComparison.Ordinal)
                .Replace("listen 443", $"listen 127.0.0.1:{FreePort()}", StringComparison.Ordinal);
            await File.WriteAllTextAsync(Path.Combine(folder.Path, "tongdian", name), text, Cancel);
        }

        await WriteCertificate(folder.Path);
        var (code, said) = await Run(LocalProxy.Program!, "-t", "-p", folder.Path, "-c", main, "-e", "stderr");

        Assert.True(code == 0, said);
        Assert.Contains("test is successful", said, StringComparison.Ordinal);
        Assert.DoesNotContain("[warn]", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_proxy_keeps_a_browser_at_one_server_hides_the_figures_and_says_who_asks()
    {
        Assert.SkipWhen(LocalProxy.Program is null, "nginx is not installed: apt-get install nginx-light");
        await using var on = await TestDatabase.Create(Database.Sqlite, postgres);
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Proxy:Known"] = "127.0.0.1", ["RateLimits:SessionsPerMinute"] = "2" };
        await using var one = await TongdianServer.Start(on, settings);
        await using var two = await TongdianServer.Start(on, settings);
        using var folder = new TemporaryFolder();
        var address = new Uri($"http://127.0.0.1:{FreePort()}/");
        await using var proxy = LocalProxy.Start(folder.Path, address, [one.Address, two.Address], _ => { });
        using var asking = new HttpClient { BaseAddress = address };
        await Patience.Until(async () =>
        {
            try
            {
                return (await asking.GetAsync("/health/live", Cancel)).IsSuccessStatusCode;
            }
            catch (HttpRequestException) when (!proxy.Ended.IsCompleted)
            {
                return false;
            }
        });

        using var browser = new HttpClient { BaseAddress = address };
        using var first = await browser.GetAsync("/", Cancel);
        Assert.Matches("^node=[0-9a-f]{32}; Path=/; HttpOnly; SameSite=Lax$", Assert.Single(first.Headers.GetValues("Set-Cookie"), c => c.StartsWith("node=", StringComparison.Ordinal)));
        using var second = await browser.GetAsync("/", Cancel);
        Assert.DoesNotContain(second.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [], c => c.StartsWith("node=", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/metrics", Cancel)).StatusCode);
        // One server sees one client, whatever it says of itself: two tries a minute. Were the browser sent to both, it would have four.
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 6; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sessions") { Content = new StringContent("""{"user":"nobody","password":"Wrong-password-1"}""", System.Text.Encoding.UTF8, "application/json") };
            request.Headers.Add("X-Forwarded-For", $"203.0.113.{i}");
            using var answer = await browser.SendAsync(request, Cancel);
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, .. Enumerable.Repeat(HttpStatusCode.TooManyRequests, 4)], statuses);
    }

    [Fact]
    public async Task The_database_of_a_local_cluster_is_there_again_at_the_next_start()
    {
        using var folder = new TemporaryFolder();
        // The user who may run PostgreSQL has to reach it.
        if (OperatingSystem.IsLinux())
            File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var place = Path.Combine(folder.Path, "postgres");
        var (program, connection) = await LocalPostgres.Start(place, Cancel);
        await Execute(connection, "create table kept (id int)");
        await program.DisposeAsync();

        (program, connection) = await LocalPostgres.Start(place, Cancel);
        await Execute(connection, "insert into kept values (1)");
        await program.DisposeAsync();
        Assert.True(OperatingSystem.IsLinux() && File.GetUnixFileMode(Path.Combine(place, "password")) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    // ./test --filter-class '*DeployTests' --explicit only: two servers from nothing take half a minute.
    [Fact(Explicit = true)]
    public async Task A_cluster_on_this_machine_is_started_and_ended_by_one_command()
    {
        await using var on = await TestDatabase.Create(Database.Postgres, postgres);
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Tongdian.Server.dll"), "cluster", "2", "--no-demo"]) { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var (name, value) in on.Settings)
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        (start.Environment["ASPNETCORE_URLS"], start.Environment["Knowledge__Articles"]) = ($"http://127.0.0.1:{port}", "false");
        using var program = Process.Start(start)!;
        var said = new List<string>();
        while (await program.StandardOutput.ReadLineAsync(Cancel) is { } line)
        {
            said.Add(line);
            if (line.Contains("集群已启动", StringComparison.Ordinal))
                break;
        }

        using (var http = new HttpClient())
        {
            foreach (var at in new[] { port, port + 1, port + 2 })
                Assert.Equal(HttpStatusCode.OK, (await http.GetAsync($"http://127.0.0.1:{at}/", Cancel)).StatusCode);
        }

        await Run("kill", "-INT", $"{program.Id}");
        await program.WaitForExitAsync(Cancel);
        Assert.True(program.ExitCode == 0, string.Join('\n', said));
        foreach (var at in new[] { port, port + 1, port + 2 })
        {
            using var socket = new TcpClient();
            await Assert.ThrowsAsync<SocketException>(async () => await socket.ConnectAsync(IPAddress.Loopback, at, Cancel));
        }
    }

    private static async Task Execute(string connection, string statement)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private static async Task WriteCertificate(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=tongdian.example", key, HashAlgorithmName.SHA256).CreateSelfSigned(now, now.AddDays(1));
        await File.WriteAllTextAsync(Path.Combine(folder, "tongdian.crt"), certificate.ExportCertificatePem(), Cancel);
        await File.WriteAllTextAsync(Path.Combine(folder, "tongdian.key"), key.ExportPkcs8PrivateKeyPem(), Cancel);
    }

    private static async Task<(int Code, string Said)> Run(string command, params string[] arguments)
    {
        using var program = Process.Start(new ProcessStartInfo(command, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (program.StandardOutput.ReadToEndAsync(Cancel), program.StandardError.ReadToEndAsync(Cancel));
        await program.WaitForExitAsync(Cancel);
        return (program.ExitCode, await output + await error);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
