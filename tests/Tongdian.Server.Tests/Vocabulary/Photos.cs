using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using QRCoder;
using SkiaSharp;

namespace Tongdian.Server.Tests.Vocabulary;

/// <summary>What a camera would write into a photograph.</summary>
public sealed record Exif(DateTime TakenAt, string Offset, double Lat, double Lon, string Make, string Model, ushort Orientation = 1);

/// <summary>Pictures for tests: real JPEG and PNG, with the EXIF of a camera.</summary>
public static class Photos
{
    /// <summary>A JPEG whose left half is red and right half blue; with EXIF when given.</summary>
    public static byte[] Jpeg(int width = 640, int height = 480, Exif? exif = null)
    {
        var plain = Encode(width, height, SKEncodedImageFormat.Jpeg);
        return exif is null ? plain : With(exif, plain);
    }

    /// <summary>A JPEG of grain, more than a byte for every pixel: as long as the photographs of a good camera.</summary>
    public static byte[] Grainy(int width, int height, Exif exif)
    {
        var grain = new byte[width * height * 4];
        new Random(width * height).NextBytes(grain);
        using var bitmap = new SKBitmap(width, height, isOpaque: true);
        Marshal.Copy(grain, 0, bitmap.GetPixels(), grain.Length);
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        return With(exif, data.ToArray());
    }

    /// <summary>A JPEG as large as a camera shows while one aims: a square code on a light ground.</summary>
    public static byte[] OfCode(string text)
    {
        using var coder = new QRCodeGenerator();
        using var code = coder.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var drawn = new PngByteQRCode(code);
        using var mark = SKBitmap.Decode(drawn.GetGraphic(12));
        using var seen = new SKBitmap(1280, 720);
        using (var canvas = new SKCanvas(seen))
        using (var image = SKImage.FromBitmap(mark))
        {
            canvas.Clear(SKColors.LightGray);
            canvas.DrawImage(image, (seen.Width - mark.Width) / 2f, (seen.Height - mark.Height) / 2f, SKSamplingOptions.Default);
        }
        using var data = seen.Encode(SKEncodedImageFormat.Jpeg, 90);
        return data.ToArray();
    }

    /// <summary>A JPEG of one's own with an EXIF that says how the camera was held.</summary>
    public static byte[] WithExif(byte[] jpeg, ushort orientation) => With(new Exif(DateTime.UnixEpoch, "+08:00", 0, 0, "", "", orientation), jpeg);

    /// <summary>The same picture as PNG.</summary>
    public static byte[] Png(int width = 640, int height = 480) => Encode(width, height, SKEncodedImageFormat.Png);

    private static byte[] With(Exif exif, byte[] jpeg) => [.. jpeg[..2], .. Segment(exif), .. jpeg[2..]];

    private static byte[] Encode(int width, int height, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(width, height);
        using (var canvas = new SKCanvas(bitmap))
        using (var blue = new SKPaint { Color = SKColors.Blue })
        {
            canvas.Clear(SKColors.Red);
            canvas.DrawRect(width / 2f, 0, width / 2f, height, blue);
        }
        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    /// <summary>An APP1 segment: "Exif", then a big-endian TIFF with IFD0, the EXIF IFD and the GPS IFD (EXIF 2.31, chapter 4).</summary>
    private static byte[] Segment(Exif exif)
    {
        const int afterHeader = 8;
        Tag[] shot = [Tag.Text(0x9003, exif.TakenAt.ToString("yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture)), Tag.Text(0x9011, exif.Offset)];
        Tag[] place =
        [
            Tag.Text(0x0001, exif.Lat < 0 ? "S" : "N"), Tag.Degrees(0x0002, Math.Abs(exif.Lat)),
            Tag.Text(0x0003, exif.Lon < 0 ? "W" : "E"), Tag.Degrees(0x0004, Math.Abs(exif.Lon)),
        ];
        Tag[] Camera(uint shotAt, uint placeAt) =>
        [
            Tag.Text(0x010F, exif.Make), Tag.Text(0x0110, exif.Model), Tag.Short(0x0112, exif.Orientation),
            Tag.Long(0x8769, shotAt), Tag.Long(0x8825, placeAt),
        ];
        // The pointers have a fixed length, so that the lengths of the directories do not depend on them.
        var shotAt = afterHeader + (uint)Directory(Camera(0, 0), 0).Length;
        var placeAt = shotAt + (uint)Directory(shot, 0).Length;
        byte[] tiff =
        [
            .. "MM"u8, 0, 42, 0, 0, 0, afterHeader,
            .. Directory(Camera(shotAt, placeAt), afterHeader), .. Directory(shot, shotAt), .. Directory(place, placeAt),
        ];
        byte[] body = [.. "Exif\0\0"u8, .. tiff];
        return [0xFF, 0xE1, .. BigEndian((ushort)(body.Length + 2)), .. body];
    }

    /// <summary>One IFD: the count, twelve bytes per tag, the end mark, then the values that do not fit into four bytes.</summary>
    private static byte[] Directory(Tag[] tags, uint at)
    {
        var entries = new List<byte>(BigEndian((ushort)tags.Length));
        var values = new List<byte>();
        var valuesAt = at + 2 + 12 * (uint)tags.Length + 4;
        foreach (var tag in tags)
        {
            entries.AddRange([.. BigEndian(tag.Id), .. BigEndian(tag.Type), .. BigEndian(tag.Count)]);
            if (tag.Value.Length <= 4)
            {
                entries.AddRange([.. tag.Value, .. new byte[4 - tag.Value.Length]]);
            }
            else
            {
                entries.AddRange(BigEndian(valuesAt + (uint)values.Count));
                values.AddRange([.. tag.Value, .. new byte[tag.Value.Length % 2]]);
            }
        }
        return [.. entries, 0, 0, 0, 0, .. values];
    }

    private static byte[] BigEndian(ushort value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] BigEndian(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private sealed record Tag(ushort Id, ushort Type, uint Count, byte[] Value)
    {
        public static Tag Text(ushort id, string text) => new(id, 2, (uint)text.Length + 1, [.. Encoding.ASCII.GetBytes(text), 0]);

        public static Tag Short(ushort id, ushort value) => new(id, 3, 1, BigEndian(value));

        public static Tag Long(ushort id, uint value) => new(id, 4, 1, BigEndian(value));

        /// <summary>Degrees, minutes and ten-thousandths of seconds as three fractions.</summary>
        public static Tag Degrees(ushort id, double degrees)
        {
            var parts = (long)Math.Round(degrees * 3600 * 10_000);
            return new(id, 5, 3,
            [
                .. BigEndian((uint)(parts / 36_000_000)), .. BigEndian(1u),
                .. BigEndian((uint)(parts / 600_000 % 60)), .. BigEndian(1u),
                .. BigEndian((uint)(parts % 600_000)), .. BigEndian(10_000u),
            ]);
        }
    }
}
