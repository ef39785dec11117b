using Microsoft.AspNetCore.Components.Endpoints;
using Radzen;
using Tongdian.Server.Platform.Access;

namespace Tongdian.Server.Platform.Workbench;

/// <summary>The workbench of staff: live pages at desks.</summary>
public static class WorkbenchModule
{
    public static void AddWorkbench(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents(o => o.DetailedErrors = false).AddHubOptions(o => o.MaximumReceiveMessageSize = 256 << 10);
        services.AddCascadingAuthenticationState();
        services.AddRadzenComponents();
        services.AddSingleton<ILocalizer, RadzenWords>();
        services.AddSingleton<DeskPlaces>();
    }

    public static void MapWorkbench(this IEndpointRouteBuilder routes)
    {
        routes.MapStaticAssets("Tongdian.Server.staticwebassets.endpoints.json").RequireAuthorization(Policies.Anyone);
        routes.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = null)
            .Add(b =>
            {
                // Pages name their policy themselves; the connection and its files are of use to nobody who may not see a page.
                if (!b.Metadata.OfType<ComponentTypeMetadata>().Any())
                    b.Metadata.Add(new Microsoft.AspNetCore.Authorization.AuthorizeAttribute(Policies.Anyone));
            });
    }
}
