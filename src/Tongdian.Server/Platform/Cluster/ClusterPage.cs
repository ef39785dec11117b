using Microsoft.Net.Http.Headers;
using Orleans.Dashboard;
using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Workbench;
using static Tongdian.Server.Resources.PageTexts;

namespace Tongdian.Server.Platform.Cluster;

/// <summary>What the servers of the cluster are doing, for administrators: the dashboard that comes with Orleans. A server alone has none.</summary>
internal static class ClusterPage
{
    private const string Address = "/staff/admin/cluster";

    // Its charts write their own styles; everything it loads is in its package.
    private const string Loads =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void AddClusterPage(this ISiloBuilder silo)
    {
        // What servers log is for whoever may read their logs.
        silo.AddDashboard(o => o.HideTrace = true);
        silo.Services.AddSingleton(new DeskOffer(98, me => AdminPage.Places(me, (Text("cluster.title"), Address + "/", "workflow"))));
    }

    public static void MapClusterPage(this IEndpointRouteBuilder routes, IConfiguration configuration)
    {
        if (!ClusterServices.IsOneOfMany(configuration))
            return;
        routes.MapOrleansDashboard(Address).RequireAuthorization(Policies.Administration).AddEndpointFilter(async (call, next) =>
        {
            var headers = call.HttpContext.Response.Headers;
            (headers.ContentSecurityPolicy, headers.CacheControl) = (Loads, "no-cache, no-store");
            headers.Append(HeaderNames.Vary, "Cookie");
            return await next(call);
        });
    }
}
