using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tongdian.Domain.Forms;

/// <summary>What a text may be.</summary>
internal static class TextRules
{
    private static readonly TimeSpan MatchTime = TimeSpan.FromMilliseconds(100);

    public static IEnumerable<FieldError> Check(FieldDefinition field, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.String)
            return [FormErrors.WrongType(path, "string")];
        if (Json.Text(value) is not { } text || HasForbidden(text, severalLines: field.Type == FieldType.LongText))
            return [FormErrors.Characters(path)];
        var max = field.Max ?? FormRules.LongestText;
        if (text.Length > max)
            return [FormErrors.TooLong(path, max)];
        if (text.Length < field.Min)
            return [FormErrors.TooShort(path, field.Min.Value)];
        return field.Pattern is null || Matches(text, field.Pattern) ? [] : [FormErrors.Pattern(path)];
    }

    /// <summary>Control characters hide what is stored; characters that turn the direction of writing hide what is meant.</summary>
    public static bool HasForbidden(string text, bool severalLines) =>
        text.Any(c => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')
            || (char.IsControl(c) && !(severalLines && c is ('\n' or '\r' or '\t'))));

    private static bool Matches(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, $@"\A(?:{pattern})\z", RegexOptions.CultureInvariant, MatchTime);
        }
        catch (RegexMatchTimeoutException)
        {
            // A text that takes this long was written to take long.
            return false;
        }
    }
}
