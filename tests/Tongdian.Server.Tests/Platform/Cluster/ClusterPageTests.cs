using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Workbench;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Platform.Cluster;

/// <summary>The dashboard of the cluster is there for administrators, and only where there is a cluster.</summary>
public sealed class ClusterPageTests(PostgresServer postgres)
{
    private const string Page = "/staff/admin/cluster/";

    private static readonly Dictionary<string, string?> OneOfMany = new(StringComparer.Ordinal) { ["Cluster:Enabled"] = "true", ["Cluster:TakesPart"] = "true" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Administrators_see_it_and_nobody_else()
    {
        await using var on = await TestDatabase.Create(Database.Sqlite, postgres);
        await using var server = await TongdianServer.Start(on, OneOfMany, time: TimeProvider.System);
        using var administrator = await server.Browser("administrator");
        using var manager = await server.Browser("manager");
        using var nobody = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };

        using var page = await administrator.GetAsync(Page, Cancel);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.DoesNotContain("http", string.Join(' ', page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Contains("index.min.js", await page.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await Patience.Until(async () => (await administrator.GetStringAsync(Page + "DashboardCounters", Cancel)).Contains("\"hosts\"", StringComparison.Ordinal));
        // What the server logs is not for a browser.
        Assert.Equal(HttpStatusCode.Forbidden, (await administrator.GetAsync(Page + "Trace", Cancel)).StatusCode);

        var all = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => ("/" + e.RoutePattern.RawText!.TrimStart('/')).StartsWith("/staff/admin/cluster", StringComparison.Ordinal)).ToList();
        Assert.True(all.Count > 10);
        Assert.All(all, e => Assert.Equal(Policies.Administration, e.Metadata.GetOrderedMetadata<IAuthorizeData>()[^1].Policy));
        foreach (var path in new[] { "", "index.min.js", "DashboardCounters", "GrainState", "Trace" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await manager.GetAsync(Page + path, Cancel)).StatusCode);
            Assert.Contains((await nobody.GetAsync(Page + path, Cancel)).StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Redirect, HttpStatusCode.Found });
        }

        var places = server.Services.GetRequiredService<DeskPlaces>();
        Assert.Contains(places.For(await server.Colleague("administrator")), p => p.Address == Page);
        Assert.DoesNotContain(places.For(await server.Colleague("manager")), p => p.Address == Page);
    }

    [Fact]
    public async Task A_server_alone_has_none()
    {
        await using var on = await TestDatabase.Create(Database.Sqlite, postgres);
        await using var server = await TongdianServer.Start(on);
        using var administrator = await server.Browser("administrator");

        Assert.Equal(HttpStatusCode.NotFound, (await administrator.GetAsync(Page + "DashboardCounters", Cancel)).StatusCode);
        Assert.DoesNotContain(server.Services.GetRequiredService<DeskPlaces>().For(await server.Colleague("administrator")), p => p.Address == Page);
    }
}
