using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>A provider on loopback that answers what a real one was seen to answer.</summary>
public sealed class ProviderStub : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Asked> asked = new();

    private ProviderStub(Func<Asked, (int Status, string Body)> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            var one = new Asked(http.Request.Method, http.Request.Path + http.Request.QueryString, await reader.ReadToEndAsync(), http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString()));
            asked.Enqueue(one);
            var (status, body) = answer(one);
            http.Response.StatusCode = status;
            await http.Response.WriteAsync(body);
        });
    }

    /// <summary>A request.</summary>
    public sealed record Asked(string Method, string Path, string Body, IReadOnlyDictionary<string, string> Headers);

    public string Url => app.Urls.Single();

    public IReadOnlyList<Asked> Requests => [.. asked];

    public static async Task<ProviderStub> Start(Func<Asked, (int Status, string Body)> answer)
    {
        var stub = new ProviderStub(answer);
        await stub.app.StartAsync();
        return stub;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
