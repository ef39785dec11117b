using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;

namespace Tongdian.Server.Modules.Recognition.Vision;

/// <summary>Without settings <see cref="ProposeStructure"/> is not registered: whoever wants it asks whether it is there.</summary>
internal static class VisionServices
{
    public static void AddVision(this IServiceCollection services, IConfiguration configuration)
    {
        if (VisionSettings.Read(configuration) is not { } settings)
            return;
        services.AddSingleton(settings);
        services.AddKeyedSingleton<IChatClient>(nameof(ProposeStructure), (_, _) => Client(settings));
        services.AddSingleton(s => new ProposeStructure(
            s.GetRequiredKeyedService<IChatClient>(nameof(ProposeStructure)), settings, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<ProposeStructure>>()));
    }

    internal static IChatClient Client(VisionSettings settings) => new ChatClient(
        settings.Model,
        new ApiKeyCredential(settings.Key is { Length: > 0 } key ? key : "none"),
        // A proposal is not worth asking for twice.
        new OpenAIClientOptions { Endpoint = settings.Url, NetworkTimeout = settings.Wait, RetryPolicy = new ClientRetryPolicy(0) }).AsIChatClient();
}
