using SkiaSharp;

namespace Tongdian.Server.Modules.Cases.PlainForms;

/// <summary>What a page sends of a field for signatures.</summary>
public static class DrawnPicture
{
    private const string Head = "data:image/png;base64,";

    // No screen has a field this large; what claims to be larger is for the upload to judge.
    private const int MostPixels = 8_000_000;

    // A dot is no signature, and the grain of a photograph is no stroke.
    private const int FewestPixels = 40;
    private const int Differs = 60;

    /// <summary>The bytes of a picture that was drawn; null when it is none.</summary>
    public static byte[]? Read(string? address)
    {
        if (address?.StartsWith(Head, StringComparison.Ordinal) != true)
            return null;
        var bytes = new byte[address.Length];
        return Convert.TryFromBase64String(address[Head.Length..], bytes, out var length) ? bytes[..length] : null;
    }

    /// <summary>Whether something is drawn on the ground; null when that cannot be seen: it is no picture, or a very large one.</summary>
    public static bool? HasStrokes(byte[] picture)
    {
        using var codec = SKCodec.Create(new SKMemoryStream(picture));
        if (codec is null || (long)codec.Info.Width * codec.Info.Height > MostPixels)
            return null;
        using var bitmap = SKBitmap.Decode(codec);
        if (bitmap is null)
            return null;
        var (pixels, drawn) = (bitmap.Pixels, 0);
        var ground = pixels[0];
        foreach (var pixel in pixels)
        {
            if (Math.Abs(pixel.Red - ground.Red) + Math.Abs(pixel.Green - ground.Green) + Math.Abs(pixel.Blue - ground.Blue) + Math.Abs(pixel.Alpha - ground.Alpha) > Differs
                && ++drawn >= FewestPixels)
                return true;
        }

        return false;
    }
}
