namespace Tongdian.Server.Modules.Notices.Gateways;

/// <summary>How long a provider is waited for, from the settings.</summary>
internal static class ProviderPatience
{
    /// <summary>An answer over HTTP: <c>Notices:Sms:TimeoutSeconds</c>, 6.</summary>
    public static TimeSpan OverHttp(IConfiguration configuration) => TimeSpan.FromSeconds(configuration.GetValue("Notices:Sms:TimeoutSeconds", 6.0));

    /// <summary>Each answer of a mail server: <c>Notices:Smtp:TimeoutSeconds</c>, 10.</summary>
    public static TimeSpan OfMail(IConfiguration configuration) => TimeSpan.FromSeconds(configuration.GetValue("Notices:Smtp:TimeoutSeconds", 10.0));
}
