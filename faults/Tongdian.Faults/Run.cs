using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Tongdian.Faults.Injection;
using Tongdian.Faults.Load;
using Tongdian.Faults.Machines;

namespace Tongdian.Faults;

/// <summary>One run on one database: load, faults, and the checker.</summary>
internal sealed class Run : IAsyncDisposable
{
    private const string Password = "Faults-Harness-1";
    private const int PreparedCases = 3;

    private static readonly TimeSpan LongestRecovery = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestSettling = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LastAnswers = TimeSpan.FromSeconds(60);

    private readonly Options options;
    private readonly Database database;
    private readonly string folder;
    private readonly string journals;
    private readonly Guardian guardian = new();
    private readonly Tally tally = new();
    private readonly Scene scene;
    private readonly string data;

    public Run(Options options, Database database)
    {
        (this.options, this.database) = (options, database);
        folder = Directory.CreateDirectory(options.Keep is { } keep ? Path.Combine(Path.GetFullPath(keep), Name) : Path.Combine(Path.GetTempPath(), $"tongdian-faults-{Guid.NewGuid():N}")).FullName;
        // Another user runs the database.
        Shell.Try("chmod", "711", folder);
        journals = Directory.CreateDirectory(Path.Combine(folder, "journals")).FullName;
        var disk = new SmallDisk(Path.Combine(folder, "disk"), guardian);
        Shell.Try("chmod", "1777", disk.Folder);
        data = Directory.CreateDirectory(Path.Combine(disk.Folder, "data")).FullName;
        var postgres = database == Database.Postgres ? new PostgresServer(disk.Folder, options.Unsynced, guardian) : null;
        var databaseLine = postgres is null ? null : new FaultProxy(postgres.Port);
        var (clock, provider) = (new Clock(folder, database == Database.Sqlite), new SmsProvider(journals));
        var settings = Settings(postgres, databaseLine, clock, provider);
        Node[] nodes = [.. Enumerable.Range(1, options.Nodes).Select(n => new Node(string.Create(CultureInfo.InvariantCulture, $"node-{n}"), settings, folder, guardian))];
        scene = new Scene(nodes, [.. nodes.Select(n => new FaultProxy(n.Port))], postgres, databaseLine, disk, clock, provider);
    }

    private string Name => database == Database.Sqlite ? "sqlite" : "postgres";

    /// <summary>Does it.</summary>
    /// <returns>Whether all was as it should be.</returns>
    public async Task<bool> Do()
    {
        Console.WriteLine($"\n{(database == Database.Sqlite ? "SQLite" : "PostgreSQL")}");
        foreach (var (missing, why) in new[] { (!scene.Disk.CanBeFull, "disk-full: it takes root"), (!scene.Clock.CanBeSet, "clock-jump: it takes libfaketime (Debian: apt-get install libfaketime) and SQLite") })
        {
            if (missing)
                Console.WriteLine($"  不做 left out: {why}");
        }

        using var ended = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            ended.Cancel();
        };
        try
        {
            await Begin(ended.Token);
            var tokens = await SignIn(ended.Token);
            return options.Prepare ? await Prepare(tokens, ended.Token) : options.Unsynced ? await Control(tokens, ended.Token) : await Break(tokens, ended.Token);
        }
        catch (Exception e) when (e is InvalidOperationException or HttpRequestException)
        {
            Console.WriteLine($"  {e.Message}");
            foreach (var line in Directory.EnumerateFiles(folder, "*.log").SelectMany(f => File.ReadLines(f).TakeLast(20).Select(l => $"  | {Path.GetFileName(f)}: {l}")))
                Console.WriteLine(line);
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in scene.Nodes)
            node.Kill();
        foreach (var line in scene.Lines)
            await line.DisposeAsync();
        if (scene.DatabaseLine is not null)
            await scene.DatabaseLine.DisposeAsync();
        scene.Postgres?.Kill();
        await scene.Provider.DisposeAsync();
        if (options.Keep is not null)
            KeepData();
        scene.Disk.Dispose();
        await guardian.DisposeAsync();
        if (options.Keep is null)
            Directory.Delete(folder, recursive: true);
    }

    private Dictionary<string, string> Settings(PostgresServer? postgres, FaultProxy? line, Clock clock, SmsProvider provider)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["TONGDIAN_DATA"] = data, ["ConnectionStrings__Postgres"] = postgres is null ? "" : PostgresServer.Connection(line!.Port), ["DOTNET_TieredPGO"] = "0", ["DOTNET_gcServer"] = "0",
            ["Demo__Enabled"] = "true", ["Demo__Cases"] = "false", ["Demo__Password"] = Password, ["Knowledge__Articles"] = "false", ["Feedback__AskAfterMinutes"] = "0",
            ["Cluster__Enabled"] = options.Nodes > 1 ? "true" : "false", ["Files__Quarantine"] = "7.00:00:00", ["Logging__LogLevel__Default"] = "Warning",
            ["RateLimits__SessionsPerMinute"] = "100000", ["RateLimits__SubmissionsPerMinute"] = "1000000", ["RateLimits__UploadsPerMinute"] = "1000000",
            ["Notices__Sms__Url"] = provider.Url, ["Notices__Sms__TimeoutSeconds"] = "1", ["Notices__Smtp__TimeoutSeconds"] = "1", ["Notices__LeaseSeconds"] = "4", ["Notices__QuietHours"] = "none",
            // Seconds, so that the limits of enquiries pass while things break.
            ["Enquiries__AnswerHours"] = "0.0006",
        };
        foreach (var (name, value) in clock.Settings)
            settings[name] = value;
        return settings;
    }

    private async Task Begin(CancellationToken cancel)
    {
        if (scene.Postgres is { } postgres)
        {
            await postgres.Make();
            postgres.Begin();
        }

        // One makes the tables and the company; the others come to them.
        var began = Stopwatch.GetTimestamp();
        foreach (var node in scene.Nodes)
        {
            node.Begin();
            await node.Ready(cancel);
        }

        Say($"{scene.Nodes.Count} 个节点已启动 nodes started after {Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s");
    }

    private async Task<Dictionary<string, string>> SignIn(CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = Addresses()[0] };
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var role in MadeUp.Stages.Select(s => s.Role).Distinct(StringComparer.Ordinal))
        {
            using var answer = await http.PostAsJsonAsync("/api/v1/sessions", new { user = role, password = Password }, cancel);
            answer.EnsureSuccessStatusCode();
            tokens[role] = (await answer.Content.ReadFromJsonAsync<JsonObject>(cancel))!["token"]!.ToString();
        }

        return tokens;
    }

    private Uri[] Addresses() => [.. scene.Lines.Select(l => new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{l.Port}")))];

    private Client[] Clients(IReadOnlyDictionary<string, string> tokens, int many) =>
        [.. Enumerable.Range(1, many).Select(n => new Client(n, options.Seed, journals, Addresses(), tokens, scene.Clock, tally))];

    private async Task<bool> Break(IReadOnlyDictionary<string, string> tokens, CancellationToken cancel)
    {
        var random = new Random(options.Seed);
        var faults = Fault.All(options.AwaySeconds).Where(f => f.Fits(scene) && (options.Only.Count == 0 || options.Only.Contains(f.Name))).ToList();
        var (lots, report) = (new Lots(faults, random), new Report());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var give = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var clients = Clients(tokens, options.Clients);
        var working = clients.Select(c => Task.Run(() => c.Work(stop.Token, give.Token), CancellationToken.None)).ToList();
        try
        {
            for (var n = 1; n <= options.Count; n++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(50, 600)), cancel);
                var fault = lots.Draw();
                var before = tally.Acknowledged;
                var done = await fault.Do(scene, random, cancel);
                var mended = Stopwatch.GetTimestamp();
                await scene.Mend(cancel);
                var back = await tally.NextAfter(mended, LongestRecovery, cancel);
                report.Add(fault.Name, back);
                Say($"{n,4} {fault.Name,-20} {done,-32} {(back is { } took ? $"又答复于 answered again after {took.TotalSeconds:F2} s" : "没有再答复 NOT ANSWERED AGAIN")}, +{tally.Acknowledged - before}");
            }

            await stop.CancelAsync();
            give.CancelAfter(LastAnswers);
            await Task.WhenAll(working);
        }
        finally
        {
            await give.CancelAsync();
            await Task.WhenAll(working);
            foreach (var client in clients)
                client.Dispose();
        }

        var settled = await Settle(cancel);
        report.Write(tally);
        return settled && report.AllCameBack && tally.Refusals.Count == 0;
    }

    // Nothing is broken any more: what waits is done, and the checker finds nothing. Then everything is killed, and it still finds nothing.
    private async Task<bool> Settle(CancellationToken cancel)
    {
        scene.Clock.CatchUp();
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var (code, _) = await Check(settled: true, cancel);
            if (code == 0 || Stopwatch.GetElapsedTime(began) > LongestSettling)
                break;
            await Task.Delay(TimeSpan.FromSeconds(1), cancel);
        }

        Say($"静止于 settled after {Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s");
        foreach (var node in scene.Nodes)
            node.Kill();
        var (found, said) = await Check(settled: true, cancel);
        Console.WriteLine(string.Join('\n', said.TrimEnd().Split('\n').Select(l => $"  {l}")));
        return found == 0;
    }

    // What was not synced is dropped with the database: some of what was acknowledged must be gone, and the checker must say so.
    private async Task<bool> Control(IReadOnlyDictionary<string, string> tokens, CancellationToken cancel)
    {
        using var give = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var clients = Clients(tokens, options.Clients);
        var working = clients.Select(c => Task.Run(() => c.Work(give.Token, give.Token), CancellationToken.None)).ToList();
        while (tally.Acknowledged < 100)
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancel);
        scene.Postgres!.Kill();
        await give.CancelAsync();
        await Task.WhenAll(working);
        foreach (var client in clients)
            client.Dispose();
        foreach (var node in scene.Nodes)
            node.Kill();
        scene.Postgres.Begin();
        // It recovers first.
        (int Code, string Said) found;
        while ((found = await Check(settled: false, cancel)).Code is not (0 or 1))
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancel);
        Console.WriteLine(string.Join('\n', found.Said.TrimEnd().Split('\n').Select(l => $"  {l}")));
        Say(found.Code == 1 ? "对照有效:丢失已查出 The control holds: the losses were found" : "对照无效 The control found nothing: this proves nothing about the other runs");
        return found.Code == 1;
    }

    private async Task<bool> Prepare(IReadOnlyDictionary<string, string> tokens, CancellationToken cancel)
    {
        var clients = Clients(tokens, PreparedCases);
        await Task.WhenAll(clients.Select(c => c.OneCase(cancel)));
        var settled = await Settle(cancel);
        // One more, of which nothing is done yet: what follows from it waits in the outbox.
        scene.Nodes[0].Begin(("Cluster__TakesPart", "false"));
        await scene.Nodes[0].Ready(cancel);
        await clients[0].Apply(cancel);
        scene.Nodes[0].Kill();
        foreach (var client in clients)
            client.Dispose();
        return settled && (await Check(settled: false, cancel)).Code == 0;
    }

    private async Task<(int Code, string Said)> Check(bool settled, CancellationToken cancel)
    {
        string[] arguments =
        [
            Node.Program("CheckerProgram"), "--database", scene.Postgres is { } there ? PostgresServer.Connection(there.Port) : Path.Combine(data, "tongdian.db"), "--data", data, "--journals", journals,
            "--now", scene.Clock.Now.ToString("O", CultureInfo.InvariantCulture), .. settled ? (string[])["--settled"] : [],
        ];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(cancel), process.StandardError.ReadToEndAsync(cancel));
        await process.WaitForExitAsync(cancel);
        return (process.ExitCode, await said + await wrong);
    }

    // The small disk goes with this program.
    private void KeepData()
    {
        var kept = Path.Combine(folder, "data");
        Shell.Try("rm", "-rf", kept);
        Shell.Try("cp", "-a", data, kept);
    }

    private static void Say(string line) => Console.WriteLine($"  {line}");
}
