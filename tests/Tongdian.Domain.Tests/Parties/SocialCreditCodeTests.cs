using Tongdian.Domain.Parties;
using Xunit;

namespace Tongdian.Domain.Tests.Parties;

public sealed class SocialCreditCodeTests
{
    private const string Good = "91350100M000100Y43";

    [Theory]
    [InlineData(Good)]
    [InlineData(" 91350100m000100y43 ")]
    public void Code_with_the_right_check_character_is_read(string code) =>
        Assert.Equal(Good, SocialCreditCode.Parse(code).Value.Value);

    [Theory]
    [InlineData("", "party.missing")]
    [InlineData("91350100M000100Y4", "party.social-credit-code-form")]
    [InlineData("91350100I000100Y43", "party.social-credit-code-form")]
    [InlineData("9135O100M000100Y43", "party.social-credit-code-form")]
    [InlineData("91A50100M000100Y43", "party.social-credit-code-form")]
    [InlineData("91350100M000100Y44", "party.social-credit-code-check")]
    [InlineData("91350100M000100Y34", "party.social-credit-code-check")]
    public void Wrong_code_is_refused_with_the_reason(string code, string reason) =>
        Assert.Equal(reason, SocialCreditCode.Parse(code).Error?.Code);

    [Fact]
    public void Every_change_of_one_character_is_refused()
    {
        var refused = 0;
        for (var at = 0; at < Good.Length; at++)
        {
            foreach (var other in "0123456789ABCDEFGHJKLMNPQRTUWXY".Where(c => c != Good[at]))
            {
                Assert.NotNull(SocialCreditCode.Parse(Good[..at] + other + Good[(at + 1)..]).Error);
                refused++;
            }
        }
        Assert.Equal(18 * 30, refused);
    }
}
