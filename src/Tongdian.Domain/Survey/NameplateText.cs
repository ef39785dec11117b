using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Tongdian.Domain.Survey;

/// <summary>What stands on the nameplate of a meter, put together from the lines that were read there.</summary>
/// <param name="Model">Type code: <c>DDZY1296C-Z</c>.</param>
/// <param name="Voltage">Rated voltage: <c>3x220/380V</c>.</param>
/// <param name="Current">Rated current: <c>5(60)A</c>.</param>
/// <param name="Constant">Impulses per kWh: <c>1200</c>.</param>
/// <param name="Number">Number of the meter: digits, and letters where they stand.</param>
/// <param name="Maker">Who made it.</param>
/// <param name="Check">Whether they agree with each other; null when there is no type code.</param>
public sealed partial record NameplateText(
    ReadValue? Model, ReadValue? Voltage, ReadValue? Current, ReadValue? Constant, ReadValue? Number, ReadValue? Maker, NameplateCheck? Check)
{
    private const RegexOptions Plainly = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    // A sign that had to be taken for another one costs this much.
    private const double Mended = 0.8;

    /// <summary>By name, what was found.</summary>
    public IEnumerable<KeyValuePair<string, ReadValue>> Values => new (string Name, ReadValue? Value)[]
    {
        ("model", Model), ("voltage", Voltage), ("current", Current), ("constant", Constant), ("number", Number), ("maker", Maker),
    }.Where(v => v.Value is not null).Select(v => KeyValuePair.Create(v.Name, v.Value!));

    /// <summary>Finds the values among the lines, in whatever order and on whatever height they stand, and checks them against each other.</summary>
    public static NameplateText Of(IEnumerable<TextLine> lines, SurveyTables tables)
    {
        var single = lines.Where(l => l.Text.Length <= 200).Take(500).ToImmutableArray();
        // What stands on one line is believed before what had to be put together.
        ImmutableArray<TextLine> all = [.. single, .. TextRows.Of(single)];
        var model = Best(all, ModelOf);
        var voltage = Best(all, VoltageOf);
        var current = Best(all, CurrentOf);
        var constant = Best(all, ConstantOf);
        return new NameplateText(
            model, voltage, current, constant, Best(all, NumberAfterLabel) ?? Longest(single), Best(all, MakerOf),
            model is null ? null : NameplateCheck.Of(new NameplateInput(model.Value, voltage?.Value, current?.Value, Whole(constant)), tables));
    }

    private static int? Whole(ReadValue? constant) => constant is null ? null : int.Parse(constant.Value, NumberStyles.None, CultureInfo.InvariantCulture);

    private static ReadValue? Best(ImmutableArray<TextLine> lines, Func<string, (string Value, bool Mended)?> find)
    {
        ReadValue? best = null;
        foreach (var line in lines)
        {
            if (find(line.Text) is not { } found) continue;
            var confidence = Math.Round(found.Mended ? line.Confidence * Mended : line.Confidence, 3, MidpointRounding.AwayFromZero);
            if (best is null || confidence > best.Confidence) best = new ReadValue(found.Value, confidence, line.Box);
        }

        return best;
    }

    private static (string Value, bool Mended)? ModelOf(string text)
    {
        var match = ModelPattern().Match(Plain(text).ToUpperInvariant());
        if (!match.Success) return null;
        var (letters, design) = (match.Groups["letters"].Value, match.Groups["design"].Value);
        var (asLetters, asDigits) = (Letters(letters), Digits(design));
        return (asLetters + asDigits + match.Groups["rest"].Value, asLetters != letters || asDigits != design);
    }

    private static (string Value, bool Mended)? VoltageOf(string text)
    {
        var match = VoltagePattern().Match(Plain(text).ToUpperInvariant());
        if (!match.Success) return null;
        var (three, first, second) = (match.Groups["three"].Success, match.Groups["first"].Value, match.Groups["second"].Value);
        var volts = (Digits(first), Digits(second));
        var value = string.Concat(three ? "3x" : "", volts.Item1, volts.Item2.Length > 0 ? "/" + volts.Item2 : "", "V");
        return (value, volts != (first, second));
    }

    private static (string Value, bool Mended)? CurrentOf(string text)
    {
        var plain = Plain(text).ToUpperInvariant();
        var match = CurrentPattern().Match(plain);
        if (!match.Success) return null;
        var written = match.Groups["amps"].Value;
        var digits = Digits(written);
        return (digits + "A", digits != written);
    }

    private static (string Value, bool Mended)? ConstantOf(string text)
    {
        var match = ConstantPattern().Match(Plain(text));
        if (!match.Success) return null;
        var written = match.Groups["impulses"].Value.Replace(",", "", StringComparison.Ordinal);
        var digits = Digits(written).TrimStart('0');
        return digits.Length is 0 or > 7 ? null : (digits, digits != written);
    }

    private static (string Value, bool Mended)? NumberAfterLabel(string text)
    {
        var match = LabelledNumberPattern().Match(Plain(text).ToUpperInvariant());
        if (!match.Success) return null;
        var written = match.Groups["number"].Value;
        // A number has few letters, and an O or an I is a digit there.
        var digits = Digits(written);
        return digits.Count(char.IsAsciiDigit) < 6 ? null : (digits, digits != written);
    }

    private static ReadValue? Longest(ImmutableArray<TextLine> lines) => lines
        .Select(line => (line, Match: BareNumberPattern().Match(Plain(line.Text))))
        .Where(found => found.Match.Success)
        .OrderByDescending(found => found.Match.Length)
        .ThenByDescending(found => found.line.Confidence)
        .Select(found => new ReadValue(found.Match.Value, Math.Round(found.line.Confidence * Mended, 3, MidpointRounding.AwayFromZero), found.line.Box))
        .FirstOrDefault();

    private static (string Value, bool Mended)? MakerOf(string text)
    {
        var match = MakerPattern().Match(Plain(text));
        return match.Success ? (match.Value, false) : null;
    }

    // As ratings are spelled, but what a space parts stays apart.
    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(RatedText.Plain));

    private static string Letters(string text) => text.Replace('0', 'D').Replace('2', 'Z').Replace('5', 'S').Replace('1', 'I');

    private static string Digits(string text) => text.Replace('O', '0').Replace('Q', '0').Replace('o', '0').Replace('I', '1').Replace('l', '1').Replace('L', '1');

    [GeneratedRegex("(?<![A-Z0-9])(?<letters>[D0][DST5][A-Z2]{1,4}?) ?(?<design>[0-9OI]{2,4})(?<rest>[A-Z]?(-[A-Z0-9]{1,4})?)(?![A-Z0-9])", Plainly, 1000)]
    private static partial Regex ModelPattern();

    [GeneratedRegex(@"(?<![0-9./])(?<three>3 ?X ?)?(?<first>[0-9OI]{2,3}(\.[0-9])?) ?(V? ?/ ?(?<second>[0-9OI]{2,3}) ?)?V(AC)?(?![A-Z])", Plainly, 1000)]
    private static partial Regex VoltagePattern();

    [GeneratedRegex(@"(?<![0-9.])(3 ?X ?)?(?<amps>([0-9OI]{1,3}(\.[0-9OI]{1,3})?-)?[0-9OIL]{1,3}(\.[0-9OI]{1,3})?\([0-9OI]{1,3}(\.[0-9]{1,3})?\))", Plainly, 1000)]
    private static partial Regex CurrentPattern();

    [GeneratedRegex(@"(?<impulses>[0-9]{1,3},[0-9]{3}|[0-9OoIl]{2,7}) ?([iIl1][mn][pP]|r) ?/? ?\(?[kK]", Plainly, 1000)]
    private static partial Regex ConstantPattern();

    [GeneratedRegex("(NO|N0|№|编号|出厂号|表号|资产号|条码)[.: ]*(?<number>[0-9A-Z]{6,26})(?![0-9A-Z])", Plainly, 1000)]
    private static partial Regex LabelledNumberPattern();

    [GeneratedRegex("(?<![0-9A-Za-z./-])[0-9]{8,26}(?![0-9A-Za-z年])", Plainly, 1000)]
    private static partial Regex BareNumberPattern();

    [GeneratedRegex(@"[\p{IsCJKUnifiedIdeographs}A-Za-z()]{2,30}(公司|集团|仪表厂|电表厂|电器厂)", Plainly, 1000)]
    private static partial Regex MakerPattern();
}
