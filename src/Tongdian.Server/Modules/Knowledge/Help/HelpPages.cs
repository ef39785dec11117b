using Microsoft.AspNetCore.Http.HttpResults;
using Tongdian.Domain;
using Tongdian.Server.Platform.Access;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Knowledge.Help;

/// <summary>The pages on which customers find answers, without scripts.</summary>
internal static class HelpPages
{
    private const int MostRead = 5;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/help").RequireAuthorization(Policies.Anyone);
        all.MapGet("", Search);
        all.MapGet("/{slug}", Read);
        all.MapPost("/{slug}", Judge).RequireRateLimiting(RateLimits.Submissions);
    }

    private static async Task<IResult> Search(string? q, string? topic, HttpContext http, FindArticles use)
    {
        var refused = (await use.Look(new FindArticles.Question(q, topic, null), staff: false, http.RequestAborted)).Failed(out var error, out var found) ? error : null;
        var most = refused is null && string.IsNullOrWhiteSpace(q) && string.IsNullOrEmpty(topic) ? await use.MostRead(MostRead, http.RequestAborted) : [];
        http.Response.SetPageHeaders();
        return new RazorComponentResult<HelpStart>(new { Words = q?.Trim(), Topic = topic, Found = found, Most = most, Wrong = refused is null ? null : PageFaults.Of(refused) })
        {
            StatusCode = refused is null ? StatusCodes.Status200OK : Problem.Status(refused),
        };
    }

    private static async Task<IResult> Read(string slug, string? said, HttpContext http, KnowledgeCatalog catalog, CountReading counts)
    {
        if (catalog.Find(slug, staff: false) is { } article && said is null)
            await counts.Read(article.Slug, http.RequestAborted);
        return Page(slug, said, http, catalog, null);
    }

    private static async Task<IResult> Judge(string slug, HttpContext http, KnowledgeCatalog catalog, CountReading counts)
    {
        var form = await PageForm.Read(http);
        if (catalog.Find(slug, staff: false) is not { } article || form.Refusal is not null || form["answer"] is not ("yes" or "no"))
            return Page(slug, null, http, catalog, form.Refusal);
        var helped = form["answer"] == "yes";
        await counts.Judge(article.Slug, helped, http.RequestAborted);
        return Results.LocalRedirect($"/help/{article.Slug}?said={(helped ? "yes" : "no")}");
    }

    private static RazorComponentResult<HelpArticle> Page(string slug, string? said, HttpContext http, KnowledgeCatalog catalog, Error? refused)
    {
        var article = catalog.Find(slug, staff: false);
        http.Response.SetPageHeaders();
        return new RazorComponentResult<HelpArticle>(new { Article = article, Said = said is "yes" or "no" ? said : null, Wrong = refused is null ? null : PageFaults.Of(refused) })
        {
            StatusCode = article is null ? StatusCodes.Status404NotFound : refused is null ? StatusCodes.Status200OK : Problem.Status(refused),
        };
    }
}
