using System.Globalization;
using System.Text;

namespace Tongdian.Demo.Papers;

/// <summary>What a camera writes into a photograph: when, where, with what.</summary>
internal sealed record Exif(DateTimeOffset TakenAt, double Lat, double Lon)
{
    private const int Ascii = 2;
    private const int Long = 4;
    private const int Rational = 5;

    private sealed record Entry(int Tag, int Type, int Count, byte[] Value);

    /// <summary>Puts an APP1 segment behind the start mark of a JPEG.</summary>
    public byte[] Into(byte[] jpeg)
    {
        byte[] body = [.. "Exif\0\0"u8, .. Tiff()];
        var length = body.Length + 2;
        return [.. jpeg[..2], 0xFF, 0xE1, (byte)(length >> 8), (byte)length, .. body, .. jpeg[2..]];
    }

    // Little-endian TIFF: the camera's directory, then the shot's, then the place's (EXIF 2.32, 4.6).
    private byte[] Tiff()
    {
        const int first = 8;
        var taken = TakenAt.ToString("yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture);
        List<Entry> shot = [Text(0x9003, taken), Text(0x9011, TakenAt.ToString("zzz", CultureInfo.InvariantCulture))];
        List<Entry> place =
        [
            Text(1, Lat < 0 ? "S" : "N"), Degrees(2, Math.Abs(Lat)), Text(3, Lon < 0 ? "W" : "E"), Degrees(4, Math.Abs(Lon)),
            Text(29, TakenAt.UtcDateTime.ToString("yyyy:MM:dd", CultureInfo.InvariantCulture)),
        ];
        var shotAt = first + Directory(Camera(0, 0), 0).Length;
        var placeAt = shotAt + Directory(shot, 0).Length;
        return [.. "II*\0"u8, .. Number(first), .. Directory(Camera(shotAt, placeAt), first), .. Directory(shot, shotAt), .. Directory(place, placeAt)];

        List<Entry> Camera(int toShot, int toPlace) =>
        [
            Text(0x010F, "TONGDIAN"), Text(0x0110, "FIELD-7 IP68"), Text(0x0132, taken), new(0x8769, Long, 1, Number(toShot)), new(0x8825, Long, 1, Number(toPlace)),
        ];
    }

    private static byte[] Directory(List<Entry> entries, int at)
    {
        using var head = new BinaryWriter(new MemoryStream());
        using var tail = new BinaryWriter(new MemoryStream());
        var tailAt = at + 2 + entries.Count * 12 + 4;
        head.Write((ushort)entries.Count);
        foreach (var entry in entries)
        {
            head.Write((ushort)entry.Tag);
            head.Write((ushort)entry.Type);
            head.Write(entry.Count);
            if (entry.Value.Length <= 4)
            {
                head.Write(entry.Value);
                head.Write(new byte[4 - entry.Value.Length]);
            }
            else
            {
                head.Write(tailAt + (int)tail.BaseStream.Length);
                tail.Write(entry.Value);
                tail.Write(new byte[entry.Value.Length % 2]);
            }
        }

        head.Write(0);
        return [.. ((MemoryStream)head.BaseStream).ToArray(), .. ((MemoryStream)tail.BaseStream).ToArray()];
    }

    private static Entry Text(int tag, string text) => new(tag, Ascii, text.Length + 1, [.. Encoding.ASCII.GetBytes(text), 0]);

    private static Entry Degrees(int tag, double degrees)
    {
        var seconds = (long)Math.Round(degrees * 3_600_000);
        return new Entry(tag, Rational, 3,
        [
            .. Number((int)(seconds / 3_600_000)), .. Number(1), .. Number((int)(seconds / 60_000 % 60)), .. Number(1), .. Number((int)(seconds % 60_000)), .. Number(1000),
        ]);
    }

    private static byte[] Number(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)];
}
