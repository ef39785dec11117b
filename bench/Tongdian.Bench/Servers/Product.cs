using Tongdian.Bench.Load;
using Tongdian.Bench.Scenes;
using Tongdian.Server.Modules.Coordination.Wall;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Outbox;
using Tongdian.Server.Platform.Startup;

namespace Tongdian.Bench.Servers;

/// <summary>
/// The platform itself, as <c>Program.cs</c> of the server puts it together, with one consumer of every fact, so that each leaves a row in
/// the outbox, and with doors of its own for what has to be prepared or measured inside the process.
/// </summary>
internal static class Product
{
    public static async Task Serve(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration["Demo:Enabled"] = "false";
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        builder.AddTongdian();
        builder.Services.AddSingleton(new OutboxConsumer("bench"));
        builder.Services.AddSingleton<BenchCompany>().AddSingleton<ResidentialStages>().AddSingleton<CasePictures>().AddSingleton<StageRunner>()
            .AddSingleton<CaseSamples>().AddSingleton<FilledCases>().AddSingleton<DueCases>().AddSingleton<WrittenMessages>().AddSingleton<EnteredLeaves>();
        await using var app = builder.Build();
        app.UseTongdian();
        var doors = app.MapGroup("/bench").RequireAuthorization(Policies.Operations);
        doors.MapPost("/fill", (FilledCases filled, int from, int to, CancellationToken cancel) => filled.Fill(from, to, cancel));
        doors.MapPost("/prepare", (StageRunner runner, int cases, CancellationToken cancel) => runner.Prepare(cases, cancel));
        doors.MapPost("/steps", (ResidentialStages stages) => stages.Plan.Steps.Select(s => s.ForHttp()));
        doors.MapPost("/lifecycle", (StageRunner runner, int cases, int callers, double seconds, CancellationToken cancel) =>
            runner.Run(cases, callers, TimeSpan.FromSeconds(seconds), cancel));
        doors.MapPost("/due/begin", (DueCases due) => due.Begin());
        doors.MapPost("/due/end", (DueCases due) => due.End());
        doors.MapPost("/due/idle", (DueCases due, double seconds, CancellationToken cancel) => due.Idle(TimeSpan.FromSeconds(seconds), cancel));
        doors.MapPost("/due/fire", (DueCases due, int cases, double seconds, CancellationToken cancel) => due.Fire(cases, TimeSpan.FromSeconds(seconds), cancel));
        doors.MapPost("/messages/begin", (WrittenMessages messages, CancellationToken cancel) => messages.Begin(cancel));
        doors.MapPost("/messages/drain", (WrittenMessages messages, int cases, CancellationToken cancel) => messages.Drain(cases, cancel));
        doors.MapPost("/messages/fill", (WrittenMessages written, int messages, CancellationToken cancel) => written.Fill(messages, cancel));
        doors.MapPost("/messages/empty", (WrittenMessages messages, CancellationToken cancel) => messages.Empty(cancel));
        doors.MapPost("/messages/arrive", (WrittenMessages messages, int rate, double seconds, CancellationToken cancel) => messages.Arrive(rate, seconds, cancel));
        doors.MapPost("/evidence/begin", (EnteredLeaves leaves, CancellationToken cancel) => leaves.Begin(cancel));
        doors.MapPost("/evidence/fill", (EnteredLeaves entered, int leaves, CancellationToken cancel) => entered.Fill(leaves, cancel));
        doors.MapPost("/evidence/acknowledge", (EnteredLeaves leaves, double seconds, CancellationToken cancel) => leaves.Acknowledge(TimeSpan.FromSeconds(seconds), cancel));
        doors.MapPost("/evidence/sequence", (EnteredLeaves leaves, double seconds, CancellationToken cancel) => leaves.Enter(TimeSpan.FromSeconds(seconds), cancel));
        doors.MapPost("/evidence/prove", (EnteredLeaves leaves, int callers, double seconds, CancellationToken cancel) => leaves.Prove(callers, TimeSpan.FromSeconds(seconds), cancel));
        doors.MapPost("/evidence/check", (EnteredLeaves leaves, CancellationToken cancel) => leaves.Check(cancel));
        doors.MapPost("/wall", (ReadWall wall, double seconds, CancellationToken cancel) => Callers.Run(1, TimeSpan.FromSeconds(seconds), async _ =>
        {
            await wall.Now(cancel);
            return true;
        }));

        // The company is there before the server says that it is ready: it listens only after that.
        await app.Prepare();
        await app.Services.GetRequiredService<BenchCompany>().Found();
        ChildServer.StopWithParent(app);
        await app.RunAsync();
    }
}
