using CsCheck;
using Tongdian.Domain.Cases;
using Xunit;

namespace Tongdian.Domain.Tests.Cases;

/// <summary>Rectangles over a photograph.</summary>
public sealed class PhotoMaskTests
{
    [Fact]
    public void A_rectangle_lies_in_the_picture_whatever_its_size() => Gen.Select(Gen.Int[-5, 1005], Gen.Int[-5, 1005], Gen.Int[-5, 1005], Gen.Int[-5, 1005]).Sample((x, y, width, height) =>
    {
        var mask = new PhotoMask(x, y, width, height);
        if (PhotoMask.Check([mask]).Length > 0)
            return true;
        return Fits(1, 1) && Fits(1600, 1200) && Fits(333, 20_000);

        bool Fits(int wide, int high) => mask.Pixels(wide, high) is var (left, top, right, bottom) && left >= 0 && top >= 0 && left < right && top < bottom && right <= wide && bottom <= high
            && left * 1000L <= (long)x * wide && right * 1000L >= (long)(x + width) * wide && bottom * 1000L >= (long)(y + height) * high;
    });

    [Fact]
    public void None_too_many_and_those_outside_are_refused()
    {
        Assert.Equal(["masks: field.required"], Faults([]));
        Assert.Equal(["masks: mask.too-many"], Faults([.. Enumerable.Repeat(new PhotoMask(0, 0, 1, 1), 51)]));
        Assert.Equal(["masks[1]: mask.outside", "masks[2]: mask.outside", "masks[3]: mask.outside"], Faults([new(0, 0, 1000, 1000), new(1, 0, 1000, 1), null, new(0, int.MaxValue, 1, 1)]));
    }

    private static IEnumerable<string> Faults(IReadOnlyList<PhotoMask?> masks) => PhotoMask.Check(masks).Select(f => $"{f.Field}: {f.Code}");
}
