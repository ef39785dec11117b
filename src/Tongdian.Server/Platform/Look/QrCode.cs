using System.Globalization;
using System.Text;
using QRCoder;

namespace Tongdian.Server.Platform.Look;

/// <summary>An address for the camera of a telephone, as one path: it needs no script, no file and no style of its own.</summary>
/// <param name="Box">The view box, with the quiet zone around.</param>
/// <param name="Path">The dark fields.</param>
public sealed record QrCode(string Box, string Path)
{
    /// <summary>The code of a text.</summary>
    public static QrCode Of(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        foreach (var (y, row) in data.ModuleMatrix.Index())
        {
            for (var x = 0; x < row.Length; x++)
            {
                var begin = x;
                while (x < row.Length && row[x])
                    x++;
                if (x > begin)
                    path.Append(CultureInfo.InvariantCulture, $"M{begin} {y}h{x - begin}v1H{begin}z");
            }
        }

        var side = data.ModuleMatrix.Count.ToString(CultureInfo.InvariantCulture);
        return new QrCode($"0 0 {side} {side}", path.ToString());
    }
}
