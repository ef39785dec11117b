using System.Data.Common;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Tongdian.Server.Platform.Startup;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Startup;

/// <summary>However many ask how things stand, the database is asked once, also when it does not answer.</summary>
public sealed class OncePerSecondTests
{
    private readonly FakeTimeProvider time = new();
    private int asked;

    [Fact]
    public void All_within_a_second_hear_the_same()
    {
        var count = new OncePerSecond<int>(() => ++asked, time);
        Assert.Equal((1, 1), (count.Now(), count.Now()));
        time.Advance(TimeSpan.FromSeconds(1.1));
        Assert.Equal((2, 2), (count.Now(), count.Now()));
    }

    [Theory]
    [InlineData(nameof(NpgsqlException))]
    [InlineData(nameof(InvalidOperationException))]
    public void That_it_is_away_is_known_for_a_second_too_from_when_the_waiting_was_over(string way)
    {
        var away = new OncePerSecond<double?>(
            () =>
            {
                asked++;
                time.Advance(TimeSpan.FromSeconds(15));
                throw Away(way);
            },
            time);
        Assert.Null(away.Now());
        Assert.Null(away.Now());
        Assert.Equal(1, asked);
        time.Advance(TimeSpan.FromSeconds(1.1));
        Assert.Null(away.Now());
        Assert.Equal(2, asked);
    }

    [Fact]
    public void A_mistake_of_the_program_is_not_taken_for_a_database_that_is_away() =>
        Assert.Throws<InvalidOperationException>(() => new OncePerSecond<int>(() => throw new InvalidOperationException("a bug"), time).Now());

    [Fact]
    public async Task Who_comes_while_it_is_asked_waits_for_a_moment_only()
    {
        using var begun = new SemaphoreSlim(0);
        using var answer = new SemaphoreSlim(0);
        var slow = new OncePerSecond<int?>(
            () =>
            {
                begun.Release();
                answer.Wait(TestContext.Current.CancellationToken);
                return 1;
            },
            time);
        var first = Task.Run(() => slow.Now(), TestContext.Current.CancellationToken);
        await begun.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Null(slow.Now());
        answer.Release();
        Assert.Equal(1, await first);
        Assert.Equal(1, slow.Now());
    }

    // As the driver says it, and as EF Core passes on what may pass by itself.
    private static Exception Away(string way)
    {
        DbException away = new NpgsqlException("Failed to connect");
        return way == nameof(NpgsqlException) ? away : new InvalidOperationException("likely due to a transient failure", away);
    }
}
