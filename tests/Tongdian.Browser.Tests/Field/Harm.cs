using Microsoft.Playwright;
using Tongdian.Server.Tests.Vocabulary;

namespace Tongdian.Browser.Tests.Field;

/// <summary>Cuts the line, kills the browser and kills the server at random moments, and mends each again; whoever works goes on as a person does.</summary>
/// <param name="wire">The line.</param>
/// <param name="phone">The telephone.</param>
/// <param name="start">Starts a server.</param>
/// <param name="first">The server that runs now.</param>
/// <param name="count">How often.</param>
/// <param name="seed">Of what happens when.</param>
public sealed class Harm(Wire wire, FieldPhone phone, Func<Task<ServerProcess>> start, ServerProcess first, int count, int seed)
{
    private readonly Random random = new(seed);
    private ServerProcess server = first;
    private volatile TaskCompletionSource? off;

    /// <summary>How often it was done.</summary>
    public int Done { get; private set; }

    /// <summary>Does it, one after the other.</summary>
    public async Task Run()
    {
        for (Done = 0; Done < count; Done++)
        {
            await Task.Delay(random.Next(50, 900));
            switch (random.Next(10))
            {
                case < 6:
                    wire.Cut();
                    await Task.Delay(random.Next(10, 400));
                    wire.Join(server.Address);
                    break;
                case < 8:
                    // The next harm comes once the telephone is on again: one that is off cannot lose anything.
                    var on = off = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    phone.Kill();
                    await on.Task;
                    break;
                default:
                    server.Kill();
                    server = await start();
                    wire.Join(server.Address);
                    break;
            }
        }
    }

    /// <summary>Does something on the telephone, from its beginning whenever the browser was killed meanwhile.</summary>
    public async Task Through(Func<Task> work)
    {
        while (true)
        {
            try
            {
                await Revive();
                await work();
                if (off is null)
                    return;
            }
            catch (Exception broken) when (off is not null && broken is PlaywrightException or TimeoutException)
            {
                // The browser went under the hands.
            }
        }
    }

    /// <summary>Keeps the telephone on until the last harm is done.</summary>
    public async Task Outlive(Task harming)
    {
        while (!harming.IsCompleted)
        {
            await Through(() => Task.CompletedTask);
            await Task.WhenAny(harming, Task.Delay(100));
        }

        await harming;
    }

    /// <summary>The last server ends.</summary>
    public void End() => server.Kill();

    private async Task Revive()
    {
        if (off is not { } waiting)
            return;
        await phone.Again();
        off = null;
        waiting.SetResult();
    }
}
