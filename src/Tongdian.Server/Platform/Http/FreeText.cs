using System.Globalization;
using Tongdian.Domain;

namespace Tongdian.Server.Platform.Http;

/// <summary>What free words may be: not endless, and nothing in them that cannot be seen. Everything else is kept to the letter.</summary>
internal static class FreeText
{
    private const int Longest = 2_000;

    /// <summary>The refusal for a text that may not be.</summary>
    public static Error? Check(string field, string? text) =>
        Fault(field, text, Longest) is { } fault ? new Error(ErrorKind.Invalid, "request.invalid").For([fault]) : null;

    /// <summary>What is wrong with a text.</summary>
    public static FieldError? Fault(string field, string? text, int most) => text switch
    {
        null => null,
        _ when text.Length > most => new FieldError(field, "field.too-long").With("max", most.ToString(CultureInfo.InvariantCulture)),
        _ when text.Any(IsHidden) => new FieldError(field, "field.characters"),
        _ => null,
    };

    // Control characters hide what is stored; marks that turn the direction of writing hide what is meant.
    private static bool IsHidden(char c) =>
        c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') || (char.IsControl(c) && c is not ('\n' or '\r' or '\t'));
}

/// <summary>Names that programs give to things: stages, kinds of files.</summary>
internal static class Codes
{
    private const int Longest = 60;

    /// <summary>Whether a text can be one.</summary>
    public static bool IsCode(string? text) => text is { Length: > 0 and <= Longest } && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
