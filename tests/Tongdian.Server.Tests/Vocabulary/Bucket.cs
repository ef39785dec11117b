using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>An S3-compatible store that keeps objects in memory and knows put, get and delete in path style.</summary>
public sealed class Bucket : IAsyncDisposable
{
    private readonly WebApplication app;

    private Bucket()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapPut("/{bucket}/{key}", async (string bucket, string key, HttpRequest request) =>
        {
            Signatures.Add(request.Headers.Authorization.ToString());
            using var content = new MemoryStream();
            await request.Body.CopyToAsync(content);
            Objects[$"{bucket}/{key}"] = content.ToArray();
            return Results.Ok();
        });
        app.MapGet("/{bucket}/{key}", (string bucket, string key) =>
            Objects.TryGetValue($"{bucket}/{key}", out var content) ? Results.Bytes(content) : Results.Text(NoSuchKey, "application/xml", statusCode: 404));
        app.MapDelete("/{bucket}/{key}", (string bucket, string key) =>
        {
            Objects.TryRemove($"{bucket}/{key}", out _);
            return Results.NoContent();
        });
    }

    private const string NoSuchKey = "<?xml version=\"1.0\"?><Error><Code>NoSuchKey</Code><Message>No such key</Message></Error>";

    public ConcurrentDictionary<string, byte[]> Objects { get; } = [];

    public ConcurrentBag<string> Signatures { get; } = [];

    public string Url => app.Urls.Single();

    public static async Task<Bucket> Start()
    {
        var bucket = new Bucket();
        await bucket.app.StartAsync();
        return bucket;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
