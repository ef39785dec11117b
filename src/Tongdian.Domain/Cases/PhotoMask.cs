using System.Collections.Immutable;
using System.Globalization;

namespace Tongdian.Domain.Cases;

/// <summary>A rectangle of a photograph that others do not see, in thousandths of its width and height from the left and the top.</summary>
/// <param name="X">Left edge, 0–999.</param>
/// <param name="Y">Upper edge, 0–999.</param>
/// <param name="Width">1–1000, not beyond the right edge of the picture.</param>
/// <param name="Height">1–1000, not beyond its lower edge.</param>
public sealed record PhotoMask(int X, int Y, int Width, int Height)
{
    /// <summary>Most rectangles on one photograph.</summary>
    public const int Most = 50;

    private const int Whole = 1000;

    /// <summary>What is wrong with rectangles: none at all, too many, or one that is not within the picture (<c>masks[2]</c>).</summary>
    public static ImmutableArray<FieldError> Check(IReadOnlyList<PhotoMask?> masks)
    {
        if (masks.Count == 0)
            return [new FieldError("masks", "field.required")];
        if (masks.Count > Most)
            return [new FieldError("masks", "mask.too-many").With("max", Most.ToString(CultureInfo.InvariantCulture))];
        return [.. masks.Index().Where(m => m.Item is null || !m.Item.IsWithin).Select(m => new FieldError($"masks[{m.Index}]", "mask.outside"))];
    }

    /// <summary>The pixels that it covers in a picture of this size: every pixel that it touches.</summary>
    /// <returns>Left, upper, right and lower edge; the last two are not covered.</returns>
    public (int Left, int Top, int Right, int Bottom) Pixels(int width, int height) => (
        (int)((long)X * width / Whole), (int)((long)Y * height / Whole), Up((long)(X + Width) * width), Up((long)(Y + Height) * height));

    private bool IsWithin => X is >= 0 and < Whole && Y is >= 0 and < Whole && Width is > 0 and <= Whole && Height is > 0 and <= Whole && X + Width <= Whole && Y + Height <= Whole;

    private static int Up(long thousandths) => (int)((thousandths + Whole - 1) / Whole);
}
