using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Storage;

// The log's worker as the platform has it, on the database of a test that is there already. A whole server takes many times as long to start.
var configuration = new ConfigurationBuilder().AddEnvironmentVariables()
    .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Cluster:TakesPart"] = "false" }).Build();
var data = configuration["TONGDIAN_DATA"] ?? throw new InvalidOperationException("TONGDIAN_DATA is not set");
var services = new ServiceCollection();
services.AddSingleton<IConfiguration>(configuration);
services.AddSingleton(TimeProvider.System);
services.AddLogging();
services.AddStorage(configuration, data);
services.AddPrivacy(configuration, data);
services.AddEvidence(configuration, data);
await using var made = services.BuildServiceProvider();
var sequence = made.GetRequiredService<Sequence>();
await sequence.Waits(CancellationToken.None);
Console.WriteLine("ready");

// Until it is killed, or the test is gone: then nobody reads its input any more.
var gone = Task.Run(() => Console.In.Read());
using var often = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
while (!gone.IsCompleted)
{
    while (await sequence.Do(CancellationToken.None))
    {
        // There may be more.
    }

    await often.WaitForNextTickAsync();
}
