using Tongdian.Server.Modules.Evidence.Chain;
using Tongdian.Server.Platform.Startup;

try
{
    if (await Commands.Run(args) is { } code)
        return code;
    // Settings and static files lie beside the program, wherever it is started from.
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = CommandLine.Read(args), ContentRootPath = AppContext.BaseDirectory });
    await using var chain = await LocalChain.StartIfAsked(builder.Configuration);
    builder.AddTongdian();
    Addresses.AreFree(builder.Configuration);
    await using var app = builder.Build();
    app.UseTongdian();
    await app.Prepare();
    app.AnnounceWhenStarted();
    await app.RunAsync();
    return 0;
}
catch (Exception problem) when (StartProblem.Explain(problem) is { } explanation)
{
    await Console.Error.WriteLineAsync(explanation);
    return 1;
}
