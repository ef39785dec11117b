using SkiaSharp;
using Tongdian.Domain.Cases;

namespace Tongdian.Server.Modules.Cases.Photos;

/// <summary>Blackens parts of a picture. What was there is not in the copy any more, in no layer and no thumbnail.</summary>
internal static class MaskPicture
{
    private const int Quality = 88;

    /// <summary>The copy, as JPEG.</summary>
    public static byte[] Draw(byte[] picture, IEnumerable<PhotoMask> masks)
    {
        using var bitmap = SKBitmap.Decode(picture) ?? throw new InvalidOperationException("A copy of a photograph cannot be read");
        using (var canvas = new SKCanvas(bitmap))
        using (var black = new SKPaint { Color = SKColors.Black, IsAntialias = false })
        {
            foreach (var (left, top, right, bottom) in masks.Select(m => m.Pixels(bitmap.Width, bitmap.Height)))
                canvas.DrawRect(new SKRect(left, top, right, bottom), black);
        }

        using var jpeg = bitmap.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return jpeg.ToArray();
    }
}
