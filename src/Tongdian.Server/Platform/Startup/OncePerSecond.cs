using System.Data.Common;

namespace Tongdian.Server.Platform.Startup;

/// <summary>
/// One question to the database for all who ask within a second. Whoever comes while it is asked waits for a moment, and then hears what was said before: however many ask,
/// only one waits for a database that does not answer.
/// </summary>
/// <param name="ask">The question.</param>
/// <param name="time">The clock.</param>
internal sealed class OncePerSecond<T>(Func<T> ask, TimeProvider time)
{
    private const int Moment = 100;

    private readonly Lock turn = new();
    private volatile Answer? last;

    private sealed record Answer(T? Said, long At);

    /// <summary>What it says; nothing while the database is away.</summary>
    public T? Now()
    {
        if (!IsFresh() && turn.TryEnter(Moment))
        {
            try
            {
                // Dated when it came: the wait for a dead database is no part of the second.
                if (!IsFresh())
                    last = new Answer(Ask(), time.GetTimestamp());
            }
            finally
            {
                turn.Exit();
            }
        }

        return last is { } answer ? answer.Said : default;
    }

    private bool IsFresh() => last is { } answer && time.GetElapsedTime(answer.At) <= TimeSpan.FromSeconds(1);

    private T? Ask()
    {
        try
        {
            return ask();
        }
        catch (Exception e) when (e is DbException or { InnerException: DbException })
        {
            // EF Core wraps what may pass by itself. That the database is away, the readiness says.
            return default;
        }
    }
}
