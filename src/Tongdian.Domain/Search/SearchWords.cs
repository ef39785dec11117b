using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Tongdian.Domain.Parties;

namespace Tongdian.Domain.Search;

/// <summary>
/// The words by which a text is found. Chinese is written without spaces, so a run of Han characters becomes its pairs: <c>峰谷电价</c> is
/// <c>峰谷 谷电 电价</c>, and whoever looks for <c>电价</c> finds it. Everything else is words of letters and digits, in one writing: full width
/// and half width, capitals and small letters are the same.
/// </summary>
public static class SearchWords
{
    /// <summary>A word is cut after so many characters (UTF-16), in the text and in the question alike.</summary>
    public const int LongestWord = 60;

    /// <summary>
    /// The words of a text in their order, each as often as it is there. A Han character that stands alone is a word of its own. Any text has
    /// words or none; no text is wrong.
    /// </summary>
    public static ImmutableArray<string> Of(string text)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var (word, run) = (new StringBuilder(), new List<string>());
        foreach (var rune in OneWriting(text).EnumerateRunes())
        {
            if (IsHan(rune))
            {
                End(word, words);
                run.Add(rune.ToString());
                continue;
            }

            EndRun(run, words);
            if (Rune.IsLetterOrDigit(rune) || (word.Length > 0 && IsMark(rune)))
                word.Append(rune);
            else
                End(word, words);
        }

        End(word, words);
        EndRun(run, words);
        return words.ToImmutable();
    }

    /// <summary>Whether a word is one Han character: it is part of pairs, and found only by looking into them.</summary>
    public static bool IsOneHan(string word) => Rune.TryGetRuneAt(word, 0, out var rune) && rune.Utf16SequenceLength == word.Length && IsHan(rune);

    // NFKC refuses half characters, so they become the replacement character first; width is folded by hand for where NFKC does nothing.
    private static string OneWriting(string text)
    {
        var whole = new StringBuilder(text.Length);
        foreach (var rune in PlainText.FoldWidth(text).EnumerateRunes())
            whole.Append(rune);
        var small = new StringBuilder(whole.Length);
        foreach (var rune in whole.ToString().Normalize(NormalizationForm.FormKC).EnumerateRunes())
            small.Append(Rune.ToLowerInvariant(rune));
        return small.ToString().Normalize(NormalizationForm.FormKC);
    }

    private static bool IsHan(Rune rune) => rune.Value
        is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x323AF) or 0x3005 or 0x3007;

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static void End(StringBuilder word, ImmutableArray<string>.Builder words)
    {
        if (word.Length == 0)
            return;
        var most = word.Length <= LongestWord ? word.Length : char.IsHighSurrogate(word[LongestWord - 1]) ? LongestWord - 1 : LongestWord;
        words.Add(word.ToString(0, most));
        word.Clear();
    }

    private static void EndRun(List<string> run, ImmutableArray<string>.Builder words)
    {
        if (run.Count == 1)
            words.Add(run[0]);
        for (var i = 1; i < run.Count; i++)
            words.Add(run[i - 1] + run[i]);
        run.Clear();
    }
}
