using SkiaSharp;
using Tongdian.Domain.Survey;
using Tongdian.Server.Modules.Recognition.Text;

namespace Tongdian.Server.Modules.Recognition;

/// <summary>Reads the nameplate of a meter from an upright or turned picture; without values when there is none to be seen.</summary>
internal sealed class ReadNameplate(ReadText text, SurveyTables tables)
{
    // Of six values; with fewer the picture may stand on its side or its head.
    private const int Enough = 4;

    /// <summary>Takes seconds and one processor. The boxes are in the pixels of the picture as it was given.</summary>
    public NameplateText Of(SKBitmap picture, CancellationToken cancellation)
    {
        var (best, seen, onEnd) = Turned(picture, 0, cancellation);
        // A plate has more than two lines of text.
        if (best.Values.Count() >= Enough || seen < 3)
            return best;
        foreach (var quarter in (int[])(2 * onEnd > seen ? [1, 3] : [2]))
        {
            var (plate, _, _) = Turned(picture, quarter, cancellation);
            if (Score(plate) > Score(best))
                best = plate;
        }

        return best;
    }

    private (NameplateText Plate, int Seen, int OnEnd) Turned(SKBitmap picture, int quarter, CancellationToken cancellation)
    {
        using var turned = quarter == 0 ? null : Turn(picture, quarter);
        var (lines, seen, onEnd) = text.Of(turned ?? picture, cancellation);
        var back = Turning(quarter, picture.Width, picture.Height).Invert();
        return (NameplateText.Of(lines.Select(l => l with { Box = Back(l.Box, back) }), tables), seen, onEnd);
    }

    private static double Score(NameplateText plate) => plate.Values.Sum(v => v.Value.Confidence);

    private static SKBitmap Turn(SKBitmap picture, int quarter)
    {
        var (width, height) = quarter % 2 == 1 ? (picture.Height, picture.Width) : (picture.Width, picture.Height);
        var turned = new SKBitmap(new SKImageInfo(width, height, picture.ColorType, picture.AlphaType));
        using var canvas = new SKCanvas(turned);
        canvas.Concat(Turning(quarter, picture.Width, picture.Height));
        using var image = SKImage.FromBitmap(picture);
        canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Nearest));
        return turned;
    }

    // Quarters of a turn, clockwise.
    private static SKMatrix Turning(int quarter, int w, int h) => quarter switch
    {
        1 => new SKMatrix(0, -1, h, 1, 0, 0, 0, 0, 1),
        2 => new SKMatrix(-1, 0, w, 0, -1, h, 0, 0, 1),
        3 => new SKMatrix(0, 1, 0, -1, 0, w, 0, 0, 1),
        _ => SKMatrix.Identity,
    };

    private static PictureBox Back(PictureBox box, SKMatrix back)
    {
        var there = back.MapRect(SKRect.Create(box.Left, box.Top, box.Width, box.Height));
        return new PictureBox((int)Math.Round(there.Left), (int)Math.Round(there.Top), (int)Math.Round(there.Width), (int)Math.Round(there.Height));
    }
}
