using SkiaSharp;
using Tongdian.Domain;

namespace Tongdian.Server.Modules.Files;

/// <summary>Unpacks a picture, as its camera was held, no larger than asked. Its size is judged by the header, before anything is unpacked.</summary>
internal static class UprightPicture
{
    /// <summary>Reads a picture in memory; whoever asks disposes it.</summary>
    public static Result<SKBitmap> Read(ReadOnlyMemory<byte> original, FileSettings settings, int side)
    {
        using var data = SKData.CreateCopy(original.Span);
        using var codec = SKCodec.Create(data);
        return Read(codec, settings, side);
    }

    /// <summary>Reads what the codec is for; null when there is none for such a file.</summary>
    public static Result<SKBitmap> Read(SKCodec? codec, FileSettings settings, int side)
    {
        if (codec is null)
            return FileErrors.PictureDamaged;
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (Math.Max(width, height) > settings.MaxSide || (long)width * height > settings.MaxMegapixels * 1_000_000L)
            return FileErrors.PictureTooLarge(settings);
        // A JPEG can be unpacked at a fraction of its size; other codecs answer with the full size.
        var size = codec.GetScaledDimensions(Math.Min(1f, (float)side / Math.Max(width, height)));
        using var srgb = SKColorSpace.CreateSrgb();
        using var bitmap = new SKBitmap();
        if (!bitmap.TryAllocPixels(new SKImageInfo(size.Width, size.Height, SKColorType.Bgra8888, SKAlphaType.Premul, srgb)))
            throw new InvalidOperationException($"No room for {size.Width} × {size.Height} pixels");
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) != SKCodecResult.Success)
            return FileErrors.PictureDamaged;
        bitmap.SetImmutable();
        using var image = SKImage.FromBitmap(bitmap);
        return Upright(image, codec.EncodedOrigin, side);
    }

    private static SKBitmap Upright(SKImage image, SKEncodedOrigin origin, int side)
    {
        var turned = origin >= SKEncodedOrigin.LeftTop;
        var (width, height) = turned ? (image.Height, image.Width) : (image.Width, image.Height);
        var scale = Math.Min(1f, (float)side / Math.Max(width, height));
        var upright = new SKBitmap(new SKImageInfo(Scaled(width), Scaled(height), SKColorType.Bgra8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(upright);
        canvas.Clear(SKColors.White);
        canvas.Scale(scale);
        canvas.Concat(Turn(origin, image.Width, image.Height));
        canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return upright;

        int Scaled(int length) => Math.Max(1, (int)Math.Round(length * scale));
    }

    // The eight orientations of EXIF (tag 0x0112), as maps from the stored picture to the upright one.
    private static SKMatrix Turn(SKEncodedOrigin origin, int w, int h) => origin switch
    {
        SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, w, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, w, 0, -1, h, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, h, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new SKMatrix(0, -1, h, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, h, -1, 0, w, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, w, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}
