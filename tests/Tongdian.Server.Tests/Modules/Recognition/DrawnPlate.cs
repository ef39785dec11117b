using SkiaSharp;

namespace Tongdian.Server.Tests.Modules.Recognition;

/// <summary>What spoils a photograph.</summary>
public enum Flaw
{
    None,
    Perspective,
    Blur,
    Glare,
    Tilted,
    OnItsSide,
    OnItsHead,
}

/// <summary>A nameplate of a meter, drawn with a font of the documents, and photographed badly.</summary>
public sealed record DrawnPlate(string Model, string Voltage, string Current, int Constant, string Number, string Maker, Flaw Flaw = Flaw.None)
{
    private const int Width = 1600;
    private const int Height = 1200;

    public override string ToString() => $"{Model} {Flaw}";

    public SKBitmap Photograph()
    {
        using var plate = Plate();
        var photo = new SKBitmap(Flaw is Flaw.OnItsSide ? Height : Width, Flaw is Flaw.OnItsSide ? Width : Height);
        using var canvas = new SKCanvas(photo);
        using var paint = new SKPaint();
        canvas.Clear(new SKColor(120, 124, 122));
        canvas.Save();
        canvas.Concat(Seen());
        if (Flaw is Flaw.Blur)
            paint.ImageFilter = SKImageFilter.CreateBlur(2.2f, 2.2f);
        using var image = SKImage.FromBitmap(plate);
        canvas.DrawImage(image, 150, 120, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear), paint);
        canvas.Restore();
        if (Flaw is Flaw.Glare)
            Shine(canvas);
        return photo;
    }

    public byte[] Jpeg()
    {
        using var photo = Photograph();
        using var data = photo.Encode(SKEncodedImageFormat.Jpeg, 85);
        return data.ToArray();
    }

    private SKBitmap Plate()
    {
        var plate = new SKBitmap(1300, 960);
        using var canvas = new SKCanvas(plate);
        using var face = SKTypeface.FromFile(Path.Combine(AppContext.BaseDirectory, "fonts", "NotoSansSC_400Regular.ttf"));
        using var ink = new SKPaint { Color = new SKColor(25, 25, 30), IsAntialias = true };
        canvas.Clear(new SKColor(232, 233, 228));
        Write("三相四线费控智能电能表"[(Model.StartsWith("DD", StringComparison.Ordinal) ? 4 : 0)..], 420, 110, 54);
        Write(Model, 90, 220, 46);
        Write($"{Voltage}   {Current}   50Hz", 90, 320, 42);
        Write($"{Constant}imp/kWh   {Constant}imp/kvarh", 90, 410, 38);
        Write("有功 B 级   GB/T 17215.321-2021", 90, 500, 36);
        for (var x = 0; x < 90; x++)
        {
            if ((x * 7 + Number[x % Number.Length]) % 3 != 0)
                canvas.DrawRect(120 + x * 11, 560, 5 + x * 5 % 4, 110, ink);
        }

        Write($"No.{Number}", 150, 740, 46);
        Write(Maker, 90, 850, 42);
        Write("2024年06月", 980, 850, 36);
        return plate;

        void Write(string text, float x, float y, float size)
        {
            using var font = new SKFont(face, size);
            canvas.DrawText(text, x, y, SKTextAlign.Left, font, ink);
        }
    }

    private SKMatrix Seen() => Flaw switch
    {
        // Nearer at its left than at its right, and held a little crooked.
        Flaw.Perspective => new SKMatrix(1.02f, 0.06f, 30, 0.05f, 1.0f, 10, 0.00012f, 0.00004f, 1),
        Flaw.Tilted => SKMatrix.CreateRotationDegrees(12, Width / 2f, Height / 2f),
        Flaw.OnItsSide => new SKMatrix(0, -1, Height, 1, 0, 0, 0, 0, 1),
        Flaw.OnItsHead => SKMatrix.CreateRotationDegrees(180, Width / 2f, Height / 2f),
        _ => SKMatrix.Identity,
    };

    // A lamp in the glass: white in its middle, over model and voltage, not over the number.
    private static void Shine(SKCanvas canvas)
    {
        using var lamp = SKShader.CreateRadialGradient(new SKPoint(1050, 430), 420, [SKColors.White.WithAlpha(235), SKColors.White.WithAlpha(0)], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = lamp };
        canvas.DrawRect(0, 0, Width, Height, paint);
    }
}
