using Tongdian.Domain;
using Tongdian.Domain.Processes;
using Tongdian.Server.Modules.Cases;
using Tongdian.Server.Modules.Evidence.Chain;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Cluster;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Outbox;
using Tongdian.Server.Platform.Privacy;
using Tongdian.Server.Platform.Workbench;
using static Tongdian.Server.Modules.Evidence.EvidenceTexts;

namespace Tongdian.Server.Modules.Evidence;

/// <summary>What happened in a case, in a log to which entries can only be added, and which anybody can check.</summary>
public static class EvidenceModule
{
    public static void AddEvidence(this IServiceCollection services, IConfiguration configuration, string dataFolder)
    {
        services.AddSingleton(s => new EvidenceSettings(configuration, s.GetRequiredService<MasterKey>(), dataFolder));
        services.AddSingleton<OnFacts>();
        services.AddSingleton(s => new OutboxConsumer(OnFacts.Consumer, OnFacts.Kinds)
        {
            React = (work, cancel) => s.GetRequiredService<OnFacts>().React(work, cancel),
        });
        services.AddSingleton<TakeDue>();
        services.AddSingleton<ReadLog>();
        services.AddSingleton<KeptCheckpoints>();
        services.AddSingleton<KeepCheckpoints>();
        services.AddSingleton<ProveRecords>();
        services.AddSingleton<Sequence>();
        services.AddSingleton<AskWitnesses>();
        // A witness that says go elsewhere is not the one whose key is known.
        services.AddHttpClient(AskWitnesses.Client, c => c.Timeout = TimeSpan.FromSeconds(10)).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
        services.AddSingleton<PublishLog>();
        services.AddSingleton<EarliestProofs>();
        services.AddSingleton<ListEvidence>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<BeginLogAnew>();
        services.AddSingleton<ShowEvidence>();
        services.AddSingleton(new DeskOffer(97, me => me.Roles.Contains(Roles.Auditor) || me.Roles.Contains(Roles.Administrator)
            ? [new DeskPlace(Text("desk.group"), Text("log.title"), "/staff/evidence", "shield-check")]
            : []));
        if (ClusterServices.TakesPart(configuration))
            services.AddHostedService(s => s.GetRequiredService<KeepCheckpoints>());
        // One part: there is one log.
        services.AddPartitionWork(configuration, "evidence", s =>
        {
            var (due, sequence) = (s.GetRequiredService<TakeDue>(), s.GetRequiredService<Sequence>());
            return new PartitionWork(
                "evidence", TimeSpan.FromMilliseconds(500),
                async cancel => await due.Waits(cancel) || await sequence.Waits(cancel) ? [0] : [],
                async (_, cancel) => await due.Do(cancel) | await sequence.Do(cancel));
        });
        services.AddPartitionWork(configuration, "evidence-witnesses", s =>
        {
            var asking = s.GetRequiredService<AskWitnesses>();
            return new PartitionWork(
                "evidence-witnesses", TimeSpan.FromSeconds(1),
                async cancel => await asking.Waits(cancel) ? [0] : [],
                async (_, cancel) =>
                {
                    await asking.Do(cancel);
                    return false;
                });
        });
        services.AddChain(configuration);
    }

    public static void MapEvidence(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/cases/{number}/evidence", (string number, HttpContext http, CaseEndpoint cases, ListEvidence use) =>
                cases.Look(number, http, async access => (Result<ListEvidence.Page>)await use.Of(access, http.RequestAborted)))
            .RequireAuthorization(Policies.CaseParty).Produces<ListEvidence.Page>();
        routes.MapGet("/cases/{number}/evidence/{id:guid}", async (string number, Guid id, HttpContext http, CaseEndpoint cases, ListEvidence use) =>
                (await cases.Open(number, http)).Failed(out var closed, out var access) ? Problem.From(closed) : await use.File(id, access, http.RequestAborted))
            .RequireAuthorization(Policies.CaseParty).Produces<string>(contentType: "text/plain");
    }

    // Without a chain none of it is there, and everything else works.
    private static void AddChain(this IServiceCollection services, IConfiguration configuration)
    {
        if (ChainSettings.Read(configuration) is not { } chain)
            return;
        services.AddSingleton(chain);
        services.AddHttpClient(EvmNode.Client, c => c.Timeout = TimeSpan.FromSeconds(10)).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
        services.AddSingleton(s =>
        {
            var clients = s.GetRequiredService<IHttpClientFactory>();
            return new AnchorContract(new EvmNode(() => clients.CreateClient(EvmNode.Client), chain.Access), chain, s.GetRequiredService<EvidenceSettings>().Origin);
        });
        services.AddSingleton<CompareAnchor>();
        services.AddSingleton<AnchorLog>();
        services.AddSingleton<ReadAnchors>();
        services.AddPartitionWork(configuration, "evidence-chain", s =>
        {
            var anchoring = s.GetRequiredService<AnchorLog>();
            return new PartitionWork(
                "evidence-chain", TimeSpan.FromSeconds(1),
                async cancel => await anchoring.Waits(cancel) ? [0] : [],
                async (_, cancel) =>
                {
                    await anchoring.Do(cancel);
                    return false;
                });
        });
    }

    /// <summary>The log as everybody sees it, and the page that checks receipts.</summary>
    public static void MapLog(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/verify", VerifyPage.Show).RequireAuthorization(Policies.Anyone);
        var log = routes.MapGroup("/log").RequireAuthorization(Policies.Anyone);
        log.MapGet("/checkpoint", (HttpContext http, PublishLog use) => use.Checkpoint(http));
        log.MapGet("/policy", (HttpContext http, PublishLog use) => use.Policy(http));
        log.MapGet("/tile/{**path}", (string path, HttpContext http, PublishLog use) => use.Tile(path, http));
        log.MapGet("/anchors", (HttpContext http, PublishLog use) => use.Anchors(http));
    }
}
