using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Extensions.Tables;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Tongdian.Server.Platform.Look;

/// <summary>
/// Markdown as a part of a page. HTML inside it is shown as text; a link that leads nowhere stays as its words. Who writes it can change nothing of
/// the page around it.
/// </summary>
public static class SafeMarkdown
{
    private static readonly MarkdownPipeline Plain = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().Build();

    /// <summary>For documents: headings can be linked to.</summary>
    private static readonly MarkdownPipeline Anchored = new MarkdownPipelineBuilder()
        .DisableHtml().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).Build();

    /// <summary>What a document says, and how it is called: its first heading. <paramref name="leads"/> says of a link whether it leads somewhere.</summary>
    public static (string? Title, string Html) Document(string markdown, Func<string, bool> leads)
    {
        var parsed = Markdown.Parse(markdown, Anchored);
        Tame(parsed, leads);
        return (Title(parsed), parsed.ToHtml(Anchored));
    }

    /// <summary>A text below a heading of the page: links lead to pages of this site or to <c>https</c>, a picture stays as its words.</summary>
    public static string Html(string markdown)
    {
        var parsed = Markdown.Parse(markdown, Plain);
        Tame(parsed, LeadsOn);
        foreach (var picture in parsed.Descendants<LinkInline>().Where(l => l.IsImage).ToList())
            picture.ReplaceBy(new ContainerInline());
        foreach (var heading in parsed.Descendants<HeadingBlock>())
            heading.Level = Math.Max(heading.Level, 2);
        return parsed.ToHtml(Plain);
    }

    private static bool LeadsOn(string url) =>
        url.StartsWith("https://", StringComparison.Ordinal) || url.StartsWith("tel:", StringComparison.Ordinal) || (url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal) && !url.Contains('\\', StringComparison.Ordinal));

    private static void Tame(MarkdownDocument parsed, Func<string, bool> leads)
    {
        foreach (var link in parsed.Descendants<LinkInline>().Where(l => !leads(l.Url ?? "")).ToList())
            link.ReplaceBy(new ContainerInline());
        foreach (var link in parsed.Descendants<AutolinkInline>().Where(l => l.IsEmail || !leads(l.Url)).ToList())
            link.ReplaceBy(new LiteralInline(link.Url));
        // What is too wide scrolls by itself, by keyboard too.
        foreach (var wide in parsed.Descendants<Block>().Where(b => b is CodeBlock or Table))
            wide.GetAttributes().AddProperty("tabindex", "0");
    }

    private static string? Title(MarkdownDocument parsed) => parsed.Descendants<HeadingBlock>().FirstOrDefault()?.Inline is { } heading
        ? string.Concat(heading.Descendants().Select(i => i switch { LiteralInline l => l.Content.ToString(), CodeInline c => c.Content, _ => "" }))
        : null;
}
