using SkiaSharp;

namespace Tongdian.Demo.Papers;

/// <summary>What can be seen on a photograph from the site.</summary>
internal static class Scene
{
    /// <summary>Width of a photograph, in pixels.</summary>
    public const int Width = 1280;

    /// <summary>Height of a photograph, in pixels.</summary>
    public const int Height = 960;

    private static readonly SKColor Line = new(0x2B, 0x2F, 0x33);

    /// <summary>Draws what a file of this kind shows.</summary>
    public static void Draw(SKCanvas canvas, string kind, Random dice)
    {
        switch (kind)
        {
            case "site-overview" or "after" or "power-on":
                Outdoors(canvas, dice);
                Building(canvas, lit: kind == "power-on");
                break;
            case "supply-point" or "before":
                Outdoors(canvas, dice);
                Pole(canvas);
                break;
            case "cable-route" or "cable-laid" or "concealed-works":
                Outdoors(canvas, dice);
                Trench(canvas, kind != "cable-route");
                break;
            case "material":
                Outdoors(canvas, dice);
                Drums(canvas);
                break;
            case "switchgear" or "inspection":
                Wall(canvas, dice, new SKColor(0xC9, 0xCF, 0xD2));
                Cubicles(canvas);
                break;
            case "terminal":
                Wall(canvas, dice, new SKColor(0xB8, 0xBE, 0xBA));
                Terminals(canvas);
                break;
            case "identity" or "property" or "business-licence" or "organisation-certificate" or "critical-certificate" or "load-list":
                Fill(canvas, 0, 0, Width, Height, new SKColor(0x6F, 0x5B, 0x48));
                Document(canvas, kind, dice);
                break;
            default:
                Wall(canvas, dice, new SKColor(0xD8, 0xC9, 0xB4));
                MeterBox(canvas, dice);
                break;
        }
    }

    private static void Outdoors(SKCanvas canvas, Random dice)
    {
        using var sky = new SKPaint
        {
            Shader = SKShader.CreateLinearGradient(new SKPoint(0, 0), new SKPoint(0, 640), [new SKColor(0x7F, 0xB2, 0xDD), new SKColor(0xE6, 0xEE, 0xF2)], SKShaderTileMode.Clamp),
        };
        canvas.DrawRect(0, 0, Width, 640, sky);
        Fill(canvas, 0, 640, Width, 320, new SKColor(0x8C, 0x93, 0x7A));
        Speckle(canvas, dice, 640, Height);
    }

    private static void Wall(SKCanvas canvas, Random dice, SKColor color)
    {
        Fill(canvas, 0, 0, Width, Height, color);
        for (var y = 0; y < Height; y += 48)
        {
            for (var x = y / 48 % 2 * -60; x < Width; x += 120)
                Frame(canvas, x, y, 120, 48, new SKColor(0, 0, 0, 40), 2);
        }

        Speckle(canvas, dice, 0, Height);
    }

    private static void Building(SKCanvas canvas, bool lit)
    {
        Fill(canvas, 360, 180, 560, 520, new SKColor(0xC8, 0x8A, 0x6A));
        Fill(canvas, 340, 150, 600, 40, new SKColor(0x6E, 0x45, 0x38));
        for (var row = 0; row < 3; row++)
        {
            for (var column = 0; column < 4; column++)
                Fill(canvas, 400 + column * 130, 230 + row * 140, 80, 90, lit ? new SKColor(0xFF, 0xE2, 0x7A) : new SKColor(0x4A, 0x5A, 0x68));
        }

        Fill(canvas, 600, 640, 90, 60, new SKColor(0x5B, 0x3A, 0x29));
        Fill(canvas, 330, 520, 50, 80, new SKColor(0xB9, 0xBE, 0xC2));
    }

    private static void Pole(SKCanvas canvas)
    {
        Fill(canvas, 612, 80, 44, 640, new SKColor(0xA5, 0xA3, 0x9C));
        Fill(canvas, 430, 150, 410, 24, Line);
        Fill(canvas, 540, 330, 190, 150, new SKColor(0x8D, 0x99, 0xA0));
        foreach (var x in (int[])[450, 630, 810])
        {
            Fill(canvas, x, 110, 18, 44, new SKColor(0x9C, 0x5B, 0x3C));
            Stroke(canvas, 0, 60 + x / 20, x + 9, 112, 3);
            Stroke(canvas, x + 9, 112, Width, 70 + x / 20, 3);
        }
    }

    private static void Trench(SKCanvas canvas, bool laid)
    {
        Fill(canvas, 0, 720, Width, 90, new SKColor(0x5E, 0x4A, 0x38));
        for (var i = 0; i < (laid ? 3 : 0); i++)
            Stroke(canvas, 0, 740 + i * 24, Width, 744 + i * 24, 12);
        for (var x = 80; x < Width; x += 240)
        {
            Fill(canvas, x, 560, 10, 160, new SKColor(0xD2, 0x3B, 0x2E));
            Stroke(canvas, x, 580, x + 240, 580, 5);
        }
    }

    private static void Drums(SKCanvas canvas)
    {
        using var wood = new SKPaint { Color = new SKColor(0xA8, 0x7B, 0x4A), IsAntialias = true };
        using var hole = new SKPaint { Color = Line, IsAntialias = true };
        foreach (var x in (int[])[300, 640, 980])
        {
            canvas.DrawCircle(x, 640, 150, wood);
            canvas.DrawCircle(x, 640, 96, hole);
            canvas.DrawCircle(x, 640, 30, wood);
        }
    }

    private static void Cubicles(SKCanvas canvas)
    {
        for (var i = 0; i < 4; i++)
        {
            var x = 130 + i * 260;
            Fill(canvas, x, 120, 240, 700, new SKColor(0x93, 0xA1, 0xA8));
            Frame(canvas, x, 120, 240, 700, Line, 6);
            Fill(canvas, x + 40, 180, 160, 110, new SKColor(0x24, 0x2A, 0x2E));
            Fill(canvas, x + 60, 340, 30, 30, new SKColor(0x2E, 0xA0, 0x4E));
            Fill(canvas, x + 150, 340, 30, 30, new SKColor(0xC0, 0x30, 0x28));
            Fill(canvas, x + 200, 480, 16, 120, Line);
        }
    }

    private static void Terminals(SKCanvas canvas)
    {
        SKColor[] phases = [new(0xE3, 0xB5, 0x1C), new(0x2E, 0x9E, 0x48), new(0xC9, 0x33, 0x2B), new(0x2C, 0x5F, 0xB3)];
        Fill(canvas, 240, 380, 800, 180, new SKColor(0x3A, 0x3F, 0x44));
        for (var i = 0; i < phases.Length; i++)
        {
            Fill(canvas, 320 + i * 180, 90, 44, 320, phases[i]);
            Fill(canvas, 312 + i * 180, 420, 60, 90, new SKColor(0xC9, 0xA2, 0x5A));
            Fill(canvas, 320 + i * 180, 520, 44, 340, phases[i]);
        }
    }

    private static void MeterBox(SKCanvas canvas, Random dice)
    {
        Fill(canvas, 380, 120, 520, 690, new SKColor(0xC4, 0xCA, 0xCE));
        Frame(canvas, 380, 120, 520, 690, Line, 8);
        Fill(canvas, 450, 190, 380, 360, new SKColor(0xF3, 0xF4, 0xF1));
        Frame(canvas, 450, 190, 380, 360, Line, 5);
        Fill(canvas, 500, 240, 280, 90, new SKColor(0xA9, 0xBF, 0x9C));
        StrokeFont.Write(canvas, "000000.00 KWH", 512, 272, 26, Line);
        for (var x = 500; x < 780; x += 6 + dice.Next(8))
            Fill(canvas, x, 400, 2 + dice.Next(4), 70, Line);
        foreach (var x in (int[])[520, 640, 760])
            Fill(canvas, x - 22, 610, 44, 120, new SKColor(0x28, 0x2C, 0x30));
    }

    private static void Document(SKCanvas canvas, string kind, Random dice)
    {
        Fill(canvas, 330, 40, 620, 800, new SKColor(0xF6, 0xF3, 0xEA));
        Frame(canvas, 350, 60, 580, 760, new SKColor(0xB0, 0x28, 0x28), 4);
        StrokeFont.Write(canvas, kind, 400, 110, 30, new SKColor(0xB0, 0x28, 0x28));
        for (var y = 200; y < 640; y += 40)
            Fill(canvas, 400, y, 200 + dice.Next(260), 10, new SKColor(0x55, 0x58, 0x5C));
        using var seal = new SKPaint { Color = new SKColor(0xC8, 0x20, 0x20, 170), Style = SKPaintStyle.Stroke, StrokeWidth = 8, IsAntialias = true };
        canvas.DrawCircle(800, 700, 80, seal);
    }

    private static void Speckle(SKCanvas canvas, Random dice, int top, int bottom)
    {
        for (var i = 0; i < 1500; i++)
            Fill(canvas, dice.Next(Width), dice.Next(top, bottom), 3, 2, new SKColor(0, 0, 0, (byte)dice.Next(10, 50)));
    }

    private static void Fill(SKCanvas canvas, float x, float y, float width, float height, SKColor color)
    {
        using var paint = new SKPaint { Color = color };
        canvas.DrawRect(x, y, width, height, paint);
    }

    private static void Frame(SKCanvas canvas, float x, float y, float width, float height, SKColor color, float thick)
    {
        using var pen = new SKPaint { Color = color, Style = SKPaintStyle.Stroke, StrokeWidth = thick };
        canvas.DrawRect(x, y, width, height, pen);
    }

    private static void Stroke(SKCanvas canvas, float x, float y, float toX, float toY, float thick)
    {
        using var pen = new SKPaint { Color = Line, Style = SKPaintStyle.Stroke, StrokeWidth = thick, IsAntialias = true };
        canvas.DrawLine(x, y, toX, toY, pen);
    }
}
