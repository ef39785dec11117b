using System.Numerics.Tensors;
using System.Text;
using Microsoft.ML.OnnxRuntime;
using SkiaSharp;
using Tongdian.Domain.Survey;

namespace Tongdian.Server.Modules.Recognition.Text;

/// <summary>What one line says: the strip is laid level, the recognition gives each column a sign, the same sign twice in a row is one.</summary>
internal sealed class ReadLine(TextModels models)
{
    private const int StripHeight = 48;
    private const int LongestStrip = 1920;
    private const double LeastConfidence = 0.5;

    /// <summary>Null when nothing can be read there.</summary>
    public TextLine? Of(SKImage picture, LeastRectangle place)
    {
        using var strip = Level(picture, place);
        using var pixels = PixelTensor.Of(strip, [0.5f, 0.5f, 0.5f], [0.5f, 0.5f, 0.5f]);
        using var run = new RunOptions();
        using var outputs = models.Recognition.Run(run, models.Recognition.InputNames, [pixels], models.Recognition.OutputNames);
        var shape = outputs[0].GetTensorTypeAndShape().Shape;
        var (text, confidence) = Signs(outputs[0].GetTensorDataAsSpan<float>(), (int)shape[1], (int)shape[2]);
        return text.Length == 0 || confidence < LeastConfidence ? null : new TextLine(text, confidence, Box(place));
    }

    private (string Text, double Confidence) Signs(ReadOnlySpan<float> columns, int count, int signs)
    {
        var text = new StringBuilder();
        var (sum, read, last) = (0.0, 0, 0);
        for (var i = 0; i < count; i++)
        {
            var column = columns.Slice(i * signs, signs);
            var best = TensorPrimitives.IndexOfMax(column);
            if (best != 0 && best != last)
            {
                text.Append(models.Signs[best]);
                sum += column[best];
                read++;
            }

            last = best;
        }

        return (text.ToString().Trim(), read == 0 ? 0 : sum / read);
    }

    private static SKBitmap Level(SKImage picture, LeastRectangle place)
    {
        var scale = StripHeight / place.Height;
        var width = (int)Math.Clamp(Math.Ceiling(place.Width * scale), StripHeight, LongestStrip);
        var strip = new SKBitmap(new SKImageInfo(width, StripHeight, SKColorType.Bgra8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(strip);
        var along = place.Width * scale > LongestStrip ? LongestStrip / place.Width : scale;
        canvas.Concat(SKMatrix.CreateTranslation((float)-place.CentreX, (float)-place.CentreY)
            .PostConcat(SKMatrix.CreateRotation((float)-place.Angle))
            .PostConcat(SKMatrix.CreateTranslation((float)(place.Width / 2), (float)(place.Height / 2)))
            .PostConcat(SKMatrix.CreateScale((float)along, (float)scale)));
        canvas.DrawImage(picture, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return strip;
    }

    private static PictureBox Box(LeastRectangle place)
    {
        var (cosine, sine) = (Math.Abs(Math.Cos(place.Angle)), Math.Abs(Math.Sin(place.Angle)));
        var (width, height) = (place.Width * cosine + place.Height * sine, place.Width * sine + place.Height * cosine);
        return new PictureBox(
            (int)Math.Round(place.CentreX - width / 2), (int)Math.Round(place.CentreY - height / 2), (int)Math.Round(width), (int)Math.Round(height));
    }
}
