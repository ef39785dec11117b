using System.Collections.Frozen;
using Tongdian.Server.Platform.Look;

namespace Tongdian.Server.Modules.Documents;

/// <summary>A document as a page.</summary>
/// <param name="Path">Path below the folder of documents: <c>decisions/README.md</c>.</param>
/// <param name="Title">Its first heading.</param>
/// <param name="Html">Its body.</param>
public sealed record Document(string Path, string Title, string Html);

/// <summary>
/// The documents that travel with the program, read once. Only what was found then can be asked for, so no path of a request ever reaches the
/// disk. HTML inside a document is shown as text.
/// </summary>
public sealed class DocumentCatalog
{
    private readonly FrozenDictionary<string, Document> documents;
    private readonly FrozenDictionary<string, byte[]> pictures;

    public DocumentCatalog()
        : this(Path.Combine(AppContext.BaseDirectory, "docs"))
    {
    }

    internal DocumentCatalog(string folder)
    {
        pictures = Files(folder, "*.png").ToFrozenDictionary(f => f.Name, f => File.ReadAllBytes(f.File), StringComparer.Ordinal);
        var files = Files(folder, "*.md").ToList();
        var known = files.Select(f => f.Name).Concat(pictures.Keys).ToHashSet(StringComparer.Ordinal);
        documents = files.Select(f => Read(f.Name, File.ReadAllText(f.File), known)).ToFrozenDictionary(d => d.Path, StringComparer.Ordinal);
    }

    /// <summary>The document of a path, or null; a folder's is its <c>README.md</c>.</summary>
    public Document? Find(string path) => documents.GetValueOrDefault(path.Length == 0 || path.EndsWith('/') ? path + "README.md" : path);

    /// <summary>A picture of the documents, or null.</summary>
    public byte[]? Picture(string path) => pictures.GetValueOrDefault(path);

    private static IEnumerable<(string Name, string File)> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories)
            .Select(file => (Path.GetRelativePath(folder, file).Replace('\\', '/'), file));

    // The source tree is not here: a link into it stays as its words.
    private static Document Read(string path, string markdown, HashSet<string> known)
    {
        var (title, html) = SafeMarkdown.Document(markdown, url => LeadsSomewhere(url, path, known));
        return new Document(path, title ?? path, html);
    }

    private static bool LeadsSomewhere(string url, string from, HashSet<string> known)
    {
        if (url.StartsWith('#') || url.StartsWith("https://", StringComparison.Ordinal))
            return true;
        if (url.Contains(':', StringComparison.Ordinal))
            return false;
        var target = new Uri(new Uri($"http://documents/docs/{from}"), url).AbsolutePath;
        return target.StartsWith("/docs/", StringComparison.Ordinal) && known.Contains(target["/docs/".Length..]);
    }
}
