using System.Text.Json.Serialization;
using Tongdian.Bench.Load;
using Tongdian.Bench.Storage;

namespace Tongdian.Bench.Servers;

/// <summary>What ASP.NET Core and the database can do at most: endpoints with nothing in them but the one thing that is compared.</summary>
internal static class Ceiling
{
    // As many connections as the product has.
    private const int Sweepers = 16;

    public static async Task Serve(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.ClearProviders();
        builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, CeilingJson.Default));
        await using var app = builder.Build();
        await using var database = RawDatabase.Of(builder.Configuration);
        await database.Prepare();

        app.MapGet("/health/ready", () => "ready");
        app.MapGet("/hello", () => new Greeting("Hello, World!"));
        app.MapGet("/cases/{number}", async (string number) => await database.Find(number) is { } row ? Results.Ok(row) : Results.NotFound());
        app.MapGet("/cases/{number}/state", async (string number) =>
            await database.State(number) is { } text ? Results.Text(text, "application/json") : Results.NotFound());
        app.MapPost("/one/{id:long}", async (long id) =>
        {
            await database.Write(id);
            return new Greeting("done");
        });
        app.MapPost("/grouped/{id:long}", async (long id) =>
        {
            await database.WriteGrouped(id);
            return new Greeting("done");
        });
        app.MapPost("/in-process", (int callers, double seconds) =>
            Callers.Run(callers, TimeSpan.FromSeconds(seconds), async _ =>
            {
                await database.Write(RawDatabase.AnyId());
                return true;
            }));
        app.MapPost("/sweep", async (int updates, int inserts, double seconds) =>
        {
            var commits = await Callers.Run(Sweepers, TimeSpan.FromSeconds(seconds), async _ =>
            {
                await database.Sweep(updates, inserts);
                return true;
            });
            return commits with { Done = commits.Done * inserts };
        });

        // A message that is sent is claimed and marked.
        app.MapPost("/mark", async (int rows, double seconds) =>
        {
            var commits = await Callers.Run(1, TimeSpan.FromSeconds(seconds), async _ =>
            {
                await database.Sweep(rows, 0);
                await database.Sweep(rows, 0);
                return true;
            });
            return commits with { Done = commits.Done * rows };
        });

        // Entries that get their places.
        app.MapPost("/place", async (int rows, double seconds) =>
        {
            var commits = await Callers.Run(1, TimeSpan.FromSeconds(seconds), async _ =>
            {
                await database.Sweep(rows, 1);
                return true;
            });
            return commits with { Done = commits.Done * rows };
        });

        ChildServer.StopWithParent(app);
        await app.RunAsync();
    }
}

internal sealed record Greeting(string Message);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Greeting))]
[JsonSerializable(typeof(RawRow))]
[JsonSerializable(typeof(Measured))]
internal sealed partial class CeilingJson : JsonSerializerContext;
