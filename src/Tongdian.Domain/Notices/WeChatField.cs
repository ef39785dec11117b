using System.Globalization;

namespace Tongdian.Domain.Notices;

/// <summary>
/// A field of a WeChat template message. Its name says its kind (<c>thing1</c>, <c>phrase3</c>), and every kind has a longest value; a message with a longer one is
/// refused as a whole. Source: the provider's documentation of the kinds of fields, as of 2023; <c>unverified</c> against a live account.
/// </summary>
public static class WeChatField
{
    private static readonly (string Kind, int Most)[] Longest = [("thing", 20), ("const", 20), ("phrase", 5), ("character_string", 32), ("phone_number", 17), ("name", 10), ("short_thing", 5)];

    /// <summary>The kinds that a template may name.</summary>
    public static IEnumerable<string> Kinds => Longest.Select(l => l.Kind);

    /// <summary>Whether this can be the name of a field: a kind that is known and a number from 1 on.</summary>
    /// <param name="name">The name, e.g. <c>thing1</c>.</param>
    public static bool IsName(string name) =>
        Kind(name) is var kind && Longest.Any(l => l.Kind == kind) && int.TryParse(name.AsSpan(kind.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0;

    /// <summary>A value that is short enough, cut with <c>…</c> when it was not; what is empty becomes a dash, because an empty one is refused.</summary>
    /// <param name="name">The name of the field.</param>
    /// <param name="value">The value.</param>
    public static string Fit(string name, string value)
    {
        var most = Longest.FirstOrDefault(l => l.Kind == Kind(name)).Most is > 0 and var known ? known : Longest[0].Most;
        var text = value.Trim();
        if (text.Length == 0)
            return "-";
        if (text.Length <= most)
            return text;
        var end = char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1;
        return text[..end] + "…";
    }

    private static string Kind(string name) => name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
}
