using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Versions;

/// <summary>What a new version of a process means for the cases that are open: tried beforehand, and moved to where it is wanted.</summary>
public static class VersionsModule
{
    public static void AddVersions(this IServiceCollection services) => services.AddSingleton<TryVersion>().AddSingleton<MoveCases>();

    public static void MapVersions(this IEndpointRouteBuilder routes)
    {
        var processes = routes.MapGroup("/administration/processes");
        processes.MapPost("/dry-run", TryVersion.Handle).RequireAuthorization(Policies.Administration)
            .Accepts<PublishProcess.Request>("application/json").Produces<TryVersion.Response>();
        processes.MapPost("/{process}/versions/{version:int}/move", (string process, int version, Body<MoveCases.Request> body, HttpContext http, MoveCases use) =>
                AdministrationCall.Answer(http, body, (request, by, cancel) => use.Do(new ProcessKey(process, version), request, by, cancel)))
            .RequireAuthorization(Policies.Administration).Accepts<MoveCases.Request>("application/json").Produces<MoveCases.Item[]>();
    }
}
