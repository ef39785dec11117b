using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Tongdian.Server.Modules.Welcome;

namespace Tongdian.Server.Platform.Startup;

/// <summary>What whoever started the platform reads once it answers.</summary>
internal static class Announcement
{
    public static void AnnounceWhenStarted(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        Console.WriteLine($"通电 Tongdian {Installation.Version} · {app.Services.GetRequiredService<Installation>().Database}");
        foreach (var address in addresses)
        {
            Console.WriteLine($"  首页 start       {address}/");
            Console.WriteLine($"  现场 field       {address}/field/");
            Console.WriteLine($"  接口 API         {address}/scalar/");
            Console.WriteLine($"  文档 documents   {address}/docs/");
        }

        Console.WriteLine("已启动，Ctrl-C 停止。 Running; Ctrl-C stops it.");
    });
}
