using System.Text;
using Tongdian.Domain.Parties;
using Xunit;

namespace Tongdian.Domain.Tests.Parties;

public sealed class PartyDetailsTests
{
    private static readonly DateOnly Today = new(2026, 3, 1);

    private static readonly PartyDetails Zhang = new(
        " 张伟", "resident-id", "110101199003077475", "+86 138 0000 0000", "zhang@Example.test", null, "北京市朝阳区建国路88号", 40.316, 116.637);

    [Fact]
    public void Details_come_out_in_their_one_writing()
    {
        var party = PartyDetails.Parse(Zhang, Today).Value;
        Assert.Equal(("张伟", "13800000000", "zhang@example.test"), (party.Name, party.Phone, party.Email));
    }

    [Fact]
    public void Every_wrong_field_is_named_at_once()
    {
        var entered = new PartyDetails("", "resident-id", "110101199003077476", "12", "x", new string('厂', 121), "甲", 91, 0);
        var error = PartyDetails.Parse(entered, Today).Error;
        Assert.Equal("party.invalid", error?.Code);
        Assert.Equal(
            ["name party.missing", "idNumber party.resident-id-check", "phone party.phone-form", "email party.email-form",
                "organisation party.length", "address party.length", "lat party.position"],
            error!.Fields.Select(f => $"{f.Field} {f.Code}"));
    }

    [Theory]
    [InlineData("passport", "e12345678", null)]
    [InlineData("passport", "E12", "idNumber")]
    [InlineData("passport", "E1234<567", "idNumber")]
    [InlineData("social-credit-code", "91350100M000100Y43", null)]
    [InlineData("library-card", "E12345678", "idType")]
    public void Number_is_checked_by_the_rule_of_its_document(string type, string number, string? wrong) =>
        Assert.Equal(wrong, PartyDetails.Parse(Zhang with { IdType = type, IdNumber = number }, Today).Error?.Fields[0].Field);

    [Theory]
    [InlineData(null, 116.6, "lat")]
    [InlineData(40.3, null, "lon")]
    [InlineData(40.3, 180.1, "lon")]
    [InlineData(double.NaN, 116.6, "lat")]
    public void Half_a_position_is_none(double? lat, double? lon, string wrong) =>
        Assert.Equal(wrong, PartyDetails.Parse(Zhang with { Lat = lat, Lon = lon }, Today).Error?.Fields[0].Field);

    [Fact]
    public void Masked_details_hold_nothing_that_leads_to_the_person()
    {
        var party = PartyDetails.Parse(Zhang, Today).Value;
        var masked = Encoding.UTF8.GetString(party.Masked().ToJson()) + party;
        foreach (var secret in new[] { "伟", "199003", "0000000", "zhang", "88", "40.3", "116.6" })
            Assert.DoesNotContain(secret, masked, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_gives_the_same_details_back()
    {
        var party = PartyDetails.Parse(Zhang, Today).Value;
        Assert.Equal(party, PartyDetails.FromJson(party.ToJson()));
    }
}
