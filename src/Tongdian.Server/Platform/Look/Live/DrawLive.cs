using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Tongdian.Server.Platform.Look.Live;

/// <summary>Draws the part of a page that renews itself, outside any request.</summary>
public sealed class DrawLive(IServiceScopeFactory scopes)
{
    /// <summary>The drawing as HTML.</summary>
    public async Task<string> Html<TPart>(Dictionary<string, object?> shown)
        where TPart : IComponent
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TPart>(ParameterView.FromDictionary(shown))).ToHtmlString());
    }
}
