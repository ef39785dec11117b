using Tongdian.Server.Modules.People;
using Tongdian.Server.Platform.Http;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Knowledge;

/// <summary>Articles for programs, in the language of the request. Colleagues see theirs too.</summary>
internal static class ShowArticles
{
    /// <summary>An article in short.</summary>
    public record Short(string Slug, int Version, KnowledgeTopic Topic, KnowledgeAudience Audience, string Title, string Answer, IReadOnlyList<string> Places, DateTimeOffset PublishedAt);

    /// <summary>An article with its body as Markdown.</summary>
    public sealed record Whole(
        string Slug, int Version, KnowledgeTopic Topic, KnowledgeAudience Audience, string Title, string Answer, string Body, IReadOnlyList<string> Places, DateTimeOffset PublishedAt)
        : Short(Slug, Version, Topic, Audience, Title, Answer, Places, PublishedAt);

    /// <summary>What was found.</summary>
    /// <param name="Items">The best first.</param>
    /// <param name="Nearest">None has all the words of the question; these come nearest.</param>
    public sealed record Page(IReadOnlyList<Short> Items, bool Nearest);

    public static async Task<IResult> List(string? q, string? topic, string? place, HttpContext http, FindArticles use, StaffAccess access) =>
        (await use.Look(new FindArticles.Question(q, topic, place), await IsStaff(http, access), http.RequestAborted)).Failed(out var refused, out var found)
            ? Problem.From(refused)
            : TypedResults.Ok(new Page([.. found.Articles.Select(In)], found.Near));

    public static async Task<IResult> One(string slug, HttpContext http, KnowledgeCatalog catalog, StaffAccess access) =>
        catalog.Find(slug, await IsStaff(http, access)) is { Text: var text } article
            ? TypedResults.Ok(new Whole(
                slug, article.Version, text.Topic, text.Audience, Show.In(text.Title), Show.In(text.Answer), Show.In(text.Body), text.Places, article.PublishedAt))
            : Problem.From(KnowledgeErrors.Unknown);

    private static Short In(Article article) => new(
        article.Slug, article.Version, article.Text.Topic, article.Text.Audience, Show.In(article.Text.Title), Show.In(article.Text.Answer), article.Text.Places, article.PublishedAt);

    private static async Task<bool> IsStaff(HttpContext http, StaffAccess access) => await access.Find(http.User, http.RequestAborted) is not null;
}
