using Polly;

namespace Tongdian.Server.Modules.Notices.Gateways;

/// <summary>The providers that are set up.</summary>
internal static class GatewayServices
{
    public static void AddGateways(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<ProviderLine>();
        if (Has("Notices:Sms:Url"))
        {
            if (configuration["Notices:Sms:Kind"] is null or "" or "json")
                services.AddSingleton<IMessageGateway, JsonSmsGateway>();
            else if (configuration["Notices:Sms:Kind"] == "aliyun")
                services.AddSingleton<IMessageGateway, AliyunSmsGateway>();
            else
                throw new FormatException($"Notices:Sms:Kind must be json or aliyun, not {configuration["Notices:Sms:Kind"]}");
        }

        if (Has("Notices:Smtp:Host"))
        {
            if (!MimeKit.MailboxAddress.TryParse(configuration["Notices:Smtp:From"], out _))
                throw new FormatException("Notices:Smtp:From must be the mail address that mails come from");
            services.AddSingleton<IMessageGateway, MailGateway>();
        }

        if (Has("Notices:WeChat:AppId"))
        {
            services.AddSingleton<WeChatGateway>();
            services.AddSingleton<IMessageGateway>(s => s.GetRequiredService<WeChatGateway>());
        }

        var patience = ProviderPatience.OverHttp(configuration);
        services.AddHttpClient(ProviderLine.Client)
            // An answer from elsewhere is no acknowledgement. Nor is one to another message: on a line that is used again, what a provider says twice would be taken
            // for its answer to the next one, so each has a line of its own.
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.Zero })
            .AddResilienceHandler("messages", pipeline =>
            {
                // The line has its own time, also where a test holds the platform's still.
                pipeline.TimeProvider = TimeProvider.System;
                pipeline.AddTimeout(patience);
            });

        bool Has(string setting) => configuration[setting] is { Length: > 0 };
    }
}
