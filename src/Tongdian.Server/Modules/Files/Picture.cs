using MetadataExtractor;
using SkiaSharp;
using Tongdian.Domain;

namespace Tongdian.Server.Modules.Files;

/// <summary>A picture that could be read to its end, and the copy that others see: upright, scaled, without anything but pixels.</summary>
internal sealed record Picture(int Width, int Height, PhotoFacts? Facts, byte[] View)
{
    private const int ViewQuality = 82;

    // A picture of 100 megapixels takes 400 MB while it is read; no more than two at a time.
    private static readonly SemaphoreSlim Room = new(2);

    /// <summary>Reads a picture. Its size is judged by the header, before anything is unpacked.</summary>
    public static async Task<Result<Picture>> Read(Stream original, FileType type, FileSettings settings, CancellationToken cancellation)
    {
        await Room.WaitAsync(cancellation);
        try
        {
            return Read(original, type, settings);
        }
        catch (ImageProcessingException)
        {
            return FileErrors.PictureDamaged;
        }
        finally
        {
            Room.Release();
        }
    }

    private static Result<Picture> Read(Stream original, FileType type, FileSettings settings)
    {
        using var pixels = new SKManagedStream(original, disposeManagedStream: false);
        using var codec = SKCodec.Create(pixels);
        if (codec is null)
            return FileErrors.PictureDamaged;
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (Math.Max(width, height) > settings.MaxSide || (long)width * height > settings.MaxMegapixels * 1_000_000L)
            return FileErrors.PictureTooLarge(settings);
        if (Draw(codec, settings.ViewSide) is not { } view)
            return FileErrors.PictureDamaged;
        original.Position = 0;
        return new Picture(width, height, type == FileType.Jpeg ? PhotoFacts.Read(original) : null, view);
    }

    private static byte[]? Draw(SKCodec codec, int side)
    {
        // A JPEG can be unpacked at a fraction of its size; other codecs answer with the full size.
        var wanted = Math.Min(1f, (float)side / Math.Max(codec.Info.Width, codec.Info.Height));
        var size = codec.GetScaledDimensions(wanted);
        using var srgb = SKColorSpace.CreateSrgb();
        using var bitmap = new SKBitmap();
        if (!bitmap.TryAllocPixels(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul, srgb)))
            throw new InvalidOperationException($"No room for {size.Width} × {size.Height} pixels");
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) != SKCodecResult.Success)
            return null;
        bitmap.SetImmutable();
        using var image = SKImage.FromBitmap(bitmap);
        return Upright(image, codec.EncodedOrigin, side);
    }

    private static byte[] Upright(SKImage image, SKEncodedOrigin origin, int side)
    {
        var turned = origin >= SKEncodedOrigin.LeftTop;
        var (width, height) = turned ? (image.Height, image.Width) : (image.Width, image.Height);
        var scale = Math.Min(1f, (float)side / Math.Max(width, height));
        var info = new SKImageInfo(Scaled(width), Scaled(height), SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var surface = SKSurface.Create(info);
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(scale);
        surface.Canvas.Concat(Turn(origin, image.Width, image.Height));
        surface.Canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var drawn = surface.Snapshot();
        using var jpeg = drawn.Encode(SKEncodedImageFormat.Jpeg, ViewQuality);
        return jpeg.ToArray();

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
