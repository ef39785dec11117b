using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Cluster;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Workbench;

namespace Tongdian.Server.Modules.Appraisal;

/// <summary>What teams are appraised by: what is stored beside what is proven. A difference is an alarm.</summary>
public static class AppraisalModule
{
    public static void AddAppraisal(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<ReadSources>();
        services.AddSingleton<Appraise>();
        services.AddSingleton<ShowAppraisal>();
        services.AddSingleton<RaiseDifferences>();
        // One server does it for all.
        services.AddPartitionWork(configuration, "appraisal", s => new PartitionWork(
            "appraisal", RaiseDifferences.Every, _ => Task.FromResult<IReadOnlyList<int>>([0]),
            async (_, cancel) =>
            {
                await s.GetRequiredService<RaiseDifferences>().Do(cancel);
                return false;
            }));
        services.AddSingleton(new DeskOffer(51, me => me.Roles.Contains(Roles.Manager) || me.Roles.Contains(Roles.Auditor)
            ? [new DeskPlace(AppraisalTexts.Text("desk.insight"), AppraisalTexts.Text("title"), "/staff/appraisal", "scale")]
            : []));
    }

    public static void MapAppraisal(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/appraisal", async (string? week, HttpContext http, ShowAppraisal use) => Problem.Or(await use.Look(week, StaffAccess.Me(http), http.RequestAborted)))
            .RequireAuthorization(Policies.Appraisal).Produces<AppraisalView>();
}
