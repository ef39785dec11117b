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
        if (UprightPicture.Read(codec, settings, settings.ViewSide).Failed(out var error, out var upright))
            return error;
        using (upright)
        {
            using var jpeg = upright.Encode(SKEncodedImageFormat.Jpeg, ViewQuality);
            original.Position = 0;
            return new Picture(codec.Info.Width, codec.Info.Height, type == FileType.Jpeg ? PhotoFacts.Read(original) : null, jpeg.ToArray());
        }
    }
}
