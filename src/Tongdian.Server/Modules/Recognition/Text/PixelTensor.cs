using Microsoft.ML.OnnxRuntime;
using SkiaSharp;

namespace Tongdian.Server.Modules.Recognition.Text;

/// <summary>A picture as the models want it: blue, green and red in planes, each brought to its usual mean and spread.</summary>
internal static class PixelTensor
{
    public static OrtValue Of(SKBitmap picture, ReadOnlySpan<float> mean, ReadOnlySpan<float> spread)
    {
        var (width, height) = (picture.Width, picture.Height);
        var plane = width * height;
        var values = new float[3 * plane];
        var pixels = picture.GetPixelSpan();
        for (var y = 0; y < height; y++)
        {
            var row = pixels.Slice(y * picture.RowBytes, 4 * width);
            for (var colour = 0; colour < 3; colour++)
            {
                var (scale, shift) = (1 / (255 * spread[colour]), mean[colour] / spread[colour]);
                var to = values.AsSpan(colour * plane + y * width, width);
                for (var x = 0; x < width; x++)
                    to[x] = row[4 * x + colour] * scale - shift;
            }
        }

        return OrtValue.CreateTensorValueFromMemory(values, [1, 3, height, width]);
    }
}
