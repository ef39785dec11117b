using Microsoft.Extensions.Http.Resilience;
using Polly;
using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Supply;
using Tongdian.Server.Platform.Workbench;

namespace Tongdian.Server.Modules.Notices;

/// <summary>Messages to people outside: written with their cause, sent when due, seen in the outbox.</summary>
public static class NoticesModule
{
    public static void AddNotices(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<WriteNotice>();
        services.AddSingleton<SendCode>();
        services.AddSingleton<SmsGateway>();
        services.AddSingleton<ReadOutbox>();
        services.AddSingleton<SendMessages>();
        services.AddHostedService(s => s.GetRequiredService<SendMessages>());
        services.AddSingleton(new DeskOffer(60, me => me.Roles.Contains(Roles.Administrator) || me.Roles.Contains(Roles.Coordinator)
            ? [new DeskPlace(NoticeTexts.Text("desk.messages"), NoticeTexts.Text("outbox.title"), "/staff/outbox", "send")]
            : []));
        // Without a provider a code would come too late to be of use: then nobody is asked for one.
        if (configuration["Notices:Sms:Url"] is { Length: > 0 })
            services.AddSingleton(s => new CodeSender(s.GetRequiredService<SendCode>().OneTime));
        var patience = TimeSpan.FromSeconds(configuration.GetValue("Notices:Sms:TimeoutSeconds", 6.0));
        services.AddHttpClient(SmsGateway.Client)
            // An answer from elsewhere is no acknowledgement.
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            .AddResilienceHandler("sms", pipeline =>
            {
                // The line has its own time, also where a test holds the platform's still.
                pipeline.TimeProvider = TimeProvider.System;
                pipeline.AddRetry(new HttpRetryStrategyOptions { MaxRetryAttempts = 1, Delay = TimeSpan.FromMilliseconds(200) }).AddTimeout(patience);
            });
    }

    /// <summary>The page for customers who lost their code.</summary>
    public static void MapNoticesPages(this IEndpointRouteBuilder routes) => LostCodePage.Map(routes, new LostCodeOf(
        "/case/lost-code", "/case",
        () => new LostCodeWords(
            NoticeTexts.Text("lost.lead"), NoticeTexts.Text("lost.number"), NoticeTexts.Text("lost.number-help"), NoticeTexts.Text("lost.phone"),
            NoticeTexts.Text("lost.asked-text"), NoticeTexts.Text("lost.to-case")),
        number => CaseNumber.TryParse(number, out _), "case-number.unreadable",
        (http, number, phone) => http.RequestServices.GetRequiredService<SendCode>().ToPhoneOnFile(number, phone, http.RequestAborted)));
}
