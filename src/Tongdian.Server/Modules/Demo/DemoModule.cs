namespace Tongdian.Server.Modules.Demo;

/// <summary>The demo company of a first start: regions, people, thirty cases. <c>--no-demo</c> leaves it out.</summary>
public static class DemoModule
{
    public static void AddDemo(this IServiceCollection services) => services.AddSingleton<DemoCompany>().AddSingleton<DemoTools>().AddSingleton<DemoCases>().AddSingleton<DemoFiles>();
}
