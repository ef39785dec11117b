using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Tongdian.Faults.Injection;
using Tongdian.Faults.Load;
using Tongdian.Faults.Machines;

namespace Tongdian.Faults;

/// <summary>What came of a run.</summary>
internal enum Outcome
{
    Fine,
    Wrong,

    /// <summary>None of the faults that were asked for can be done there.</summary>
    NothingToDo,
}

/// <summary>One run on one database: load, faults, and the checker.</summary>
internal sealed class Run : IAsyncDisposable
{
    private const string Password = "Faults-Harness-1";
    private const int PreparedCases = 3;
    private const int MostControls = 3;
    private const int ControlWrites = 100;
    private const int LooksBeforeAhead = 10;

    // What the checker says of a write that is lost, and of what is tried again later.
    private const string Missing = "was acknowledged, and 0";
    private const string Waits = "waits until";

    private static readonly TimeSpan LongestRecovery = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestSettling = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestControl = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan LastAnswers = TimeSpan.FromSeconds(60);

    // The longest pause between two tries of a message is a quarter of an hour.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(17);

    // Longer than an enquiry may wait for its answer here; longer than any stage of a home may take, and shorter than a message is of use.
    private static readonly TimeSpan EnquiriesPass = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan StagesPass = TimeSpan.FromDays(2);

    private readonly Options options;
    private readonly Database database;
    private readonly string folder;
    private readonly string journals;
    private readonly Guardian guardian = new();
    private readonly Tally tally = new();
    private readonly Scene scene;
    private readonly string data;
    private bool wrong = true;

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
        Node[] nodes = [.. Enumerable.Range(1, options.Nodes).Select(n => new Node(string.Create(CultureInfo.InvariantCulture, $"node-{n}"), options.Server ?? Node.Program("ServerProgram"), settings, folder, guardian))];
        scene = new Scene(nodes, [.. nodes.Select(n => new FaultProxy(n.Port))], postgres, databaseLine, disk, clock, provider, tally);
    }

    private string Name => database == Database.Sqlite ? "sqlite" : "postgres";

    /// <summary>Does it.</summary>
    public async Task<Outcome> Do(CancellationToken cancel)
    {
        Console.WriteLine($"\n{(database == Database.Sqlite ? "SQLite" : "PostgreSQL")}");
        foreach (var (missing, why) in new[] { (!scene.Disk.CanBeFull, "disk-full: it takes root"), (!scene.Clock.CanBeSet, "clock-jump: it takes libfaketime (Debian: apt-get install libfaketime) and SQLite") })
        {
            if (missing)
                Console.WriteLine($"  不做 left out: {why}");
        }

        var faults = Fault.All(options.AwaySeconds, options.Count).Where(f => f.Fits(scene) && (options.Only.Count == 0 || options.Only.Contains(f.Name))).ToList();
        if (faults.Count == 0)
        {
            Say("这里一种都做不了 none of these faults can be done here");
            wrong = false;
            return Outcome.NothingToDo;
        }

        try
        {
            await Begin(cancel);
            var tokens = await SignIn(cancel);
            wrong = !(options.Prepare ? await Prepare(tokens, cancel) : options.Unsynced ? await Control(tokens, cancel) : await Break(faults, tokens, cancel));
            return wrong ? Outcome.Wrong : Outcome.Fine;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            Say("中断 interrupted");
            return Outcome.Wrong;
        }
        catch (Exception e) when (e is InvalidOperationException or HttpRequestException or OperationCanceledException or Win32Exception)
        {
            Console.WriteLine($"  {(e is InvalidOperationException ? e.Message : e)}");
            foreach (var line in Directory.EnumerateFiles(folder, "*.log").SelectMany(f => File.ReadLines(f).TakeLast(20).Select(l => $"  | {Path.GetFileName(f)}: {l}")))
                Console.WriteLine(line);
            return Outcome.Wrong;
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
        scene.Postgres?.End();
        await scene.Provider.DisposeAsync();
        var keep = wrong || options.Keep is not null;
        if (keep)
            KeepDisk();
        scene.Disk.Dispose();
        await guardian.DisposeAsync();
        if (keep)
            Say($"保留在 kept in {folder}");
        else
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
            // One for all nodes: what a customer is told twice has the same words.
            ["Company__Address"] = "http://127.0.0.1:5080",
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
            await scene.Ready(node, cancel);
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

    private async Task<bool> Break(List<Fault> faults, IReadOnlyDictionary<string, string> tokens, CancellationToken cancel)
    {
        var random = new Random(options.Seed);
        var (lots, report) = (new Lots(faults, random), new Report());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var give = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var clients = Clients(tokens, options.Clients);
        var working = clients.Select(c => Task.Run(() => c.Work(stop.Token, give.Token), CancellationToken.None)).ToList();
        try
        {
            for (var n = 1; n <= options.Count; n++)
            {
                // A client that died of what nobody foresaw ends it at once.
                if (working.Find(w => w.IsFaulted) is { } dead)
                    await dead;
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
        return settled && report.AllCameBack && tally.Refusals.Count == 0 && tally.NeverAnswered == 0;
    }

    // Nothing is broken any more: what waits is done, and the checker finds nothing, also when the limits of what is open have passed. Then everything is killed, and it still finds nothing.
    private async Task<bool> Settle(CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        scene.Clock.CatchUp();
        await Task.Delay(EnquiriesPass, cancel);
        var (found, said) = await Rest(cancel);
        if (found == 0 && scene.Clock.CanBeSet)
        {
            foreach (var node in scene.Nodes)
                node.Kill();
            scene.Clock.Ahead(StagesPass);
            await scene.Mend(cancel);
            (found, said) = await Rest(cancel);
        }

        Say($"静止于 settled after {Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s");
        foreach (var node in scene.Nodes)
            node.Kill();
        if (found == 0)
            (found, said) = await Check(settled: true, cancel);
        Show(said);
        return found == 0;
    }

    // What failed is tried again after a pause that has grown: the clock is set on, or it is waited for.
    private async Task<(int Code, string Said)> Rest(CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        for (var looks = 1; ; looks++)
        {
            var found = await Check(settled: true, cancel, grace: 0);
            var longest = !scene.Clock.CanBeSet && found.Said.Contains(Waits, StringComparison.Ordinal) ? LongestPause : LongestSettling;
            if (found.Code == 0 || Stopwatch.GetElapsedTime(began) > longest)
                return found;
            if (scene.Clock.CanBeSet && looks % LooksBeforeAhead == 0)
                scene.Clock.Ahead(LongestPause);
            await Task.Delay(TimeSpan.FromSeconds(1), cancel);
        }
    }

    // What was not synced is dropped with the database: some of what was acknowledged must be gone, and the checker, which found nothing before, must say so.
    private async Task<bool> Control(IReadOnlyDictionary<string, string> tokens, CancellationToken cancel)
    {
        var clients = Clients(tokens, options.Clients);
        try
        {
            for (var round = 1; ; round++)
            {
                await Load(clients, kill: false, cancel);
                await Look(code => code == 0, cancel);
                await Load(clients, kill: true, cancel);
                foreach (var node in scene.Nodes)
                    node.Kill();
                scene.Postgres!.Begin();
                // It recovers first.
                var (found, said) = await Look(code => code is 0 or 1, cancel);
                if (found == 0 && round < MostControls)
                {
                    Say("碰巧什么也没丢 by chance nothing was lost: once more");
                    await scene.Mend(cancel);
                    continue;
                }

                Show(said);
                var holds = found == 1 && said.Contains(Missing, StringComparison.Ordinal);
                Say(holds ? "对照有效:丢失已查出 The control holds: the losses were found" : "对照无效 The control found no loss: this proves nothing about the other runs");
                return holds;
            }
        }
        finally
        {
            foreach (var client in clients)
                client.Dispose();
        }
    }

    // The clients work until so many more writes are acknowledged. Then they end what they began, or the database dies under them.
    private async Task Load(Client[] clients, bool kill, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var give = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var working = clients.Select(c => Task.Run(() => c.Work(stop.Token, give.Token), CancellationToken.None)).ToList();
        var (began, before) = (Stopwatch.GetTimestamp(), tally.Acknowledged);
        try
        {
            while (tally.Acknowledged < before + ControlWrites)
            {
                if (working.Find(w => w.IsFaulted) is { } dead)
                    await dead;
                if (Stopwatch.GetElapsedTime(began) > LongestControl)
                    throw new InvalidOperationException($"{tally.Acknowledged - before} writes were acknowledged in {LongestControl.TotalSeconds} s, and {ControlWrites} are wanted");
                await Task.Delay(TimeSpan.FromMilliseconds(20), cancel);
            }

            if (kill)
            {
                scene.Postgres!.Kill();
                await give.CancelAsync();
            }

            await stop.CancelAsync();
            give.CancelAfter(LastAnswers);
            await Task.WhenAll(working);
        }
        finally
        {
            await give.CancelAsync();
            await Task.WhenAll(working);
        }
    }

    // While something still moves, the checker may find what is over in a moment, or may not be able to look.
    private async Task<(int Code, string Said)> Look(Func<int, bool> enough, CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var found = await Check(settled: false, cancel);
            if (enough(found.Code))
                return found;
            if (Stopwatch.GetElapsedTime(began) > LongestControl)
                throw new InvalidOperationException($"The checker still ends with {found.Code}: {found.Said.TrimEnd()}");
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancel);
        }
    }

    private async Task<bool> Prepare(IReadOnlyDictionary<string, string> tokens, CancellationToken cancel)
    {
        var clients = Clients(tokens, PreparedCases);
        await Task.WhenAll(clients.Select(c => c.OneCase(cancel)));
        var settled = await Settle(cancel);
        // One more, of which nothing is done yet: what follows from it waits in the outbox.
        scene.Nodes[0].Begin(("Cluster__TakesPart", "false"));
        await scene.Nodes[0].Ready(scene.MendDatabase, cancel);
        await clients[0].Apply(cancel);
        scene.Nodes[0].Kill();
        foreach (var client in clients)
            client.Dispose();
        return settled && (await Check(settled: false, cancel)).Code == 0;
    }

    private async Task<(int Code, string Said)> Check(bool settled, CancellationToken cancel, int? grace = null)
    {
        string[] arguments =
        [
            Node.Program("CheckerProgram"), "--database", scene.Postgres is { } there ? PostgresServer.Connection(there.Port) : Path.Combine(data, "tongdian.db"), "--data", data, "--journals", journals,
            "--now", scene.Clock.Now.ToString("O", CultureInfo.InvariantCulture), .. settled ? (string[])["--settled"] : [], .. grace is { } seconds ? (string[])["--grace", seconds.ToString(CultureInfo.InvariantCulture)] : [],
        ];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, erred) = (process.StandardOutput.ReadToEndAsync(cancel), process.StandardError.ReadToEndAsync(cancel));
        await process.WaitForExitAsync(cancel);
        return (process.ExitCode, await said + await erred);
    }

    // The small disk goes with this program.
    private void KeepDisk()
    {
        foreach (var part in Directory.GetFileSystemEntries(scene.Disk.Folder).Where(p => !Shell.Try("mv", p, folder)))
            Say($"没有保留 NOT KEPT: {part}");
    }

    private static void Show(string said) => Console.WriteLine(string.Join('\n', said.TrimEnd().Split('\n').Select(l => $"  {l}")));

    private static void Say(string line) => Console.WriteLine($"  {line}");
}
