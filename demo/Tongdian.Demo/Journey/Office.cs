using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Tongdian.Demo.Api;
using Tongdian.Demo.Running;

namespace Tongdian.Demo.Journey;

/// <summary>What all journeys share: the platform, the colleagues' sessions, the clock, the number of refusals.</summary>
internal sealed class Office(Platform platform, TimeProvider time, CancellationToken cancel) : IDisposable
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = platform.Url };
    private readonly ConcurrentDictionary<string, Lazy<Task<Caller>>> colleagues = new(StringComparer.Ordinal);
    private readonly Lock printing = new();

    /// <summary>Now, in the company's zone.</summary>
    public DateTimeOffset Now => TimeZoneInfo.ConvertTime(time.GetUtcNow(), Zone);

    /// <summary>Somebody of whom nothing is known.</summary>
    public Caller Stranger(string language = "zh-CN") => new(http, cancel) { Language = language };

    /// <summary>The customer of a case.</summary>
    public Caller Customer(string accessCode) => new(http, cancel) { AccessCode = accessCode };

    /// <summary>The colleague with this role; signs in at the first need.</summary>
    public Task<Caller> Colleague(string role) => colleagues.GetOrAdd(role, r => new Lazy<Task<Caller>>(() => SignIn(r))).Value;

    /// <summary>Says how it goes.</summary>
    public void Say(string line)
    {
        lock (printing)
            Console.WriteLine(line);
    }

    public void Dispose() => http.Dispose();

    private async Task<Caller> SignIn(string role)
    {
        var answer = await Stranger().Post("/api/v1/sessions", new JsonObject { ["user"] = role, ["password"] = platform.Password }, null);
        return new Caller(http, cancel) { Token = answer.OrFail($"{role} POST /api/v1/sessions").Read<SessionView>().Token };
    }
}
