using Tongdian.Domain;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Workbench;

namespace Tongdian.Server.Modules.Processes;

/// <summary>The published processes: what is needed, who acts, how long it takes.</summary>
public static class ProcessesModule
{
    public static void AddProcesses(this IServiceCollection services) => services
        .AddSingleton<ProcessCatalog>().AddSingleton<VoltageTable>().AddSingleton<SurveyTableFile>().AddSingleton(s => s.GetRequiredService<SurveyTableFile>().Tables).AddSingleton<ListVersions>().AddSingleton<PublishProcess>()
        .AddSingleton(new DeskOffer(92, me => AdminPage.Places(me, (ProcessTexts.Text("processes.title"), "/staff/admin/processes", "workflow"))));

    public static void MapProcesses(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/processes", (ProcessCatalog catalog) => TypedResults.Ok(catalog.Newest.Select(ProcessViews.Item).ToArray()))
            .RequireAuthorization(Policies.Anyone).Produces<ProcessViews.ProcessItem[]>();
        routes.MapGet("/processes/{process}", Show).RequireAuthorization(Policies.Anyone).Produces<ProcessViews.ProcessView>();

        var administration = routes.MapGroup("/administration/processes");
        administration.MapGet("", ListVersions.Handle).RequireAuthorization(Policies.Administration).Produces<ListVersions.Item[]>();
        administration.MapGet("/{process}/versions/{version:int}", ListVersions.HandleOne).RequireAuthorization(Policies.Administration).Produces<ListVersions.Whole>();
        administration.MapPost("/check", PublishProcess.HandleCheck).RequireAuthorization(Policies.Administration)
            .Accepts<PublishProcess.Request>("application/json").Produces<PublishProcess.CheckView>().WithMetadata(OnlyLooks.Here);
        administration.MapPost("/publish", (Body<PublishProcess.Request> body, HttpContext http, PublishProcess use) => AdministrationCall.Answer(http, body, use.Do))
            .RequireAuthorization(Policies.Administration).Accepts<PublishProcess.Request>("application/json").Produces<PublishProcess.Response>();
    }

    private static IResult Show(string process, ProcessCatalog catalog) =>
        catalog.Newest.FirstOrDefault(p => p.Key.Id == process) is { } found
            ? TypedResults.Ok(ProcessViews.View(found))
            : Problem.From(new Error(ErrorKind.NotFound, "process.unknown").With("process", process));
}
