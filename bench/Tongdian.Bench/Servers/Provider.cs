using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tongdian.Bench.Servers;

/// <summary>What a provider of text messages was asked.</summary>
/// <param name="Requests">In all.</param>
/// <param name="Taken">Messages that it has, by their ids.</param>
/// <param name="Doubled">Messages of which it has another with the same words: a customer reads them twice.</param>
/// <param name="Failed">Requests that were answered with 503.</param>
/// <param name="Reset">Requests whose message was taken, and the connection reset instead of an answer.</param>
internal sealed record Asked(long Requests, long Taken, long Doubled, long Failed, long Reset);

/// <summary>A provider of text messages: slow, and one request in twenty fails, one in fifty is taken and its connection reset. What comes twice it knows by its id.</summary>
internal static class Provider
{
    private const int FailedPercent = 5;
    private const int ResetPercent = 2;

    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(50);

    public static async Task Serve(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.ClearProviders();
        builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, ProviderJson.Default));
        await using var app = builder.Build();
        var (taken, texts) = (new ConcurrentDictionary<Guid, bool>(), new ConcurrentDictionary<string, bool>(StringComparer.Ordinal));
        var (requests, doubled, failed, reset) = (0L, 0L, 0L, 0L);

        app.MapGet("/health/ready", () => "ready");
        app.MapPost("/asked", () => new Asked(Interlocked.Read(ref requests), taken.Count, Interlocked.Read(ref doubled), Interlocked.Read(ref failed), Interlocked.Read(ref reset)));
        // The ceiling: as slow, and it reads the message, but it keeps and breaks nothing.
        app.MapPost("/raw", async http =>
        {
            await JsonSerializer.DeserializeAsync(http.Request.Body, ProviderJson.Default.TextMessage, http.RequestAborted);
            await Task.Delay(Slow, http.RequestAborted);
        });
        app.MapPost("/sms", async http =>
        {
            var message = (await JsonSerializer.DeserializeAsync(http.Request.Body, ProviderJson.Default.TextMessage, http.RequestAborted))!;
            await Task.Delay(Slow, http.RequestAborted);
            Interlocked.Increment(ref requests);
            var fate = Random.Shared.Next(100);
            if (fate < FailedPercent)
            {
                Interlocked.Increment(ref failed);
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            }

            if (taken.TryAdd(message.Id, true) && !texts.TryAdd(message.Text, true))
                Interlocked.Increment(ref doubled);
            if (fate >= 100 - ResetPercent)
            {
                Interlocked.Increment(ref reset);
                http.Abort();
            }
        });

        ChildServer.StopWithParent(app);
        await app.RunAsync();
    }
}

/// <summary>As the product sends it.</summary>
internal sealed record TextMessage(Guid Id, string To, string Text);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Asked))]
[JsonSerializable(typeof(TextMessage))]
internal sealed partial class ProviderJson : JsonSerializerContext;
