using Tongdian.Browser.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Browser.Tests.Pages;

/// <summary>Every page there is. A new page is one more line.</summary>
public static class AllPages
{
    public static readonly string[] Languages = ["zh-CN", "en"];

    private static readonly PageUnderTest[] Table =
    [
        new("start", "/", scored: true),
        new("documents", "/docs/"),
        new("document", "/docs/api.md"),
        new("process", "/docs/processes/high-voltage.md"),
    ];

    public static PageUnderTest Named(string name) => Table.Single(p => p.Name == name);

    /// <summary>Every page in every language and every view of its audience.</summary>
    public sealed class Looks : TheoryData<string, string, View>
    {
        public Looks()
            : base(from page in Table from language in Languages from view in page.Views select (page.Name, language, view))
        {
        }
    }

    /// <summary>The pages that are paid for by the byte.</summary>
    public sealed class Light : TheoryData<string>
    {
        public Light()
            : base(Table.Where(p => p.For == Audience.Customer).Select(p => p.Name))
        {
        }
    }

    /// <summary>The pages that Lighthouse looks at.</summary>
    public sealed class Scored : TheoryData<string>
    {
        public Scored()
            : base(Table.Where(p => p.Scored).Select(p => p.Name))
        {
        }
    }
}
