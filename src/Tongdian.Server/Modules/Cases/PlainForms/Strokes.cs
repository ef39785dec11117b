using System.Runtime.InteropServices;
using SkiaSharp;

namespace Tongdian.Server.Modules.Cases.PlainForms;

/// <summary>Whether a picture that came from a field for signatures has anything drawn in it.</summary>
internal static class Strokes
{
    // No screen has a field this large; what claims to be larger is for the upload to judge.
    private const int MostPixels = 8_000_000;

    /// <summary>False when every pixel is the same: nobody signed. What cannot be read is not judged here.</summary>
    public static bool AreIn(byte[] picture)
    {
        using var codec = SKCodec.Create(new SKMemoryStream(picture));
        if (codec is null || (long)codec.Info.Width * codec.Info.Height > MostPixels)
            return true;
        using var bitmap = SKBitmap.Decode(codec, new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        if (bitmap is null)
            return true;
        var pixels = MemoryMarshal.Cast<byte, uint>(bitmap.GetPixelSpan());
        return pixels.Length == 0 || pixels.ContainsAnyExcept(pixels[0]);
    }
}
