namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>Waiting for what other processes, and work behind the pages, do by themselves.</summary>
public static class Patience
{
    /// <summary>Looks again and again until it holds; three minutes at most.</summary>
    public static async Task Until(Func<Task<bool>> holds)
    {
        using var most = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        using var often = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await holds())
            await often.WaitForNextTickAsync(most.Token);
    }
}
