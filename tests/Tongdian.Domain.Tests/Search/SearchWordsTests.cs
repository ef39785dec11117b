using CsCheck;
using Tongdian.Domain.Search;
using Xunit;

namespace Tongdian.Domain.Tests.Search;

/// <summary>How a text becomes the words by which it is found.</summary>
public sealed class SearchWordsTests
{
    private static readonly Gen<string> Word = Among("电表", "峰谷电价", "漏电保护器", "CT", "10kV", "ＲＣＤ", "Meter", "𠮷", "々", "é", "e\u0301", "Ⅻ", "表", "ß");
    private static readonly Gen<string> Gap = Among("", " ", "，", "。", "\u3000", "-", "\n", "\uD800", "\u0301");
    private static readonly Gen<string> Text = Gen.Select(Word, Gap, (w, g) => w + g).Array[0, 12].Select(string.Concat);
    private static readonly Gen<string> Anything = Gen.OneOf(Text, Gen.String, Gen.Char.Array[0, 30].Select(c => new string(c)));

    [Theory]
    [InlineData("峰谷电价", "峰谷 谷电 电价")]
    [InlineData("表", "表")]
    [InlineData("三相 电表", "三相 电表")]
    [InlineData("IC卡电表", "ic 卡电 电表")]
    [InlineData("Reading the METER, 10kV!", "reading the meter 10kv")]
    [InlineData("ＣＴ计量", "ct 计量")]
    [InlineData("𠮷野家", "𠮷野 野家")]
    [InlineData("，。 \uD800", "")]
    public void Han_becomes_pairs_and_the_rest_words(string text, string words) => Assert.Equal(words, string.Join(' ', SearchWords.Of(text)));

    [Fact]
    public void Whatever_two_characters_stand_together_in_a_text_are_found_in_it() => Text.Sample(text =>
    {
        var words = SearchWords.Of(text);
        var runes = text.EnumerateRunes().Select(r => r.ToString()).ToList();
        return runes.Zip(runes.Skip(1), (a, b) => a + b).Where(pair => SearchWords.Of(pair) is [var one] && one.EnumerateRunes().Count() == 2 && one.EnumerateRunes().All(r => SearchWords.IsOneHan(r.ToString())))
            .All(pair => words.Contains(pair));
    });

    [Fact]
    public void Texts_that_stand_apart_have_the_words_of_each() => Gen.Select(Text, Text).Sample((a, b) =>
        SearchWords.Of($"{a} {b}").SequenceEqual([.. SearchWords.Of(a), .. SearchWords.Of(b)]));

    [Fact]
    public void Any_text_has_words_that_are_their_own_words_and_not_too_long() => Anything.Sample(text => SearchWords.Of(text).All(word =>
        word.Length is > 0 and <= SearchWords.LongestWord && SearchWords.Of(word).SequenceEqual([word])));

    [Fact]
    public void Width_and_capitals_make_no_difference() => Text.Sample(text =>
    {
        var wide = string.Concat(text.Select(c => c is > ' ' and <= '~' ? (char)(c + 0xFEE0) : c));
        var capitals = string.Concat(text.Select(c => char.IsAsciiLetter(c) ? char.ToUpperInvariant(c) : c));
        return SearchWords.Of(wide).SequenceEqual(SearchWords.Of(text)) && SearchWords.Of(capitals).SequenceEqual(SearchWords.Of(text));
    });

    [Fact]
    public void A_word_without_end_is_cut_between_characters()
    {
        Assert.Equal(60, SearchWords.Of(new string('a', 500)).Single().Length);
        // The rune that would not fit whole is left out: half a character is none.
        Assert.Equal(59, SearchWords.Of(new string('x', 59) + "\U00010428\U00010428").Single().Length);
    }

    private static Gen<string> Among(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);
}
