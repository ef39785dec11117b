using Tongdian.Domain.Notices;
using Tongdian.Domain.Tests.Clocks;
using Xunit;

namespace Tongdian.Domain.Tests.Notices;

public sealed class ExpectedTimeTests
{
    [Theory]
    [InlineData("2026-03-04 10:00", "2026-03-04 13:59", false)]
    [InlineData("2026-03-04 10:00", "2026-03-04 14:00", true)]
    [InlineData("2026-03-04 14:00", "2026-03-04 10:00", true)]
    [InlineData("2026-03-04 23:59", "2026-03-05 00:00", true)]
    public void Another_day_or_four_hours_are_worth_a_message(string told, string now, bool worth) =>
        Assert.Equal(worth, ExpectedTime.Differs(Given.At(told).ToUniversalTime(), Given.At(now).ToUniversalTime(), Given.China.UtcOffset));
}
