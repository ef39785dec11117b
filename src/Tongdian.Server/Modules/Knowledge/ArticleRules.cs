using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Tongdian.Domain;
using Tongdian.Server.Modules.Processes;
using Tongdian.Server.Platform.Http;

namespace Tongdian.Server.Modules.Knowledge;

/// <summary>What an article must have before anybody looks at it: both languages, and places that there are.</summary>
public sealed partial class ArticleRules(ProcessCatalog processes)
{
    /// <summary>Longest name in an address.</summary>
    public const int LongestSlug = 60;

    private const int LongestTitle = 80;
    private const int LongestAnswer = 300;
    private const int LongestBody = 20_000;
    private const int MostPlaces = 30;

    // Names below /staff/knowledge that are pages of their own.
    private static readonly string[] Taken = ["new", "searches"];

    /// <summary>Everything that is wrong with a text.</summary>
    public IReadOnlyList<FieldError> Check(ArticleText text)
    {
        var faults = new List<FieldError>();
        Both("title", text.Title, LongestTitle);
        Both("answer", text.Answer, LongestAnswer);
        Both("body", text.Body, LongestBody);
        if (text.Places.Length > MostPlaces)
            faults.Add(new FieldError("places", "knowledge.places-many").With("max", MostPlaces.ToString(CultureInfo.InvariantCulture)));
        faults.AddRange(text.Places.Where(p => !IsPlace(p)).Take(3).Select(p => new FieldError("places", "knowledge.place-unknown").With("place", p.Length > 60 ? p[..60] : p)));
        return faults;

        void Both(string field, LocalizedText written, int most)
        {
            foreach (var (name, words) in new[] { ($"{field}Zh", written.Zh), ($"{field}En", written.En) })
            {
                if (string.IsNullOrWhiteSpace(words))
                    faults.Add(new FieldError(name, "knowledge.language-missing"));
                else if (FreeText.Fault(name, words, most) is { } unfit)
                    faults.Add(unfit);
            }
        }
    }

    /// <summary>
    /// Whether there is such a place: a process, a stage, a field of a stage's form (<c>scheme.meteringMode</c>), or a page of the
    /// application (<c>apply</c>, <c>apply.documents</c>), or a kind of supply after power-on (<c>care.home</c>).
    /// </summary>
    public bool IsPlace(string place)
    {
        if (place.Length > LongestSlug || !Place().IsMatch(place))
            return false;
        var (first, field) = place.Split('.') is [var one, var two] ? (one, two) : (place, null);
        if (first is "apply" or "care")
            return true;
        var stages = processes.Newest.SelectMany(p => p.Stages).Where(s => s.Id == first);
        return field is null
            ? processes.Newest.Any(p => p.Key.Id == first) || stages.Any()
            : stages.Any(s => s.Fields.Any(f => f.Id == field));
    }

    /// <summary>Places as somebody enters them: separated by spaces or commas.</summary>
    public static ImmutableArray<string> Places(string? entered) =>
        [.. (entered ?? "").Split([' ', ',', '，', '、', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether a text can be the name of an article.</summary>
    public static bool IsSlug(string? text) => text is { Length: > 0 and <= LongestSlug } && Slug().IsMatch(text) && !Taken.Contains(text);

    /// <summary>The name of a new article, from its English title.</summary>
    public static string SlugOf(string titleEn)
    {
        var name = Other().Replace(titleEn.ToLowerInvariant(), "-").Trim('-');
        name = name.Length > LongestSlug - 4 ? name[..(LongestSlug - 4)].TrimEnd('-') : name;
        return IsSlug(name) ? name : name.Length == 0 ? "article" : $"{name}-1";
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Slug();

    [GeneratedRegex("^[a-z0-9-]+(\\.[A-Za-z0-9-]+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Place();

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Other();
}
