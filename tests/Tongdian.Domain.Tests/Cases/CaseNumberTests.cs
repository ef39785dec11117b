using System.Text.Json;
using CsCheck;
using Tongdian.Domain.Cases;
using Xunit;

namespace Tongdian.Domain.Tests.Cases;

public sealed class CaseNumberTests
{
    private static readonly Gen<CaseNumber> Numbers =
        Gen.Select(Gen.Int[0, 36_500], Gen.Int[0, 999_999], (day, random) => CaseNumber.Make(new DateOnly(2000, 1, 1).AddDays(day), random));

    [Fact]
    public void A_number_says_the_day_and_is_read_back() => Numbers.Sample(number =>
    {
        Assert.Equal(15, number.Value.Length);
        Assert.True(CaseNumber.TryParse(number.Value, out var read));
        Assert.Equal(number, read);
    });

    [Fact]
    public void A_number_begins_with_the_day_of_submission() =>
        Assert.StartsWith("TD260302000042", CaseNumber.Make(new DateOnly(2026, 3, 2), 42).Value, StringComparison.Ordinal);

    [Fact]
    public void Every_single_wrong_digit_is_noticed() => Numbers.Sample(number =>
    {
        for (var place = 2; place < 15; place++)
        {
            for (var digit = '0'; digit <= '9'; digit++)
            {
                if (digit != number.Value[place])
                    Assert.False(CaseNumber.TryParse(Changed(number, place, digit), out _));
            }
        }
    });

    [Fact]
    public void Every_swap_of_neighbours_is_noticed() => Numbers.Sample(number =>
    {
        for (var place = 2; place < 14; place++)
        {
            var (left, right) = (number.Value[place], number.Value[place + 1]);
            if (left != right)
                Assert.False(CaseNumber.TryParse(Changed(number, place, right)[..(place + 1)] + left + number.Value[(place + 2)..], out _));
        }
    });

    [Fact]
    public void What_people_type_is_forgiven_spaces_dashes_and_small_letters()
    {
        var number = CaseNumber.Make(new DateOnly(2026, 3, 2), 123456);
        var typed = $" td-{number.Value[2..8]} {number.Value[8..]} ";

        Assert.True(CaseNumber.TryParse(typed, out var read));
        Assert.Equal(number, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("TD")]
    [InlineData("XX2603021234560")]
    [InlineData("TD26030212345")]
    [InlineData("TD２６０３０２１２３４５６０")]
    [InlineData("TD26030212345678901234567890123456789012345")]
    public void Anything_else_is_no_number(string? text) => Assert.False(CaseNumber.TryParse(text, out _));

    [Fact]
    public void A_number_out_of_range_is_a_mistake_of_the_program()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CaseNumber.Make(new DateOnly(2026, 3, 2), 1_000_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => CaseNumber.Make(new DateOnly(2026, 3, 2), -1));
    }

    [Fact]
    public void A_wrong_number_in_a_stored_case_is_not_read() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<CaseNumber>("\"TD2603021234569\""));

    private static string Changed(CaseNumber number, int place, char digit) => number.Value[..place] + digit + number.Value[(place + 1)..];
}
