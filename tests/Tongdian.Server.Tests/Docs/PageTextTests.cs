using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Tongdian.Server.Resources;
using Tongdian.Server.Tests.Vocabulary;
using Xunit;

namespace Tongdian.Server.Tests.Docs;

/// <summary>Every word on a page is in both languages, and every word that is kept is on a page.</summary>
public sealed partial class PageTextTests
{
    private static readonly System.Reflection.Assembly Server = typeof(PageTexts).Assembly;

    /// <summary>The rooms with words for pages: base name of the resource, and the folder whose sources use it.</summary>
    public static TheoryData<string> Rooms => [.. Server.GetManifestResourceNames().Where(n => n.EndsWith("Texts.resources", StringComparison.Ordinal) || n.EndsWith(".Pages.resources", StringComparison.Ordinal))
        .Select(n => n[..^".resources".Length])];

    [Theory, MemberData(nameof(Rooms))]
    public void Every_text_of_a_page_is_there_in_both_languages_and_in_use(string room)
    {
        var chinese = Keys(room, CultureInfo.InvariantCulture);
        var sources = Sources(room).Select(File.ReadAllText).ToList();
        var whole = sources.SelectMany(s => Whole().Matches(s).Select(m => m.Groups["key"].Value)).ToHashSet(StringComparer.Ordinal);
        var begun = sources.SelectMany(s => Begun().Matches(s).Select(m => m.Groups["key"].Value)).Where(b => b.Length > 0).ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(chinese);
        Assert.Equal(chinese, Keys(room, CultureInfo.GetCultureInfo("en")));
        var unused = chinese.Where(k => !whole.Contains(k) && !begun.Any(b => k.StartsWith(b, StringComparison.Ordinal))).ToList();
        Assert.Equal([], unused);
    }

    [Theory, MemberData(nameof(Rooms))]
    public void Every_text_that_a_page_asks_for_is_there(string room)
    {
        var known = Keys(room, CultureInfo.InvariantCulture).Concat(Keys(Shared, CultureInfo.InvariantCulture)).ToHashSet(StringComparer.Ordinal);
        // Own(Shared) is what stands in no room of its own.
        var asked = Own(room).SelectMany(f => Asked().Matches(File.ReadAllText(f)).Select(m => m.Groups["key"].Value)).Distinct(StringComparer.Ordinal);

        Assert.Equal([], asked.Where(k => !known.Contains(k)).ToList());
    }

    [Theory, MemberData(nameof(Rooms))]
    public void Both_languages_have_the_same_places_for_values(string room)
    {
        var texts = new ResourceManager(room, Server);

        Assert.All(Keys(room, CultureInfo.InvariantCulture), key => Assert.Equal(
            Places(texts.GetString(key, CultureInfo.InvariantCulture)!), Places(texts.GetString(key, CultureInfo.GetCultureInfo("en"))!)));
    }

    private const string Shared = "Tongdian.Server.Resources.Pages";

    // Words that all pages share may be used anywhere; those of a room in its own folder only, and not in a room within it.
    private static IEnumerable<string> Sources(string room) => room == Shared ? Files(Top) : Own(room);

    private static IEnumerable<string> Own(string room)
    {
        var folder = Folder(room);
        var within = Rooms.Select(r => r.Data).Where(r => r != Shared && r != room).Select(Folder).Where(f => f.StartsWith(folder, StringComparison.Ordinal)).ToList();
        return Files(folder).Where(f => !within.Any(w => f.StartsWith(w, StringComparison.Ordinal)));
    }

    private static string Top { get; } = Path.Combine(Repository.Root, "src", "Tongdian.Server") + Path.DirectorySeparatorChar;

    private static string Folder(string room) =>
        room == Shared ? Top : Path.Combine(Top, Path.Combine(room["Tongdian.Server.".Length..].Split('.')[..^1])) + Path.DirectorySeparatorChar;

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(f => (f.EndsWith(".razor", StringComparison.Ordinal) || f.EndsWith(".cs", StringComparison.Ordinal))
            && !new[] { "/obj/", "/bin/", "/node_modules/" }.Any(x => f.Contains(x, StringComparison.Ordinal)));

    private static List<string> Keys(string room, CultureInfo culture) =>
        [.. new ResourceManager(room, Server).GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>().Select(e => (string)e.Key).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(m => m.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    // Any literal that reads like a key uses it; what ends in a value uses all that begin so.
    [GeneratedRegex("\"(?<key>[A-Za-z][A-Za-z0-9.-]*)\"", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Whole();

    [GeneratedRegex("\\$\"(?<key>[A-Za-z][A-Za-z0-9.-]*)\\{", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Begun();

    [GeneratedRegex("\\bText\\(\"(?<key>[^\"]+)\"", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Asked();

    [GeneratedRegex("\\{[0-9]+\\}", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Place();
}
