using CsCheck;
using Tongdian.Domain.Parties;
using Xunit;

namespace Tongdian.Domain.Tests.Parties;

public sealed class ResidentIdTests
{
    private const string Good = "110101199003077475";
    private static readonly DateOnly Today = new(2026, 3, 1);

    [Theory]
    [InlineData(Good)]
    [InlineData("11010519491231002X")]
    [InlineData(" 11010519491231002x ")]
    [InlineData("１１０１０１１９９００３０７７４７５")]
    public void Number_with_the_right_check_character_is_read(string number)
    {
        Assert.False(ResidentId.Parse(number, Today).Failed(out _, out var id));
        Assert.Equal(18, id!.Value.Length);
        Assert.All(id.Value, c => Assert.True(char.IsAsciiDigit(c) || c == 'X'));
    }

    [Fact]
    public void Day_of_birth_is_in_the_number() =>
        Assert.Equal(new DateOnly(1990, 3, 7), ResidentId.Parse(Good, Today).Value.BirthDate);

    [Theory]
    [InlineData(null, "party.missing")]
    [InlineData("  ", "party.missing")]
    [InlineData("11010119900307747", "party.resident-id-form")]
    [InlineData("1101011990030774755", "party.resident-id-form")]
    [InlineData("110101900307747", "party.resident-id-form")]
    [InlineData("11010119900307747A", "party.resident-id-form")]
    [InlineData("1101011990O3077475", "party.resident-id-form")]
    [InlineData("010101199003077475", "party.resident-id-form")]
    [InlineData("110101199002307475", "party.resident-id-birth-date")]
    [InlineData("110101199013077475", "party.resident-id-birth-date")]
    [InlineData("110101000000007475", "party.resident-id-birth-date")]
    [InlineData("110101187003077475", "party.resident-id-birth-date")]
    [InlineData("110101199003077476", "party.resident-id-check")]
    [InlineData("110101199003077457", "party.resident-id-check")]
    public void Wrong_number_is_refused_with_the_reason(string? number, string code) =>
        Assert.Equal(code, ResidentId.Parse(number, Today).Error?.Code);

    [Fact]
    public void Nobody_is_born_tomorrow()
    {
        Assert.Null(ResidentId.Parse(Good, new DateOnly(1990, 3, 7)).Error);
        Assert.Equal(PartyErrors.ResidentIdBirthDate, ResidentId.Parse(Good, new DateOnly(1990, 3, 6)).Error);
    }

    [Fact]
    public void Every_change_of_one_character_is_refused() =>
        (from id in ValidIds
         from at in Gen.Int[0, 17]
         from other in Gen.Char["0123456789X"]
         select (id, at, other))
        .Where(t => t.id[t.at] != t.other)
        .Sample(t => ResidentId.Parse(t.id[..t.at] + t.other + t.id[(t.at + 1)..], Today).Error is not null);

    [Fact]
    public void Every_valid_number_is_read_as_it_is() =>
        ValidIds.Sample(id => ResidentId.Parse(id, Today).Value.Value == id);

    [Fact]
    public void Printing_it_by_accident_tells_nothing() =>
        Assert.Equal("110*************75", ResidentId.Parse(Good, Today).Value.ToString());

    // The check character by the sum of weights, as the standard's table has it; the product code is written in another way.
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    private static readonly Gen<string> ValidIds =
        from place in Gen.Int[110000, 659999]
        from birth in Gen.Int[0, 36000]
        from sequence in Gen.Int[0, 999]
        let body = $"{place}{new DateOnly(1926, 1, 1).AddDays(birth):yyyyMMdd}{sequence:000}"
        select body + "10X98765432"[body.Select((c, i) => (c - '0') * Weights[i]).Sum() % 11];
}
