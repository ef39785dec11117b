using System.Collections.Immutable;
using Microsoft.ML.OnnxRuntime;
using SkiaSharp;

namespace Tongdian.Server.Modules.Recognition.Text;

/// <summary>Where lines of text stand: the detection gives each pixel a probability, lines are the islands of likely ones (differentiable binarisation).</summary>
internal sealed class FindLines(TextModels models)
{
    private const int LongestSide = 960;
    private const float Likely = 0.3f;
    private const float LeastMean = 0.5f;

    // The islands are drawn smaller than the lines, so that lines close to each other do not touch.
    private const double Unclip = 1.6;

    /// <summary>Rectangles in the pixels of the picture.</summary>
    public ImmutableArray<LeastRectangle> Of(SKBitmap picture)
    {
        var scale = Math.Min(1.0, (double)LongestSide / Math.Max(picture.Width, picture.Height));
        var (width, height) = (Side(picture.Width * scale), Side(picture.Height * scale));
        using var small = picture.Resize(new SKImageInfo(width, height, SKColorType.Bgra8888, SKAlphaType.Opaque), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var pixels = PixelTensor.Of(small, [0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);
        using var run = new RunOptions();
        using var outputs = models.Detection.Run(run, models.Detection.InputNames, [pixels], models.Detection.OutputNames);
        var (kx, ky) = ((double)picture.Width / width, (double)picture.Height / height);
        return [.. Islands(outputs[0].GetTensorDataAsSpan<float>(), width, height).Select(r => Scaled(r, kx, ky))];
    }

    // The network halves the picture five times.
    private static int Side(double length) => Math.Max(32, (int)Math.Round(length / 32) * 32);

    private static LeastRectangle Scaled(LeastRectangle r, double kx, double ky) =>
        r with { CentreX = (r.CentreX + 0.5) * kx, CentreY = (r.CentreY + 0.5) * ky, Width = r.Width * kx, Height = r.Height * ky };

    private static List<LeastRectangle> Islands(ReadOnlySpan<float> map, int width, int height)
    {
        var (found, seen, open) = (new List<LeastRectangle>(), new bool[map.Length], new Stack<int>());
        for (var start = 0; start < map.Length; start++)
        {
            if (seen[start] || map[start] < Likely)
                continue;
            var island = new List<(int X, int Y)>();
            var sum = 0f;
            seen[start] = true;
            open.Push(start);
            while (open.TryPop(out var at))
            {
                var (x, y) = (at % width, at / width);
                island.Add((x, y));
                sum += map[at];
                for (var nextY = Math.Max(0, y - 1); nextY <= Math.Min(height - 1, y + 1); nextY++)
                {
                    for (var nextX = Math.Max(0, x - 1); nextX <= Math.Min(width - 1, x + 1); nextX++)
                    {
                        var next = nextY * width + nextX;
                        if (seen[next] || map[next] < Likely)
                            continue;
                        seen[next] = true;
                        open.Push(next);
                    }
                }
            }

            if (island.Count < 12 || sum / island.Count < LeastMean)
                continue;
            var rectangle = LeastRectangle.Around(island);
            if (Math.Min(rectangle.Width, rectangle.Height) >= 3)
                found.Add(rectangle.Wider(rectangle.Width * rectangle.Height * Unclip / (2 * (rectangle.Width + rectangle.Height))));
        }

        return found;
    }
}
