using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tongdian.Domain.Survey;
using Tongdian.Server.Modules.Files;
using Tongdian.Server.Modules.Recognition;

namespace Tongdian.Server.Tests.Modules.Recognition;

/// <summary>The module alone, as the server puts it together.</summary>
internal static class ModuleAlone
{
    public static ServiceProvider Services(params (string Name, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new FileSettings { Folder = Path.GetTempPath() });
        services.AddSingleton(SurveyTables.Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "survey", "cn.json"))).Value);
        services.AddRecognition(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))).Build());
        return services.BuildServiceProvider();
    }
}
