using System.Collections.Immutable;
using SkiaSharp;
using Tongdian.Domain.Survey;
using ZXing;

namespace Tongdian.Server.Modules.Recognition;

/// <summary>Reads the bar codes and QR codes of a picture. What a code says has its own check sum, so it is sure.</summary>
internal static class ReadBarcodes
{
    // ITF is left out: it finds itself in every fence.
    private static readonly BarcodeFormat[] Known =
        [BarcodeFormat.CODE_128, BarcodeFormat.CODE_39, BarcodeFormat.EAN_13, BarcodeFormat.QR_CODE, BarcodeFormat.DATA_MATRIX];

    public static ImmutableArray<ReadValue> Of(SKBitmap picture)
    {
        var reader = new BarcodeReaderGeneric { AutoRotate = true, Options = { TryHarder = true, PossibleFormats = Known } };
        var pixels = new RGBLuminanceSource(Packed(picture), picture.Width, picture.Height, RGBLuminanceSource.BitmapFormat.BGRA32);
        return [.. (reader.DecodeMultiple(pixels) ?? []).Where(c => !string.IsNullOrWhiteSpace(c.Text)).DistinctBy(c => c.Text)
            .Select(c => new ReadValue(c.Text, 1, Box(c.ResultPoints)))];
    }

    private static byte[] Packed(SKBitmap picture)
    {
        var row = picture.Width * 4;
        var packed = new byte[row * picture.Height];
        for (var y = 0; y < picture.Height; y++)
            picture.GetPixelSpan().Slice(y * picture.RowBytes, row).CopyTo(packed.AsSpan(y * row));
        return packed;
    }

    private static PictureBox? Box(ResultPoint?[]? points)
    {
        var there = (points ?? []).OfType<ResultPoint>().ToList();
        if (there.Count == 0)
            return null;
        var (left, top) = (there.Min(p => p.X), there.Min(p => p.Y));
        return new PictureBox((int)left, (int)top, (int)(there.Max(p => p.X) - left), (int)(there.Max(p => p.Y) - top));
    }
}
