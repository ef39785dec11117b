using System.Globalization;
using System.Text;
using Tongdian.Domain.Evidence;

namespace Tongdian.Witness.Vouching;

/// <summary>
/// A witness: it signs the checkpoints of logs it knows, when they continue what it signed before, and nothing else. Source: C2SP tlog-witness. Whoever runs it
/// keeps the folder, and tells others its key.
/// </summary>
internal static class WitnessServer
{
    /// <summary>Runs until it is stopped.</summary>
    public static async Task<int> Run(WitnessOptions options)
    {
        await using var app = Make(options, TimeProvider.System, out var key);
        Console.WriteLine($"见证方公钥 key of this witness  {key}");
        foreach (var log in options.Logs)
            Console.WriteLine($"  为其作证 vouches for  {log.Name}");
        Console.WriteLine($"  地址 address  {options.Urls}");
        await app.RunAsync();
        return 0;
    }

    /// <summary>Makes it.</summary>
    public static WebApplication Make(WitnessOptions options, TimeProvider time, out VerifierKey key)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(options.Urls).ConfigureKestrel(k => (k.AddServerHeader, k.Limits.MaxRequestBodySize) = (false, SignedNote.MaxLength));
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var app = builder.Build();
        var seen = new SeenLogs(options.Folder, options.Name);
        var signer = seen.Signer();
        key = signer.Key;
        app.MapGet("/", () => $"{signer.Key}\n");
        app.MapPost("/add-checkpoint", async (HttpContext http) =>
        {
            using var reader = new StreamReader(http.Request.Body, new UTF8Encoding(false, throwOnInvalidBytes: false));
            return Answer(await reader.ReadToEndAsync(http.RequestAborted), options, seen, signer, time.GetUtcNow(), app.Logger);
        });
        return app;
    }

    private static IResult Answer(string body, WitnessOptions options, SeenLogs seen, NoteSigner signer, DateTimeOffset now, ILogger log)
    {
        if (WitnessRequest.Read(body).Failed(out _, out var request))
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        var decision = seen.Decide(request, [.. options.Logs.Where(l => l.Name == request.Checkpoint.Origin)]);
        if (decision.IsContradiction)
            log.LogCritical("{Origin} 与它以前签过的矛盾，请求已保存为证据 contradicts what it signed before; the request is kept as a proof against it", request.Checkpoint.Origin);
        if (decision.KnownSize is { } known)
            return Results.Text(known.ToString(CultureInfo.InvariantCulture) + "\n", WitnessDecision.SizeType, statusCode: decision.Status);
        return decision.Signs ? Results.Text(signer.Sign(request.Note.Text, now).Line + "\n") : Results.StatusCode(decision.Status);
    }
}
