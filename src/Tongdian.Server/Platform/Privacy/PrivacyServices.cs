namespace Tongdian.Server.Platform.Privacy;

/// <summary>What others need to handle personal data.</summary>
public static class PrivacyServices
{
    /// <summary>Loads the master key at once: a key that cannot be used stops the start, not the first customer.</summary>
    public static IServiceCollection AddPrivacy(this IServiceCollection services, IConfiguration configuration, string dataFolder) => services
        .AddSingleton(MasterKey.Load(configuration, dataFolder))
        .AddSingleton<Vault>()
        .AddSingleton<AccessCode>();
}
