using Tongdian.Server.Platform.Search;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Knowledge;

/// <summary>How much the parts of an article say about what it is about.</summary>
internal static class ArticleSearch
{
    /// <summary>The kind under which articles are found.</summary>
    public const string Kind = "knowledge";

    private const int OfTitle = 20;
    private const int OfAnswer = 5;
    private const int OfBody = 1;

    /// <summary>Writes what is found of an article, in both languages; null is one that is not published any more.</summary>
    public static Task Write(TongdianContext context, string slug, ArticleText? text, CancellationToken cancel) => SearchIndex.Write(
        context, Kind, slug,
        text is null ? [] : [(text.Title.Zh, OfTitle), (text.Title.En, OfTitle), (text.Answer.Zh, OfAnswer), (text.Answer.En, OfAnswer), (text.Body.Zh, OfBody), (text.Body.En, OfBody)],
        cancel);
}
