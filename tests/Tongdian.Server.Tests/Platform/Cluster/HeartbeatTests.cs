using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Tongdian.Server.Platform.Cluster;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Cluster;

/// <summary>What fails at every beat does not fill the log.</summary>
public sealed class HeartbeatTests
{
    [Fact]
    public async Task The_same_failure_is_told_once_a_minute_and_another_one_at_once()
    {
        var (time, told) = (new FakeTimeProvider(), new ConcurrentQueue<string>());
        using var work = new Failing(time, told) { Fails = "away" };
        await work.StartAsync(default);
        await Beats(1);
        await Beats(100);
        await Told("away");
        await Beats(30);
        await Told("away", "away");
        work.Fails = "full";
        await Beats(1);
        await Told("away", "away", "full");

        // After a beat that went well it is news again.
        work.Fails = null;
        await Beats(1);
        work.Fails = "full";
        await Beats(2);
        await Told("away", "away", "full", "full");
        await work.StopAsync(default);

        async Task Told(params string[] words)
        {
            await Patience.Until(() => Task.FromResult(told.Count >= words.Length));
            Assert.Equal(words, told);
        }

        async Task Beats(int count)
        {
            for (var i = 0; i < count; i++)
            {
                var before = work.Done;
                time.Advance(Failing.Pace);
                await Patience.Until(() => Task.FromResult(work.Done > before));
            }
        }
    }

    private sealed class Failing(TimeProvider time, ConcurrentQueue<string> told) : Heartbeat(Pace, time, new Listening(told))
    {
        public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

        public string? Fails { get; set; }

        public int Done { get; private set; }

        public override Task Beat(CancellationToken cancel)
        {
            Done++;
            return Fails is { } what ? throw new IOException(what) : Task.CompletedTask;
        }
    }

    private sealed class Listening(ConcurrentQueue<string> told) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => told.Enqueue(exception!.Message);
    }
}
