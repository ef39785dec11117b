using System.Globalization;
using System.Resources;
using Tongdian.Domain;

namespace Tongdian.Server.Resources;

/// <summary>
/// The words for error codes: <c>Errors.resx</c> is Chinese, <c>Errors.en.resx</c> English; each <c>title|detail</c>. A code without words
/// fails a test.
/// </summary>
public static class ErrorTexts
{
    private static readonly ResourceManager Texts = new("Tongdian.Server.Resources.Errors", typeof(ErrorTexts).Assembly);

    /// <summary>What is wrong, always the same for a code.</summary>
    public static string Title(string code) => Text(code).Title;

    /// <summary>What to do about it, with the values filled in.</summary>
    public static string Detail(string code, IReadOnlyDictionary<string, string> values) =>
        values.Aggregate(Text(code).Detail, (text, v) => text.Replace($"{{{v.Key}}}", v.Value, StringComparison.Ordinal));

    /// <summary>What is wrong and what to do, in one line for beside a field.</summary>
    public static string Line(string code, IReadOnlyDictionary<string, string> values) =>
        Title(code) + CultureInfo.CurrentUICulture.TwoLetterISOLanguageName switch { "en" => ". ", _ => "：" } + Detail(code, values);

    /// <summary>The same, in a language that need not be that of this request.</summary>
    public static string In(string language, Error error)
    {
        var text = Texts.GetString(error.Code, CultureInfo.GetCultureInfo(language)) ?? throw new InvalidOperationException($"No words for the error {error.Code}");
        return error.Values.Aggregate(text.Replace("|", language == "en" ? ". " : "：", StringComparison.Ordinal), (all, v) => all.Replace($"{{{v.Key}}}", v.Value, StringComparison.Ordinal));
    }

    private static (string Title, string Detail) Text(string code)
    {
        var text = Texts.GetString(code, CultureInfo.CurrentUICulture) ?? throw new InvalidOperationException($"No words for the error {code}");
        var bar = text.IndexOf('|', StringComparison.Ordinal);
        return (text[..bar], text[(bar + 1)..]);
    }
}
