using Tongdian.Domain.Cases;
using Tongdian.Domain.Enquiries;
using Xunit;

namespace Tongdian.Domain.Tests.Enquiries;

public sealed class EnquiryNumberTests
{
    private static readonly EnquiryNumber Number = EnquiryNumber.Make(new DateOnly(2026, 3, 2), 42);

    [Theory]
    [InlineData(" tw260302-000042{0} ")]
    [InlineData("TW 260302 000042 {0}")]
    public void A_number_is_read_in_any_spelling(string spelled)
    {
        Assert.True(EnquiryNumber.TryParse(string.Format(System.Globalization.CultureInfo.InvariantCulture, spelled, Number.Value[^1]), out var read));
        Assert.Equal(Number, read);
    }

    [Fact]
    public void A_case_number_is_none_and_neither_is_one_with_a_wrong_digit()
    {
        Assert.False(EnquiryNumber.TryParse(CaseNumber.Make(new DateOnly(2026, 3, 2), 42).Value, out _));
        Assert.False(CaseNumber.TryParse(Number.Value, out _));
        Assert.False(EnquiryNumber.TryParse(Number.Value.Replace('4', '5'), out _));
        Assert.False(EnquiryNumber.TryParse(null, out _));
    }
}
