using Tongdian.Server.Modules.Knowledge.Help;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Workbench;

namespace Tongdian.Server.Modules.Knowledge;

/// <summary>What customers and colleagues ask, with one right answer each: written by colleagues, looked at by somebody else, found where the question comes up.</summary>
public static class KnowledgeModule
{
    public static void AddKnowledge(this IServiceCollection services)
    {
        services.AddSingleton<KnowledgeCatalog>();
        services.AddSingleton<ArticleRules>();
        services.AddSingleton<LoadArticles>();
        services.AddSingleton<FindArticles>();
        services.AddSingleton<CountSearch>();
        services.AddSingleton<CountReading>();
        services.AddSingleton<ReadSearches>();
        services.AddSingleton<ReadVersions>();
        services.AddSingleton<ProposeVersion>();
        services.AddSingleton<JudgeVersion>();
        services.AddSingleton(new DeskOffer(55, me =>
        [
            new DeskPlace(KnowledgeTexts.Text("desk.group"), KnowledgeTexts.Text("list.title"), "/staff/knowledge", "circle-help", Exact: true),
            .. me.Actor.Steers ? new[] { new DeskPlace(KnowledgeTexts.Text("desk.group"), KnowledgeTexts.Text("searches.title"), "/staff/knowledge/searches", "search") } : [],
        ]));
    }

    public static void MapKnowledge(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/knowledge", ShowArticles.List).RequireAuthorization(Policies.Anyone).Produces<ShowArticles.Page>();
        routes.MapGet("/knowledge/{slug}", ShowArticles.One).RequireAuthorization(Policies.Anyone).Produces<ShowArticles.Whole>();
    }

    /// <summary>The pages for customers.</summary>
    public static void MapKnowledgePages(this IEndpointRouteBuilder routes) => HelpPages.Map(routes);
}
