using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tongdian.Domain.Forms;

/// <summary>What a text may be.</summary>
internal static class TextRules
{
    /// <summary>
    /// How patterns are read: in a time that grows with the length of the text, whatever the pattern. A limit of time instead would refuse what is right whenever the machine is busy.
    /// </summary>
    public const RegexOptions PatternKind = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

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
        return field.Pattern is null || Fits(text, $@"\A(?:{field.Pattern})\z") ? [] : [FormErrors.Pattern(path)];
    }

    private static bool Fits(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, PatternKind);
        }
        catch (NotSupportedException)
        {
            // A process that was published before patterns were read like that may hold one that looks ahead, say. It goes on, with a limit that right entries do not come near.
            return FitsAsBefore(text, pattern);
        }
    }

    private static bool FitsAsBefore(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    /// <summary>Control characters hide what is stored; characters that turn the direction of writing hide what is meant.</summary>
    public static bool HasForbidden(string text, bool severalLines) =>
        text.Any(c => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')
            || (char.IsControl(c) && !(severalLines && c is ('\n' or '\r' or '\t'))));
}
