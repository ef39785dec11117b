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

    // The next time that the telephone goes off, or the one that lasts.
    private volatile Outage outage = new();

    /// <summary>How often it was done.</summary>
    public int Done { get; private set; }

    /// <summary>Does it, one after the other.</summary>
    public async Task Run(CancellationToken cancel)
    {
        for (Done = 0; Done < count; Done++)
        {
            await Task.Delay(random.Next(50, 900), cancel);
            switch (random.Next(10))
            {
                case < 6:
                    wire.Cut();
                    await Task.Delay(random.Next(10, 400), cancel);
                    wire.Join(server.Address);
                    break;
                case < 8:
                    var lasting = outage;
                    lasting.Begun = true;
                    phone.Kill();
                    lasting.Off.SetResult();
                    // The next harm comes once the telephone is on again: one that is off cannot lose anything.
                    await lasting.Over.Task.WaitAsync(cancel);
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
                if (!outage.Begun)
                    return;
            }
            catch (Exception broken) when (outage.Begun && broken is PlaywrightException or TimeoutException)
            {
                // The browser went under the hands.
            }
        }
    }

    /// <summary>Keeps the telephone on until the last harm is done.</summary>
    public async Task Outlive(Task harming)
    {
        while (await Task.WhenAny(harming, outage.Off.Task) != harming)
            await Through(() => Task.CompletedTask);
        await harming;
    }

    /// <summary>The last server ends.</summary>
    public void End() => server.Kill();

    private async Task Revive()
    {
        if (outage is not { Begun: true } lasting)
            return;
        await lasting.Off.Task;
        await phone.Again();
        outage = new Outage();
        lasting.Over.SetResult();
    }

    /// <summary>From before the telephone goes off until it is on again.</summary>
    private sealed class Outage
    {
        public volatile bool Begun;

        public TaskCompletionSource Off { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Over { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
