using Tongdian.Domain.Cases;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Cases.Desk;
using Tongdian.Server.Modules.Evidence;
using Tongdian.Server.Modules.Notices.Customer;
using Tongdian.Server.Modules.Notices.Desk;
using Tongdian.Server.Modules.Notices.Gateways;
using Tongdian.Server.Modules.Supply;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Outbox;
using Tongdian.Server.Platform.Workbench;

namespace Tongdian.Server.Modules.Notices;

/// <summary>Messages to people outside: written with their cause, by the way that each chose, sent when due, seen in the outbox.</summary>
public static class NoticesModule
{
    public static void AddNotices(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddGateways(configuration);
        services.AddSingleton<NoticeSettings>();
        services.AddSingleton<NoticeTemplates>();
        services.AddSingleton<NoticeChoices>();
        services.AddSingleton<WriteNotice>();
        services.AddSingleton<SendCode>();
        services.AddSingleton<ReadOutbox>();
        services.AddSingleton<ReadMessages>();
        services.AddSingleton<ReadTold>();
        services.AddSingleton<ChooseWay>();
        services.AddSingleton<TakeReceipts>();
        services.AddSingleton(new CasePanel(15, typeof(MessagesOfCase)));
        services.AddSingleton<GiveUp>();
        services.AddSingleton<OnCaseChanged>();
        services.AddSingleton(s => new OutboxConsumer(OnCaseChanged.Consumer, OnCaseChanged.Kinds)
        {
            React = (work, cancel) => s.GetRequiredService<OnCaseChanged>().React(work, cancel),
        });
        services.AddSingleton<RecordNotices>();
        foreach (var kind in RecordNotices.Kinds)
            services.AddSingleton(s => new EvidenceSource(kind, s.GetRequiredService<RecordNotices>().Read));
        services.AddSingleton<SendMessages>();
        services.AddHostedService(s => s.GetRequiredService<SendMessages>());
        services.AddSingleton<SendReminders>();
        services.AddHostedService(s => s.GetRequiredService<SendReminders>());
        services.AddSingleton(new DeskOffer(60, me => me.Roles.Contains(Roles.Administrator) || me.Roles.Contains(Roles.Coordinator)
            ? [
                new DeskPlace(NoticeTexts.Text("desk.messages"), NoticeTexts.Text("outbox.title"), "/staff/outbox", "send"),
                new DeskPlace(NoticeTexts.Text("desk.messages"), NoticeTexts.Text("templates.title"), "/staff/templates", "mail"),
            ]
            : []));
        // Without a provider a code would come too late to be of use: then nobody is asked for one.
        if (configuration["Notices:Sms:Url"] is { Length: > 0 })
            services.AddSingleton(s => new CodeSender(s.GetRequiredService<SendCode>().OneTime));
    }

    public static void MapNotices(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/cases/{number}/messages", (string number, HttpContext http, CaseEndpoint cases, ReadMessages use) =>
                cases.Look(number, http, async access => (Domain.Result<ReadMessages.Item[]>)await use.Of(access, http.RequestAborted)))
            .RequireAuthorization(Policies.CaseParty).Produces<ReadMessages.Item[]>();
        routes.MapGet("/cases/{number}/notices", (string number, HttpContext http, CaseEndpoint cases, ChooseWay use) =>
                cases.Look(number, http, async access => (Domain.Result<ChooseWay.Open>)await use.Ways(access, http.RequestAborted)))
            .RequireAuthorization(Policies.CaseParty).Produces<ChooseWay.Open>();
        routes.MapPost("/cases/{number}/notices", (string number, Body<ChooseWay.Request> body, HttpContext http, CaseEndpoint cases, ChooseWay use) =>
                cases.Look(number, http, async access => body.Read.Failed(out var unreadable, out var request) ? unreadable
                    : await use.Do(access, request, http.RequestAborted) is { } refused ? refused : (Domain.Result<ChooseWay.Open>)await use.Ways(access, http.RequestAborted)))
            .RequireAuthorization(Policies.CaseParty).Accepts<ChooseWay.Request>("application/json").Produces<ChooseWay.Open>().WithMetadata(new TakesKeyAttribute(false));
        routes.MapPost("/notices/receipts", (HttpContext http, TakeReceipts use) => use.OfTexts(http)).RequireAuthorization(Policies.Anyone);
        routes.MapPost("/notices/bounces", (HttpContext http, TakeReceipts use) => use.OfMails(http)).RequireAuthorization(Policies.Anyone);
    }

    /// <summary>What a message leads to, what was told, by what way; and the page for customers who lost their code.</summary>
    public static void MapNoticesPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/m/{token}", OpenLink.Handle).RequireAuthorization(Policies.Anyone);
        var one = routes.MapGroup("/case/{number}").RequireAuthorization(Policies.Anyone);
        one.MapGet("/messages", MessagesPage.Show);
        one.MapGet("/notices", MessagesPage.ShowChoices);
        one.MapPost("/notices", MessagesPage.TakeChoices);
        one.MapGet("/wechat", JoinWeChat.Begin);
        one.MapPost("/wechat/leave", JoinWeChat.Leave);
        routes.MapGet("/wechat/joined", JoinWeChat.Finish).RequireAuthorization(Policies.Anyone);
        routes.MapGet("/stop/{token}", StopPage.Show).RequireAuthorization(Policies.Anyone);
        routes.MapPost("/stop/{token}", StopPage.Take).RequireAuthorization(Policies.Anyone);
        LostCodePage.Map(routes, new LostCodeOf(
            "/case/lost-code", "/case",
            () => new LostCodeWords(
                NoticeTexts.Text("lost.lead"), NoticeTexts.Text("lost.number"), NoticeTexts.Text("lost.number-help"), NoticeTexts.Text("lost.phone"),
                NoticeTexts.Text("lost.asked-text"), NoticeTexts.Text("lost.to-case")),
            number => CaseNumber.TryParse(number, out _), "case-number.unreadable",
            (http, number, phone) => http.RequestServices.GetRequiredService<SendCode>().ToPhoneOnFile(number, phone, http.RequestAborted)));
    }
}
