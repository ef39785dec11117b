using Tongdian.Domain;
using Tongdian.Server.Modules.Knowledge;
using Tongdian.Server.Tests.Vocabulary;

namespace Tongdian.Server.Tests.Modules.Knowledge;

/// <summary>A server with the articles that come with the program, and articles that tests write.</summary>
internal static class Shipped
{
    private static readonly Dictionary<string, string?> Settings = new(StringComparer.Ordinal) { ["Knowledge:Articles"] = "true" };

    public static Task<TongdianServer> Start(TestDatabase on) => TongdianServer.Start(on, Settings);

    public static ArticleText Text(string titleZh, string titleEn, KnowledgeAudience audience = KnowledgeAudience.Customers) => new(
        KnowledgeTopic.Process, audience, ["scheme"], new LocalizedText(titleZh, titleEn), new LocalizedText("先提交申请。", "Apply first."),
        new LocalizedText("资料齐全即受理。", "It is accepted when the documents are complete."));

    /// <summary>The value, or a failure that says what was refused.</summary>
    public static T Expect<T>(this Result<T> result)
        where T : class => result.Failed(out var error, out var value) ? throw new InvalidOperationException($"{error.Code} {string.Join(", ", error.Fields)}") : value;

    /// <summary>The code of a refusal with the fields.</summary>
    public static string Refusal<T>(this Result<T> result)
        where T : class => result.Failed(out var error, out _) ? string.Join(' ', error.Fields.Select(f => $"{f.Field}:{f.Code}").Prepend(error.Code)) : "nothing was refused";
}
