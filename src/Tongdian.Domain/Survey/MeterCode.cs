using System.Text.RegularExpressions;

namespace Tongdian.Domain.Survey;

/// <summary>The type code of a meter taken apart: <c>DTZY1296C-Z</c>.</summary>
/// <param name="Letters">Category, phases and uses: <c>DTZY</c>.</param>
/// <param name="Design">Number of the design: <c>1296</c>.</param>
/// <param name="Derivation">Letter of the derivation, or empty.</param>
/// <param name="Suffix">What follows the dash, or empty.</param>
public sealed partial record MeterCode(string Letters, string Design, string Derivation, string Suffix)
{
    private const RegexOptions Plainly = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>
    /// The letter of the phases: <c>D</c> one phase, <c>S</c> three phases with three wires, <c>T</c> with four. Source: naming of meters as two trade pages
    /// give it; unverified.
    /// </summary>
    public string Phase => Letters[1..2];

    /// <summary>Reads it; small letters, full-width characters and spaces are forgiven. Or <c>meter-code.unreadable</c>.</summary>
    public static Result<MeterCode> Read(string? text)
    {
        if (text is not { Length: <= 60 }) return new Error(ErrorKind.Invalid, "meter-code.unreadable");
        var match = Pattern().Match(RatedText.Plain(text).ToUpperInvariant());
        if (!match.Success) return new Error(ErrorKind.Invalid, "meter-code.unreadable");
        return new MeterCode(match.Groups["letters"].Value, match.Groups["design"].Value, match.Groups["derivation"].Value, match.Groups["suffix"].Value);
    }

    [GeneratedRegex("^(?<letters>D[DST][A-Z]{0,4})(?<design>[0-9]{2,4})(?<derivation>[A-Z]?)(-(?<suffix>[A-Z0-9]+))?$", Plainly, 1000)]
    private static partial Regex Pattern();
}
