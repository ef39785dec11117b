using Microsoft.EntityFrameworkCore;
using Tongdian.Server.Platform.Processes;
using Tongdian.Server.Platform.Storage;

namespace Tongdian.Server.Modules.Knowledge;

/// <summary>
/// Articles that come with the program, from <c>knowledge/&lt;name&gt;.yaml</c>. One that the database knows is never touched again, however the file
/// changes: from then on it belongs to the company.
/// </summary>
public sealed class LoadArticles(IDbContextFactory<TongdianContext> contexts, ArticleRules rules, KnowledgeCatalog catalog, TimeProvider time)
{
    private static readonly Dictionary<string, KnowledgeTopic> Topics =
        Enum.GetValues<KnowledgeTopic>().ToDictionary(t => t.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    private static readonly Dictionary<string, KnowledgeAudience> Audiences =
        Enum.GetValues<KnowledgeAudience>().ToDictionary(a => a.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    /// <summary>Takes what is new in the folder, all of it or nothing.</summary>
    /// <returns>How many articles were new.</returns>
    /// <exception cref="ProcessFileException">A new file cannot be used: file, line, rule.</exception>
    public async Task<int> Do(string folder, CancellationToken cancel)
    {
        var taken = await Take(folder, cancel) ?? await Take(folder, cancel) ?? throw new InvalidOperationException("Articles cannot be kept");
        catalog.TakeOver();
        return taken;
    }

    private async Task<int?> Take(string folder, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var known = await context.Set<ArticleRow>().Select(a => a.Slug).ToHashSetAsync(StringComparer.Ordinal, cancel);
        var fresh = Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Where(p => !known.Contains(Path.GetFileNameWithoutExtension(p))).ToList();
        foreach (var path in fresh)
        {
            var (slug, text) = (Path.GetFileNameWithoutExtension(path), Read($"knowledge/{Path.GetFileName(path)}", await File.ReadAllTextAsync(path, cancel)));
            context.Add(new ArticleRow { Slug = slug, Last = 1, Published = 1, Stamp = 1 });
            context.Add(VersionRow.Of(slug, 1, text, null, time.GetUtcNow(), VersionState.Published));
            await ArticleSearch.Write(context, slug, text, cancel);
        }

        try
        {
            await context.SaveChangesAsync(cancel);
            return fresh.Count;
        }
        catch (DbUpdateException) when (fresh.Count > 0)
        {
            // Another server that started at the same time was first.
            return null;
        }
    }

    private ArticleText Read(string file, string yaml)
    {
        var source = new YamlSource(file);
        var root = source.Root(yaml);
        var text = new ArticleText(
            root.Required("topic", Topics), root.Required("audience", Audiences), root.Texts("places"), root.Localized("title"), root.Localized("answer"),
            new Domain.LocalizedText(root.Text("zh"), root.Text("en")));
        root.RefuseUnknownKeys();
        if (!ArticleRules.IsSlug(Path.GetFileNameWithoutExtension(file)))
            source.Refuse("", "file-name", "the name is small letters, digits and hyphens");
        // What is missing was said already.
        source.ThrowIfFaulty();
        foreach (var fault in rules.Check(text))
            source.Refuse("", fault.Code, string.Join(' ', fault.Values.Values.Prepend(fault.Field)));
        source.ThrowIfFaulty();
        return text;
    }
}
