using System.Net;
using Tongdian.Server.Modules.Documents;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Modules.Documents;

public sealed class DocumentsTests(Product product) : IClassFixture<Product>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/docs/", "Documents</h1>")]
    [InlineData("/docs/glossary.md", "首问责任人")]
    [InlineData("/docs/decisions/", "0003-the-event-key-guards-the-version.md")]
    [InlineData("/docs/processes/emergency.md", "href=\"../glossary.md\"")]
    public async Task A_document_is_a_page(string path, string words)
    {
        using var visitor = product.Visitor("en");
        Assert.Contains(words, await visitor.GetStringAsync(path, Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/docs", "/docs/")]
    [InlineData("/docs/decisions", "/docs/decisions/")]
    public async Task A_folder_ends_with_a_slash_so_that_its_links_work(string asked, string told)
    {
        using var visitor = product.Visitor("en");
        using var answer = await visitor.GetAsync(asked, Cancel);
        Assert.Equal(told, answer.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("/docs/nothing.md")]
    [InlineData("/docs/..%2fappsettings.json")]
    [InlineData("/docs/%2e%2e/appsettings.json")]
    [InlineData("/docs/..%5c..%5cappsettings.json")]
    [InlineData("/docs/decisions/..%2f..%2fprocesses/emergency.yaml")]
    [InlineData("/docs//etc/passwd")]
    public async Task Nothing_but_documents_can_be_asked_for(string path)
    {
        using var visitor = product.Visitor("en");
        using var answer = await visitor.GetAsync(path, Cancel);
        Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{answer.StatusCode}");
        Assert.DoesNotContain("LogLevel", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_document_is_said_in_words()
    {
        using var visitor = product.Visitor("zh-CN");
        using var answer = await visitor.GetAsync("/docs/nothing.md", Cancel);
        Assert.Contains("没有这篇文档", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public void Html_in_a_document_is_text_and_a_link_out_of_the_documents_is_its_words()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "other.md"), "# Other");
        File.WriteAllText(
            Path.Combine(folder.Path, "a.md"),
            "# A `b`\n\n<script>alert(1)</script>\n\n[other](other.md#x) [source](../src/a.cs) [trick](javascript:alert(1)) [gone](gone.md)");

        var page = new DocumentCatalog(folder.Path).Find("a.md")!;

        Assert.Equal("A b", page.Title);
        Assert.DoesNotContain("<script", page.Html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"other.md#x\">other</a> source trick gone", page.Html, StringComparison.Ordinal);
    }
}
