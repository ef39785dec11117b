using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Modules.Evidence.Chain;
using Tongdian.Server.Platform.Cluster.Local;
using Tongdian.Server.Platform.Backup;
using Tongdian.Server.Platform.Privacy.Rotation;
using Tongdian.Server.Platform.Startup;

try
{
    if (args is ["audit", .. var options])
        return await AuditCommand.Run(options);
    if (args is ["chain", "deploy", .. var access])
        return await DeployContract.Run(access);
    if (args is ["cluster", .. var wanted])
        return await RunCluster.Run(wanted);
    if (args is ["log", "begin-anew", .. var settings])
        return await BeginLogCommand.Run(settings);
    if (args is ["backup", .. var backup])
        return await BackupCommand.Run(backup);
    if (args is ["restore", .. var restore])
        return await RestoreCommand.Run(restore);
    if (args is ["rotate-key", .. var rotation])
        return await RotateKeyCommand.Run(rotation);
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
