using CsCheck;
using Tongdian.Domain.Parties;
using Xunit;

namespace Tongdian.Domain.Tests.Parties;

public sealed class MaskingTests
{
    [Theory]
    [InlineData("张伟", "张*")]
    [InlineData("欧阳修", "欧**")]
    [InlineData("John Fitzgerald Smith", "J**")]
    [InlineData("\U00020BB7田", "\U00020BB7*")]
    [InlineData("张", "*")]
    [InlineData("", "*")]
    public void Name_shows_its_first_character(string name, string masked) => Assert.Equal(masked, Masking.Name(name));

    [Theory]
    [InlineData("13800000000", "138****0000")]
    [InlineData("01088886666", "010****6666")]
    [InlineData("12345", "***")]
    public void Phone_hides_its_middle(string phone, string masked) => Assert.Equal(masked, Masking.Phone(phone));

    [Theory]
    [InlineData("110101199003077475", "110*************75")]
    [InlineData("E1234", "***")]
    public void Identity_number_shows_three_and_two(string number, string masked) => Assert.Equal(masked, Masking.IdNumber(number));

    [Theory]
    [InlineData("zhang@example.test", "z***@example.test")]
    [InlineData("z@example.test", "***@example.test")]
    [InlineData("zhang", "***")]
    public void Email_shows_its_first_character_and_domain(string email, string masked) => Assert.Equal(masked, Masking.Email(email));

    [Theory]
    [InlineData("北京市朝阳区建国路88号3单元502", "北京市朝阳区建国路***")]
    [InlineData("河北省廊坊市大厂县夏垫镇王家庄８号", "河北省廊坊市大厂县夏垫镇***")]
    [InlineData("南京市鼓楼区幸福小区五号楼", "南京市鼓楼区***")]
    [InlineData("12 Main Road", "***")]
    [InlineData("王家大院", "***")]
    public void Address_ends_at_the_road(string address, string masked) => Assert.Equal(masked, Masking.Address(address));

    [Fact]
    public void No_text_at_all_is_shown_whole() =>
        Gen.String.Where(s => s.Length > 0 && !s.Contains('*')).Sample(text =>
            new[] { Masking.Name(text), Masking.Phone(text), Masking.IdNumber(text), Masking.Email(text), Masking.Address(text) }
                .All(masked => masked != text && masked.Contains('*')));
}
