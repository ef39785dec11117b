using CsCheck;
using Tongdian.Domain.Care;
using Xunit;

namespace Tongdian.Domain.Tests.Care;

public sealed class FollowUpAnswersTests
{
    [Fact]
    public void Every_bad_answer_is_a_concern_and_nothing_else_is() =>
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool, Gen.Enum<Recommendation>()).Sample((supply, charges, wrong, recommends) =>
        {
            var concerns = FollowUpAnswers.Parse(supply, charges, wrong, recommends).Value.Concerns;
            Assert.Equal((!supply, !charges, wrong), (concerns.Contains(FollowUpConcern.Supply), concerns.Contains(FollowUpConcern.Charges), concerns.Contains(FollowUpConcern.Safety)));
        });

    [Fact]
    public void What_is_missing_is_named() => Assert.Equal(
        ["chargesAsTold", "recommends"], FollowUpAnswers.Parse(true, null, false, (Recommendation)7).Error!.Fields.Select(f => f.Field));
}
