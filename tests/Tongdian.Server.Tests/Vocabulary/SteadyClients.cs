using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>Customers who apply and look all the time, and note every answer: two apply with a key, one without (unless told otherwise), three look.</summary>
public sealed class SteadyClients : IAsyncDisposable
{
    // Always somebody there, and a machine that has other things to do too.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient http;
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> all = [];
    private int reads;

    private SteadyClients(Uri address) => http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };

    /// <summary>Numbers of the applications that were acknowledged.</summary>
    public ConcurrentQueue<string> Acknowledged { get; } = [];

    /// <summary>Answers that were none, or not the right ones.</summary>
    public ConcurrentQueue<string> Failures { get; } = [];

    /// <summary>How often somebody looked.</summary>
    public int Reads => Volatile.Read(ref reads);

    public static SteadyClients Start(Uri address, CaseUnderTest looksAt, bool withoutKey = true)
    {
        var clients = new SteadyClients(address);
        clients.all.AddRange([clients.Again(clients.Apply(keyed: true)), clients.Again(clients.Apply(keyed: true))]);
        if (withoutKey)
            clients.all.Add(clients.Again(clients.Apply(keyed: false)));
        clients.all.AddRange([clients.Again(clients.Look("/", null)), clients.Again(clients.Look(looksAt.Path, looksAt.Code)), clients.Again(clients.Look(looksAt.Path, looksAt.Code))]);
        return clients;
    }

    /// <summary>Lets them finish what they are at.</summary>
    public async Task Finish()
    {
        await stop.CancelAsync();
        await Task.WhenAll(all);
    }

    public async ValueTask DisposeAsync()
    {
        await Finish();
        http.Dispose();
        stop.Dispose();
    }

    private Task Again(Func<Task> once) => Task.Run(async () =>
    {
        while (!stop.IsCancellationRequested)
        {
            await once();
            await Task.Delay(Breath);
        }
    });

    private Func<Task> Apply(bool keyed) => () => Try(keyed ? "apply with a key" : "apply without a key", () =>
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cases") { Content = new StringContent(Samples.Home().ToJsonString(), Encoding.UTF8, "application/json") };
        if (keyed)
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return request;
    }, async answer => Acknowledged.Enqueue((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("number").GetString()!));

    private Func<Task> Look(string path, string? code) => () => Try("look", () =>
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (code is not null)
            request.Headers.Add("X-Access-Code", code);
        return request;
    }, async answer =>
    {
        await answer.Content.ReadAsByteArrayAsync();
        Interlocked.Increment(ref reads);
    });

    private async Task Try(string what, Func<HttpRequestMessage> make, Func<HttpResponseMessage, Task> right)
    {
        try
        {
            using var request = make();
            using var answer = await http.SendAsync(request);
            if (answer.IsSuccessStatusCode)
                await right(answer);
            else
                Failed($"{what}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            Failed($"{what}: {e.Message} {e.InnerException?.Message}");
        }
    }

    // When, so that it can be found in what the proxy said.
    private void Failed(string what) => Failures.Enqueue($"{TimeProvider.System.GetUtcNow().ToString("HH:mm:ss.f", CultureInfo.InvariantCulture)} {what}");
}
