using System.Globalization;
using System.Text;
using QRCoder;

namespace Tongdian.Server.Modules.Intake.Counter;

/// <summary>An address for the camera of a telephone, drawn as one path: no script, no file, no style of its own.</summary>
/// <param name="Box">The view box, quiet zone included.</param>
/// <param name="Path">The dark fields.</param>
internal sealed record QrPath(string Box, string Path)
{
    /// <summary>The code of a text.</summary>
    public static QrPath Of(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        foreach (var (y, row) in data.ModuleMatrix.Index())
        {
            for (var x = 0; x < row.Length; x++)
            {
                if (row[x])
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }

        var side = data.ModuleMatrix.Count.ToString(CultureInfo.InvariantCulture);
        return new QrPath($"0 0 {side} {side}", path.ToString());
    }
}
