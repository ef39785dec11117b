using Tongdian.Domain.Parties;
using Xunit;

namespace Tongdian.Domain.Tests.Parties;

public sealed class PartyTextTests
{
    [Theory]
    [InlineData(" 张伟 ", "张伟")]
    [InlineData("John\t  Smith", "John Smith")]
    [InlineData("阿依·古丽", "阿依·古丽")]
    [InlineData("\U00020BB7田", "\U00020BB7田")]
    public void Name_is_kept_as_written_without_stray_space(string written, string name) =>
        Assert.Equal(name, PersonName.Parse(written).Value.Value);

    [Theory]
    [InlineData("", "party.missing")]
    [InlineData(null, "party.missing")]
    [InlineData("张\u0000伟", "party.characters")]
    [InlineData("张\u202E伟", "party.characters")]
    [InlineData("张\u2066伟", "party.characters")]
    [InlineData("张\u200B伟", "party.characters")]
    [InlineData("——", "party.characters")]
    public void Name_that_cannot_be_read_is_refused(string? written, string code) =>
        Assert.Equal(code, PersonName.Parse(written).Error?.Code);

    [Fact]
    public void Half_a_character_is_refused() =>
        Assert.Equal("party.characters", PersonName.Parse("张\uD842").Error?.Code);

    [Fact]
    public void Rare_characters_of_a_name_count_as_one()
    {
        Assert.Null(PersonName.Parse(string.Concat(Enumerable.Repeat("\U00020BB7", 60))).Error);
        var tooLong = PersonName.Parse(new string('张', 61)).Error;
        Assert.Equal("party.length", tooLong?.Code);
        Assert.Equal("60", tooLong?.Values["max"]);
    }

    [Theory]
    [InlineData("阿依·古丽", "阿依古丽")]
    [InlineData("阿依 • 古丽", "阿依·古丽")]
    [InlineData("ＪＯＨＮ smith", "John Smith")]
    public void Writings_of_one_name_are_found_together(string one, string other) =>
        Assert.Equal(PersonName.Parse(one).Value.Normalised, PersonName.Parse(other).Value.Normalised);

    [Theory]
    [InlineData("建国路８８号，３单元", "建国路 88号3单元")]
    [InlineData("建国路88号-3-502", "建国路88号 3 502")]
    [InlineData("Ａ座 b", "a座B")]
    public void Writings_of_one_address_are_found_together(string one, string other) =>
        Assert.Equal(AddressText.Parse(one).Value.Normalised, AddressText.Parse(other).Value.Normalised);

    [Fact]
    public void Different_addresses_stay_different() =>
        Assert.NotEqual(AddressText.Parse("建国路88号").Value.Normalised, AddressText.Parse("建国路89号").Value.Normalised);

    [Theory]
    [InlineData("", "party.missing")]
    [InlineData("甲乙", "party.length")]
    [InlineData("，。、", "party.characters")]
    [InlineData("建国路\u202E88号", "party.characters")]
    public void Address_that_leads_nowhere_is_refused(string written, string code) =>
        Assert.Equal(code, AddressText.Parse(written).Error?.Code);

    [Fact]
    public void Address_may_have_200_characters_and_not_one_more()
    {
        Assert.Null(AddressText.Parse(new string('路', 200)).Error);
        Assert.Equal("party.length", AddressText.Parse(new string('路', 201)).Error?.Code);
    }

    [Theory]
    [InlineData(" Zhang.Wei+home@Example.TEST ", "Zhang.Wei+home@example.test")]
    [InlineData("z@a.cn", "z@a.cn")]
    public void Email_keeps_its_local_part(string written, string email) =>
        Assert.Equal(email, EmailAddress.Parse(written).Value.Value);

    [Theory]
    [InlineData(null, "party.missing")]
    [InlineData("zhang", "party.email-form")]
    [InlineData("@example.test", "party.email-form")]
    [InlineData("zhang@localhost", "party.email-form")]
    [InlineData("zhang@127.0.0.1", "party.email-form")]
    [InlineData("zhang@-a.test", "party.email-form")]
    [InlineData("zhang..wei@a.test", "party.email-form")]
    [InlineData("zhang@a.test\r\nBcc: b@a.test", "party.email-form")]
    [InlineData("<script>@a.test", "party.email-form")]
    [InlineData("a@b@a.test", "party.email-form")]
    public void What_is_no_email_is_refused(string? written, string code) =>
        Assert.Equal(code, EmailAddress.Parse(written).Error?.Code);
}
