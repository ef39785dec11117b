using System.Globalization;
using Tongdian.Faults.Machines;

namespace Tongdian.Faults.Injection;

/// <summary>One way to break something. It is whole again when <see cref="Do"/> has ended, or on its way to be.</summary>
/// <param name="Name">As it is called in the report and in <c>--only</c>.</param>
/// <param name="Weight">How often it comes, compared to the others.</param>
/// <param name="Fits">Whether it can be done here.</param>
/// <param name="Do">Breaks and mends it; says what exactly was done.</param>
internal sealed record Fault(string Name, int Weight, Func<Scene, bool> Fits, Func<Scene, Random, CancellationToken, Task<string>> Do)
{
    private const int MostSecondsOfClock = 60;
    private const int LongRun = 100;

    // Little enough for the collector to give up under load, enough to start.
    private const string LittleMemory = "0x7000000";

    private static readonly TimeSpan LongAway = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestLimitedStart = TimeSpan.FromSeconds(30);

    /// <summary>Whether there is one of this name.</summary>
    public static bool IsKnown(string name) => All(null, 0).Any(f => f.Name == name);

    /// <summary>All there are.</summary>
    /// <param name="awaySeconds">How long the database is away; null: a few seconds, and in a long run a minute the first time.</param>
    /// <param name="count">How many there will be.</param>
    public static IReadOnlyList<Fault> All(double? awaySeconds, int count) =>
    [
        new("node-killed", 5, _ => true, (scene, random, _) =>
        {
            var node = Any(scene.Nodes, random);
            node.Kill();
            node.Begin();
            return Task.FromResult("kill -9");
        }),
        new("database-killed", 5, s => s.Postgres is not null, (scene, _, _) =>
        {
            scene.Postgres!.Kill();
            scene.Postgres.Begin();
            return Task.FromResult("kill -9 of all its processes");
        }),
        Away(awaySeconds, count),
        Line("database-silent", 2, s => s.DatabaseLine is not null, s => [s.DatabaseLine!], LineState.Silent, 300, 2000),
        Line("database-cut", 3, s => s.DatabaseLine is not null, s => [s.DatabaseLine!], LineState.Cut, 10, 1000),
        Line("database-slow", 2, s => s.DatabaseLine is not null, s => [s.DatabaseLine!], LineState.Slow, 500, 2000),
        Line("line-cut", 2, _ => true, s => s.Lines, LineState.Cut, 10, 800),
        Line("line-slow", 1, _ => true, s => s.Lines, LineState.Slow, 500, 1500),
        Line("answer-lost", 4, _ => true, s => s.Lines, LineState.AnswerLost, 100, 1200),
        new("disk-full", 3, s => s.Disk.CanBeFull, async (scene, random, cancel) =>
        {
            var pause = Between(random, 300, 1500);
            var left = scene.Disk.Fill();
            await Task.Delay(pause, cancel);
            scene.Disk.Free();
            return string.Create(CultureInfo.InvariantCulture, $"{Said(pause)}, {left} bytes left");
        }),
        new("memory-limit", 1, _ => true, async (scene, random, cancel) =>
        {
            var node = Any(scene.Nodes, random);
            node.Kill();
            node.Begin(("DOTNET_GCHeapHardLimit", LittleMemory));
            var pause = Between(random, 3000, 6000);
            var (ready, before) = (await BecomesReady(scene, node, cancel), scene.Tally.Acknowledged);
            await Task.Delay(pause, cancel);
            var (lived, answered) = (node.IsThere, scene.Tally.Acknowledged - before);
            node.Kill();
            node.Begin();
            return string.Create(CultureInfo.InvariantCulture, $"{Said(pause)}, it {(ready ? "was ready" : "was never ready")}, {answered} answered, it {(lived ? "lived" : "ended")}");
        }),
        new("clock-jump", 2, s => s.Clock.CanBeSet, async (scene, random, cancel) =>
        {
            var seconds = random.Next(-MostSecondsOfClock, MostSecondsOfClock + 1);
            scene.Clock.Set(seconds);
            await Task.Delay(Between(random, 1000, 2500), cancel);
            return string.Create(CultureInfo.InvariantCulture, $"{seconds:+0;-0;0} s from the real time");
        }),
        new("provider-silent", 2, _ => true, (scene, random, cancel) => Provider(scene, ProviderMood.Silent, Between(random, 500, 2500), cancel)),
        new("provider-breaks-off", 1, _ => true, (scene, random, cancel) => Provider(scene, ProviderMood.BreaksOff, Between(random, 500, 1500), cancel)),
    ];

    private static Fault Away(double? awaySeconds, int count)
    {
        TimeSpan? first = count >= LongRun ? LongAway : null;
        return new Fault("database-away", 2, s => s.Postgres is not null, async (scene, random, cancel) =>
        {
            var pause = awaySeconds is { } fixedly ? TimeSpan.FromSeconds(fixedly) : first ?? Between(random, 300, 3000);
            first = null;
            scene.Postgres!.Stop();
            await Task.Delay(pause, cancel);
            scene.Postgres.Continue();
            return Said(pause);
        });
    }

    // With so little memory it may die before, or never get there.
    private static async Task<bool> BecomesReady(Scene scene, Node node, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(LongestLimitedStart);
        try
        {
            await node.Ready(scene.MendDatabase, patience.Token);
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return false;
        }
    }

    private static Fault Line(string name, int weight, Func<Scene, bool> fits, Func<Scene, IReadOnlyList<FaultProxy>> lines, LineState state, int least, int most) =>
        new(name, weight, fits, async (scene, random, cancel) =>
        {
            var pause = Between(random, least, most);
            foreach (var line in lines(scene))
                line.State = state;
            await Task.Delay(pause, cancel);
            foreach (var line in lines(scene))
            {
                // What did not get through is not kept for later: the line breaks.
                line.State = LineState.Cut;
                line.State = LineState.Open;
            }

            return Said(pause);
        });

    private static async Task<string> Provider(Scene scene, ProviderMood mood, TimeSpan pause, CancellationToken cancel)
    {
        scene.Provider.Mood = mood;
        await Task.Delay(pause, cancel);
        scene.Provider.Mood = ProviderMood.Answers;
        return Said(pause);
    }

    private static Node Any(IReadOnlyList<Node> nodes, Random random) => nodes[random.Next(nodes.Count)];

    private static TimeSpan Between(Random random, int least, int most) => TimeSpan.FromMilliseconds(random.Next(least, most));

    private static string Said(TimeSpan pause) => string.Create(CultureInfo.InvariantCulture, $"for {pause.TotalSeconds:F1} s");
}
